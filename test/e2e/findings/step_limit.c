// Intent: an execution that goes on and on, though not in circles, is cut off
// and called unknown; a higher limit lets it end.
// RUN: %fresh && %clang %s -o prog
// RUN: env LOCKSTEP_ITERATIONS=5 LOCKSTEP_OPTIONS=max_steps=1000 %explore step-limit ./prog | FileCheck %s
// RUN: env LOCKSTEP_ITERATIONS=5 %explore passed ./prog
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Counter;

static void *count(void *Unused) {
  while (++Counter < 5000)
    ;
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, count, 0);
  count(0);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: Lockstep: step-limit: unknown: not finished after 1000 steps
// CHECK: This is neither a pass nor a finding. Raise max_steps in LOCKSTEP_OPTIONS when the program needs more.
// CHECK: SUMMARY: Lockstep: step-limit {{.*}}step_limit.c:{{[0-9]+}}
