// Intent: with early_timeouts time passes while others could go on: who sleeps
// until another is done by all experience is wrong.
// RUN: %fresh && %choice early_timeouts=1 assertion %clang %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static _Atomic int Result;

static void *work(void *Unused) {
  Result = 1;
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, work, 0);
  if (Count > 1)
    pthread_join(Thread, 0);
  else
    sleep(5);
  assert(Result == 1);
  return 0;
}
// CHECK: sleep: over early, by choice (early_timeouts)
// CHECK: SUMMARY: Lockstep: assertion {{.*}}early_timeouts.c
