// Intent: a plain or volatile flag in a loop is a spin like any other.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore passed ./prog | FileCheck %s
#include <pthread.h>

static volatile int First, Second;

static void *work(void *Unused) {
  while (!First)
    ;
  Second = 1;
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  First = 1;
  while (!Second)
    ;
  pthread_join(Thread, 0);
  return 0;
}
// CHECK-COUNT-3: 200 executions, no findings
