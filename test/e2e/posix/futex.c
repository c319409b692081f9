// Intent: futex by syscall: wait returns EAGAIN when the value differs, a
// wake wakes; without it the waiter hangs.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic int Word;

static long futex(int Operation, int Value) {
  return syscall(SYS_futex, &Word, Operation, Value, 0, 0, 0);
}

static void *work(void *Clean) {
  Word = 1;
  if (Clean)
    futex(FUTEX_WAKE_PRIVATE, 1);
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  assert(futex(FUTEX_WAIT_PRIVATE, 7) == -1 && errno == EAGAIN);
  pthread_create(&Thread, 0, work, Count > 1 ? &Word : 0);
  while (!Word)
    futex(FUTEX_WAIT_PRIVATE, 0);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: T0 (main) waits on futex 'Word'
// CHECK: nobody left can wake it
// CHECK: no other thread ever woke it in this execution
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}futex.c:
