// Intent: a timed wait for a thread, or on a futex, may be over while the thread
// could go on: who takes ten seconds for enough is wrong.
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=pthread_timedjoin_np(Thread, 0, &Until)' %s | FileCheck %s
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=pthread_clockjoin_np(Thread, 0, CLOCK_REALTIME, &Until)' %s | FileCheck %s
// RUN: %fresh && %choice early_timeouts=1 assertion %clang -D_GNU_SOURCE '-DTIMED=syscall(SYS_futex, &Done, 9 | 256, 0, &Until, 0, ~0) && !Done' %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static _Atomic int Done;

static void *finish(void *Unused) {
  Done = 1;
  syscall(SYS_futex, &Done, 1, 1, 0, 0, 0);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  struct timespec Until;
  pthread_create(&Thread, 0, finish, 0);
  int Failed;
  do {
    clock_gettime(CLOCK_REALTIME, &Until);
    Until.tv_sec += 10;
  } while ((Failed = TIMED) && Count > 1);
  assert(!Failed);
  return 0;
}
// CHECK: by choice (early_timeouts)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}early_joins.c
