// Intent: a thread that locks a plain mutex twice waits for itself; a
// recursive one may.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>

static pthread_mutex_t Plain = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t Again = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

static void *work(void *Clean) {
  pthread_mutex_t *Lock = Clean ? &Again : &Plain;
  pthread_mutex_lock(Lock);
  pthread_mutex_lock(Lock);
  // CHECK: Lockstep: deadlock: T1 waits for mutex {{.*}}, which it holds itself
  // CHECK: T1 waits to lock mutex
  // CHECK: held by the same thread, which locked it at {{.*}}deadlock_self.c:[[@LINE-4]]:3 in work
  // CHECK: Also waiting:
  // CHECK: T0 (main) waits for thread T1 to end
  // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}deadlock_self.c:[[@LINE-6]]:3 in work
  pthread_mutex_unlock(Lock);
  pthread_mutex_unlock(Lock);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, Count > 1 ? &Again : 0);
  pthread_join(Thread, 0);
  return 0;
}
