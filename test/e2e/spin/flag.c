// Intent: a thread that spins on an atomic flag does not starve the one that
// sets it.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore passed ./prog | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Flag;

static void *work(void *Unused) {
  while (!Flag)
    ;
  return Unused;
}

int main(void) {
  pthread_t A, B;
  pthread_create(&A, 0, work, 0);
  pthread_create(&B, 0, work, 0);
  Flag = 1;
  pthread_join(A, 0);
  pthread_join(B, 0);
  return 0;
}
// CHECK-COUNT-3: 200 executions, no findings
