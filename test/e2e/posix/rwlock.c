// Intent: read-write locks: readers share, writers exclude, try and timed
// forms say EBUSY and ETIMEDOUT.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static pthread_rwlock_t Lock = PTHREAD_RWLOCK_INITIALIZER;

static void *hold(void *Unused) {
  pthread_rwlock_rdlock(&Lock);
  sleep(50);
  pthread_rwlock_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  struct timespec Until;
  pthread_create(&Thread, 0, hold, 0);
  sleep(1);
  assert(pthread_rwlock_tryrdlock(&Lock) == 0);
  pthread_rwlock_unlock(&Lock);
  assert(pthread_rwlock_trywrlock(&Lock) == EBUSY);
  clock_gettime(CLOCK_REALTIME, &Until);
  Until.tv_sec += 5;
  assert(pthread_rwlock_timedrdlock(&Lock, &Until) == 0);
  pthread_rwlock_unlock(&Lock);
  assert(pthread_rwlock_timedwrlock(&Lock, &Until) == ETIMEDOUT);
  Until.tv_sec += Count > 1 ? 100 : 10;
  assert(pthread_rwlock_timedwrlock(&Lock, &Until) == 0);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}rwlock.c:[[@LINE-1]]{{[:0-9]*}} in main
  pthread_rwlock_unlock(&Lock);
  pthread_join(Thread, 0);
  return 0;
}
