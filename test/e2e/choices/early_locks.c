// Intent: a timed wait for a lock may be over while its holder could go on: who
// takes ten seconds for enough is wrong, who tries again is not.
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=pthread_mutex_timedlock(&Mutex, &Until)' %s | FileCheck %s
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=pthread_mutex_clocklock(&Mutex, CLOCK_REALTIME, &Until)' %s | FileCheck %s
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=pthread_rwlock_timedrdlock(&ReadWrite, &Until)' %s | FileCheck %s
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=pthread_rwlock_timedwrlock(&ReadWrite, &Until)' %s | FileCheck %s
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=pthread_rwlock_clockrdlock(&ReadWrite, CLOCK_REALTIME, &Until)' %s | FileCheck %s
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=pthread_rwlock_clockwrlock(&ReadWrite, CLOCK_REALTIME, &Until)' %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t ReadWrite = PTHREAD_RWLOCK_INITIALIZER;

static void *hold(void *Unused) {
  pthread_mutex_lock(&Mutex);
  pthread_rwlock_wrlock(&ReadWrite);
  pthread_rwlock_unlock(&ReadWrite);
  pthread_mutex_unlock(&Mutex);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  int Got;
  pthread_create(&Thread, 0, hold, 0);
  do {
    struct timespec Until;
    clock_gettime(CLOCK_REALTIME, &Until);
    Until.tv_sec += 10;
    Got = TIMED;
  } while (Count > 1 && Got == ETIMEDOUT);
  assert(Got == 0);
  return 0;
}
// CHECK: by choice (early_timeouts)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}early_locks.c
