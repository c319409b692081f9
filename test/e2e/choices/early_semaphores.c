// Intent: a timed wait for a semaphore may be over while another thread could
// still post it: who takes ten seconds for enough is wrong.
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=sem_timedwait(&Semaphore, &Until)' %s | FileCheck %s
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=sem_clockwait(&Semaphore, CLOCK_REALTIME, &Until)' %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static sem_t Semaphore;

static void *give(void *Unused) {
  sem_post(&Semaphore);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  int Got;
  pthread_create(&Thread, 0, give, 0);
  do {
    struct timespec Until;
    clock_gettime(CLOCK_REALTIME, &Until);
    Until.tv_sec += 10;
    Got = TIMED;
  } while (Count > 1 && Got && errno == ETIMEDOUT);
  assert(!Got);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: by choice (early_timeouts)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}early_semaphores.c
