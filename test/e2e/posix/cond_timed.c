// Intent: pthread_cond_timedwait and clockwait return ETIMEDOUT at their
// time, with the mutex held; 1000 seconds pass at once.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Ready = PTHREAD_COND_INITIALIZER;
static int Value;

static void *work(void *Unused) {
  pthread_mutex_lock(&Lock);
  Value = 1;
  pthread_cond_signal(&Ready);
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  struct timespec Until;
  clock_gettime(CLOCK_MONOTONIC, &Until);
  Until.tv_sec += 1000;
  pthread_create(&Thread, 0, work, 0);
  pthread_mutex_lock(&Lock);
  int Error = 0;
  if (Count == 1 || !Value)
    Error = pthread_cond_clockwait(&Ready, &Lock, CLOCK_MONOTONIC, &Until);
  assert(Error == 0);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}cond_timed.c:[[@LINE-1]]{{[:0-9]*}} in main
  clock_gettime(CLOCK_REALTIME, &Until);
  Until.tv_sec += 1000;
  assert(pthread_cond_timedwait(&Ready, &Lock, &Until) == ETIMEDOUT);
  assert(pthread_mutex_trylock(&Lock) == EBUSY);
  pthread_mutex_unlock(&Lock);
  pthread_join(Thread, 0);
  return 0;
}
