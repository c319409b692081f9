// Intent: read-write locks, spinlocks and barriers of POSIX order; a forgotten one is found.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>

static pthread_rwlock_t Lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t Spin;
static pthread_barrier_t Barrier;
static int Locked, Spun, Slots[2];

static void *work(void *Self) {
  long Mine = (long)Self & 1, Clean = (long)Self & 2;
  pthread_rwlock_wrlock(&Lock);
  ++Locked;
  pthread_rwlock_unlock(&Lock);
  pthread_spin_lock(&Spin);
  ++Spun;
  pthread_spin_unlock(&Spin);
  Slots[Mine] = 1;
  if (Clean)
    pthread_barrier_wait(&Barrier);
  return (void *)(long)Slots[1 - Mine];
}

int main(int Count, char **Arguments) {
  long Clean = Count > 1 ? 2 : 0;
  pthread_t A, B;
  pthread_spin_init(&Spin, 0);
  pthread_barrier_init(&Barrier, 0, 2);
  pthread_create(&A, 0, work, (void *)Clean);
  pthread_create(&B, 0, work, (void *)(Clean + 1));
  pthread_join(A, 0);
  pthread_join(B, 0);
  return Locked + Spun != 4;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}locks.c
