// Intent: volatile accesses are scheduling points: a volatile flag that is
// tested and set lets two threads in.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static volatile int Busy;
static _Atomic int Inside, Lock;

static void *work(void *Clean) {
  if (Clean)
    while (atomic_exchange(&Lock, 1))
      ;
  if (!Busy) {
    Busy = 1;
    assert(atomic_fetch_add(&Inside, 1) == 0);
    // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}volatile.c:[[@LINE-1]]{{[:0-9]*}} in work
    --Inside;
    Busy = 0;
  }
  Lock = 0;
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, Count > 1 ? &Thread : 0);
  work(Count > 1 ? &Thread : 0);
  pthread_join(Thread, 0);
  return 0;
}
