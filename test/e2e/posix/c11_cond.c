// Intent: C11 threads: cnd_wait, cnd_signal, cnd_timedwait, call_once, tss,
// thrd_exit, thrd_sleep, thrd_yield.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <threads.h>

static mtx_t Lock;
static cnd_t Changed;
static once_flag Once = ONCE_FLAG_INIT;
static tss_t Slot;
static int Value, Clean;

static void begin(void) { tss_create(&Slot, 0); }

static int work(void *Unused) {
  call_once(&Once, begin);
  tss_set(Slot, &Value);
  thrd_yield();
  mtx_lock(&Lock);
  Value = tss_get(Slot) == &Value;
  if (Clean)
    cnd_signal(&Changed);
  mtx_unlock(&Lock);
  thrd_exit(3);
}

int main(int Count, char **Arguments) {
  thrd_t Thread;
  Clean = Count > 1;
  mtx_init(&Lock, mtx_plain);
  cnd_init(&Changed);
  thrd_create(&Thread, work, 0);
  mtx_lock(&Lock);
  while (!Value)
    cnd_wait(&Changed, &Lock);
  // CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}c11_cond.c:[[@LINE-1]]{{[:0-9]*}} in main
  mtx_unlock(&Lock);
  int Result;
  thrd_sleep(&(struct timespec){.tv_sec = 1000}, 0);
  assert(thrd_join(Thread, &Result) == thrd_success && Result == 3);
  return 0;
}
