// Intent: a call of abort.
// RUN: %fresh && %twins abort %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic int Ready;

static void *check(void *Clean) {
  if (!Clean && !Ready)
    abort();
  // CHECK: Lockstep: abort: T1 called abort
  // CHECK: T1 was at {{.*}}abort.c:[[@LINE-2]]{{[:0-9]*}} in check
  // CHECK-COUNT-3: SUMMARY: Lockstep: abort {{.*}}abort.c:[[@LINE-3]]{{[:0-9]*}} in check
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, check, Count > 1 ? &Thread : 0);
  Ready = 1;
  pthread_join(Thread, 0);
  return 0;
}
