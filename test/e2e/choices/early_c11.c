// Intent: a timed wait for a mutex or a condition of C11 may be over while
// others could go on: who takes ten seconds for enough is wrong.
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=mtx_timedlock(&Lock, &Until) || mtx_unlock(&Lock)' %s | FileCheck %s
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=await(&Until)' %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <threads.h>
#include <time.h>

static int Done;
static mtx_t Lock;
static cnd_t Signal;

static void *finish(void *Unused) {
  mtx_lock(&Lock);
  Done = 1;
  cnd_signal(&Signal);
  mtx_unlock(&Lock);
  return Unused;
}

static inline int await(const struct timespec *Until) {
  mtx_lock(&Lock);
  int Got = Done ? 0 : cnd_timedwait(&Signal, &Lock, Until);
  mtx_unlock(&Lock);
  return Got;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  struct timespec Until;
  mtx_init(&Lock, mtx_timed);
  cnd_init(&Signal);
  pthread_create(&Thread, 0, finish, 0);
  do
    timespec_get(&Until, TIME_UTC), Until.tv_sec += 10;
  while ((TIMED) && (assert(Count > 1), 1));
  return 0;
}
// CHECK: by choice (early_timeouts)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}early_c11.c
