// Intent: pthread_tryjoin_np says EBUSY, pthread_timedjoin_np and
// pthread_clockjoin_np ETIMEDOUT, while the thread runs; an hour
// passes at once.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

static void *work(void *Unused) {
  sleep(3600);
  return Unused;
}

static struct timespec in(clockid_t Clock, long Seconds) {
  struct timespec Now;
  clock_gettime(Clock, &Now);
  Now.tv_sec += Seconds;
  return Now;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  assert(pthread_tryjoin_np(Thread, 0) == EBUSY);
  struct timespec Soon = in(CLOCK_REALTIME, 10);
  assert(pthread_timedjoin_np(Thread, 0, &Soon) == ETIMEDOUT);
  struct timespec Late = in(CLOCK_MONOTONIC, Count > 1 ? 7200 : 1800);
  assert(pthread_clockjoin_np(Thread, 0, CLOCK_MONOTONIC, &Late) == 0);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}join_timed.c:[[@LINE-1]]{{[:0-9]*}} in main
  return 0;
}
