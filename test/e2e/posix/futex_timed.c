// Intent: futex waits with a time limit, relative and absolute (bitset), end
// with ETIMEDOUT; no real time passes.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int Word;

static void *work(void *Unused) {
  sleep(100);
  syscall(SYS_futex, &Word, FUTEX_WAKE, 1, 0, 0, 0);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  struct timespec Time = {.tv_sec = 5};
  pthread_create(&Thread, 0, work, 0);
  assert(syscall(SYS_futex, &Word, FUTEX_WAIT, 0, &Time, 0, 0) == -1);
  assert(errno == ETIMEDOUT);
  clock_gettime(CLOCK_MONOTONIC, &Time);
  Time.tv_sec += Count > 1 ? 1000 : 50;
  assert(syscall(SYS_futex, &Word, FUTEX_WAIT_BITSET, 0, &Time, 0, ~0) == 0);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}futex_timed.c:[[@LINE-1]]{{[:0-9]*}} in main
  pthread_join(Thread, 0);
  return 0;
}
