// Intent: a shrunk trace does not depend on the number of jobs, is a trace like
// others, says what was gained, and goes to the file that was asked for.
// RUN: %fresh && %clang %s -o program
// RUN: not %lockstep run -n 2000 -- ./program 2> found
// RUN: cp lockstep-traces/*.lstrace big.lstrace
// RUN: %lockstep shrink big.lstrace 2>&1 | FileCheck %s
// RUN: %lockstep shrink --jobs=3 -o jobs.lstrace big.lstrace 2>&1 | FileCheck %s
// RUN: cmp big.min.lstrace jobs.lstrace
// RUN: %lockstep validate big.min.lstrace
// RUN: not %lockstep replay big.min.lstrace 2>&1 | FileCheck --check-prefix=REPLAY %s
// RUN: %lockstep shrink big.min.lstrace 2>&1 | FileCheck --check-prefix=AGAIN %s
// RUN: cmp big.min.lstrace jobs.lstrace
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Balance, Steps;

static void *deposit(void *Unused) {
  for (int I = 0; I < 20; ++I) {
    int Old = Balance;
    ++Steps;
    Balance = Old + 1;
  }
  return Unused;
}

int main(void) {
  pthread_t Threads[3];
  for (int I = 0; I < 3; ++I)
    pthread_create(&Threads[I], 0, deposit, 0);
  for (int I = 0; I < 3; ++I)
    pthread_join(Threads[I], 0);
  assert(Balance == 60);
  return 0;
}
// CHECK: Lockstep: shrunk from {{[0-9]+}} context switches ({{[0-9]+}} preemptive), 4 threads, 194 decisions
// CHECK-NEXT: to 5 context switches (1 preemptive), 4 threads, 194 decisions
// CHECK-NEXT: nothing simpler was left to try after {{[0-9]+}} attempts and {{.*}} s; verified by 3 replays
// CHECK: Lockstep: assertion: an assertion failed in T0 (main): Balance == 60
// CHECK: Trace: {{.*(big.min|jobs).lstrace}}
// CHECK: SUMMARY: Lockstep: assertion {{.*}} in main
// REPLAY: 5 switches (marked >)
// REPLAY: SUMMARY: Lockstep: assertion {{.*}} in main
// AGAIN: Lockstep: it has 5 context switches (1 preemptive)
