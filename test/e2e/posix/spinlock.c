// Intent: pthread spinlocks exclude; two of them in opposite orders deadlock
// instead of spinning for ever.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>

static pthread_spinlock_t First, Second;
static int Value;

static void both(pthread_spinlock_t *A, pthread_spinlock_t *B) {
  pthread_spin_lock(A);
  pthread_spin_lock(B);
  // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}spinlock.c:[[@LINE-1]]{{.*}} in both
  ++Value;
  pthread_spin_unlock(B);
  pthread_spin_unlock(A);
}

static void *work(void *Unused) {
  both(&First, &Second);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_spin_init(&First, 0);
  pthread_spin_init(&Second, 0);
  pthread_create(&Thread, 0, work, 0);
  Count > 1 ? both(&First, &Second) : both(&Second, &First);
  pthread_join(Thread, 0);
  assert(Value == 2 && pthread_spin_trylock(&First) == 0);
  assert(pthread_spin_trylock(&First) == EBUSY);
  return 0;
}
