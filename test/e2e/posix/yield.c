// Intent: sched_yield lets others go on; it orders nothing.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static _Atomic int Ready;
static int Value;

static void *work(void *Unused) {
  sched_yield();
  Value = 1;
  Ready = 1;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  if (Count > 1)
    while (!Ready)
      sched_yield();
  else
    sched_yield();
  assert(Value == 1);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}yield.c:[[@LINE-1]]{{[:0-9]*}} in main
  pthread_join(Thread, 0);
  return 0;
}
