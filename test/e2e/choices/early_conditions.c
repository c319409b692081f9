// Intent: a wait on a condition variable until a time of a clock of its own may
// be over while another thread could still signal.
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=pthread_cond_clockwait(&Condition, &Mutex, CLOCK_REALTIME, &Until)' %s | FileCheck %s
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=pthread_cond_timedwait(&Condition, &Mutex, &Until)' %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static int Done;
static pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t Condition = PTHREAD_COND_INITIALIZER;

static void *finish(void *Unused) {
  pthread_mutex_lock(&Mutex);
  Done = 1;
  pthread_cond_signal(&Condition);
  pthread_mutex_unlock(&Mutex);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  struct timespec Until;
  int Got = 0;
  pthread_create(&Thread, 0, finish, 0);
  pthread_mutex_lock(&Mutex);
  while (!Done && (Got == 0 || Count > 1)) {
    clock_gettime(CLOCK_REALTIME, &Until);
    Until.tv_sec += 10;
    Got = TIMED;
  }
  assert(Done);
  pthread_mutex_unlock(&Mutex);
  return 0;
}
// CHECK: by choice (early_timeouts)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}early_conditions.c
