// Intent: pthread_mutex_timedlock and clocklock give up at their time on
// either clock, which takes no real time.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *Unused) {
  pthread_mutex_lock(&Lock);
  sleep(100);
  pthread_mutex_unlock(&Lock);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  struct timespec When;
  pthread_create(&Thread, 0, work, 0);
  clock_gettime(CLOCK_REALTIME, &When);
  When.tv_sec += 10;
  int First = pthread_mutex_timedlock(&Lock, &When);
  assert(Count > 1 || First == 0);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}mutex_timed.c:[[@LINE-1]]{{[:0-9]*}} in main
  if (!First)
    pthread_mutex_unlock(&Lock);
  clock_gettime(CLOCK_MONOTONIC, &When);
  When.tv_sec += 500;
  assert(!pthread_mutex_clocklock(&Lock, CLOCK_MONOTONIC, &When));
  pthread_mutex_unlock(&Lock);
  pthread_join(Thread, 0);
  return 0;
}
