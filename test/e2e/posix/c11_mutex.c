// Intent: C11 threads: thrd_create and thrd_join, mtx_lock, mtx_trylock,
// mtx_timedlock.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <threads.h>
#include <time.h>

static mtx_t Lock;
static int Value;

static int work(void *Clean) {
  if (Clean)
    mtx_lock(&Lock);
  int Old = Value;
  Value = Old + 1;
  if (Clean)
    mtx_unlock(&Lock);
  return 5;
}

int main(int Count, char **Arguments) {
  thrd_t A, B;
  int Result;
  struct timespec Until;
  mtx_init(&Lock, mtx_timed);
  thrd_create(&A, work, Count > 1 ? &Lock : 0);
  thrd_create(&B, work, Count > 1 ? &Lock : 0);
  assert(thrd_join(A, &Result) == thrd_success && Result == 5);
  thrd_join(B, 0);
  assert(Value == 2);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}c11_mutex.c:[[@LINE-1]]{{[:0-9]*}} in main
  mtx_lock(&Lock);
  assert(mtx_trylock(&Lock) == thrd_busy);
  timespec_get(&Until, TIME_UTC);
  Until.tv_sec += 600;
  assert(mtx_timedlock(&Lock, &Until) == thrd_timedout);
  return 0;
}
