// Intent: a failed assert: the report has its condition and place, the
// thread, the schedule, the trace and the command that replays it.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Ready;

static void *check(void *Clean) {
  assert(Clean || Ready == 1);
  // CHECK: Lockstep: assertion: an assertion failed in T1: Clean || Ready == 1
  // CHECK: Found in iteration {{[0-9]+}} by strategy random with seed 1.
  // CHECK: T1 was at {{.*}}assertion.c:[[@LINE-3]]{{[:0-9]*}} in check
  // CHECK: Stacks
  // CHECK-NEXT: T1 failed here:
  // CHECK: in check {{.*}}assertion.c:[[@LINE-6]]
  // CHECK: T1 was created by T0 (main) here:
  // CHECK: Schedule: {{[0-9]+}} events{{.*}}, 2 threads, {{[0-9]+}} switch
  // CHECK: load Ready: 0 (seq_cst)
  // CHECK: end {{.*}} assertion
  // CHECK: Output of the program in this execution
  // CHECK: Trace:  lockstep-traces/assertion-{{[0-9a-f]+}}.lstrace
  // CHECK: Replay: LOCKSTEP_TRACE=lockstep-traces/assertion-{{[0-9a-f]+}}.lstrace ./assertion
  // CHECK-NEXT: SUMMARY: Lockstep: assertion {{.*}}assertion.c:[[@LINE-14]]{{[:0-9]*}} in check
  // CHECK-NEXT: == assertion expected of pct
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, check, Count > 1 ? &Thread : 0);
  Ready = 1;
  pthread_join(Thread, 0);
  return 0;
}
