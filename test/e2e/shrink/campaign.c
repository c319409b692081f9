// Intent: with shrink=1 the report is that of the shrunk schedule, and both
// traces are there.
// RUN: %fresh && %clang %s -o program
// RUN: not env LOCKSTEP_ITERATIONS=2000 LOCKSTEP_OPTIONS=shrink=1 ./program 2>&1 | FileCheck %s
// RUN: ls lockstep-traces | count 2
// RUN: env LOCKSTEP_ITERATIONS=200 LOCKSTEP_OPTIONS=shrink=1 ./program clean 2>&1 | FileCheck --check-prefix=CLEAN %s
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic int Ready, Steps;
static int Clean;

static void *work(void *Unused) {
  for (int I = 0; I < 9; ++I)
    ++Steps;
  if (!Clean && !Ready)
    abort();
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Threads[4];
  Clean = Count > 1;
  for (int I = 0; I < 4; ++I)
    pthread_create(&Threads[I], 0, work, 0);
  for (int I = 0; I < 40; ++I)
    ++Steps;
  Ready = 1;
  for (int I = 0; I < 4; ++I)
    pthread_join(Threads[I], 0);
  return 0;
}
// CHECK: Lockstep: found abort, trace lockstep-traces/program-{{.*}}.lstrace; it is being shrunk, for up to 10 s
// CHECK-NEXT: shrunk from {{[0-9]+}} context switches
// CHECK-NEXT: to 1 context switch (1 preemptive), 2 threads, 13 decisions
// CHECK: Lockstep: abort
// CHECK-NEXT: Found in iteration
// CHECK: 13 events, 2 threads, 1 switch
// CHECK: Trace: lockstep-traces/program-{{.*}}.min.lstrace
// CHECK: Replay: LOCKSTEP_TRACE=lockstep-traces/program-{{.*}}.min.lstrace ./program
// CHECK-NEXT: SUMMARY: Lockstep: abort
// CLEAN: 200 executions, no findings
