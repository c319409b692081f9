// Intent: report ends at the race; promote makes its sites scheduling points and
// finds what comes of it; ignore finds it as well, and knows no races.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o modes
// RUN: env LOCKSTEP_OPTIONS=races=report %explore data-race %run ./modes
// RUN: env LOCKSTEP_OPTIONS=races=promote %explore assertion %run ./modes
// RUN: env LOCKSTEP_OPTIONS=races=ignore %explore assertion %run ./modes
// RUN: not env LOCKSTEP_ITERATIONS=500 LOCKSTEP_OPTIONS=races=report:stop_at_first=0 %run ./modes 2>&1 | FileCheck %s
// CHECK-DAG: SUMMARY: Lockstep: data-race
// CHECK-DAG: SUMMARY: Lockstep: assertion
#include <assert.h>
#include <pthread.h>

static int Counter;

static void *work(void *Unused) {
  Counter = Counter + 1;
  return Unused;
}

int main(void) {
  pthread_t A, B;
  pthread_create(&A, 0, work, 0);
  pthread_create(&B, 0, work, 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  assert(Counter == 2);
}
