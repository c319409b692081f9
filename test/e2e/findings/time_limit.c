// Intent: a loop that reaches no instrumented code is ended after time_limit
// and called unknown, with the place where it was.
// RUN: %fresh && %clang %s -o prog
// RUN: env LOCKSTEP_ITERATIONS=1 LOCKSTEP_OPTIONS=time_limit=1 %explore time-limit ./prog | FileCheck %s
#include <pthread.h>

static void *work(void *Unused) {
  for (unsigned long I = 0; I != 1;)
    __asm__ volatile("" : "+r"(I));
  // CHECK: Lockstep: time-limit: unknown: T1 ran until the time limit
  // CHECK: The thread reached no instrumented code; raise time_limit in LOCKSTEP_OPTIONS when
  // CHECK: in work
  // CHECK: T0 (main) waits for thread T1 to end
  // CHECK: SUMMARY: Lockstep: time-limit {{.*}}time_limit.c:{{[0-9]+}} in work
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_join(Thread, 0);
  return 0;
}
