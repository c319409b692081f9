// Intent: a condition variable with CLOCK_MONOTONIC in its attributes
// measures that clock.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Never;

static void *wait(void *Clock) {
  struct timespec Start, Until, End;
  clock_gettime(CLOCK_MONOTONIC, &Start);
  clock_gettime(Clock ? CLOCK_MONOTONIC : CLOCK_REALTIME, &Until);
  Until.tv_sec += 30;
  pthread_mutex_lock(&Lock);
  assert(pthread_cond_timedwait(&Never, &Lock, &Until) == ETIMEDOUT);
  pthread_mutex_unlock(&Lock);
  clock_gettime(CLOCK_MONOTONIC, &End);
  assert(End.tv_sec - Start.tv_sec >= 29 && End.tv_sec - Start.tv_sec <= 31);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}cond_clock.c:[[@LINE-1]]{{[:0-9]*}} in wait
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_condattr_t Clock;
  pthread_t Thread;
  pthread_condattr_init(&Clock);
  pthread_condattr_setclock(&Clock, CLOCK_MONOTONIC);
  pthread_cond_init(&Never, &Clock);
  pthread_create(&Thread, 0, wait, Count > 1 ? Arguments : 0);
  pthread_join(Thread, 0);
  return 0;
}
