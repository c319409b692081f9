// Intent: a thread uses what its creator fills in after creating it.
// RUN: %fresh && %minimal signal 1 1 %clang %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>

static _Atomic(int *) Configuration;

static void *work(void *Unused) {
  int *Mine = Configuration;
  return *Mine ? Unused : &Configuration;
}

int main(int Count, char **Arguments) {
  static int Value = 1;
  pthread_t Thread;
  if (Count > 1)
    Configuration = &Value;
  pthread_create(&Thread, 0, work, 0);
  Configuration = &Value;
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: create thread
// CHECK: load Configuration
// CHECK-NOT: store Configuration
