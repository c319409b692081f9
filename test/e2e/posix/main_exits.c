// Intent: main may end by pthread_exit: the process goes on until its last
// thread has ended.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore passed ./prog | FileCheck %s
#include <pthread.h>
#include <stdio.h>

static void *work(void *Unused) {
  puts("the last thread ends");
  return Unused;
}

int main(void) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  pthread_detach(Thread);
  pthread_exit(0);
}
// CHECK-COUNT-3: 200 executions, no findings
