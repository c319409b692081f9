// Intent: shrinking leaves out every choice that the finding does not need, and
// keeps the one that it does.
// RUN: %fresh && %clang %s -o prog
// RUN: not env LOCKSTEP_STRATEGY=pos LOCKSTEP_OPTIONS=trylock_failures=1 ./prog 2> first
// RUN: grep "other failures: [1-9]" first
// RUN: not env LOCKSTEP_STRATEGY=pos LOCKSTEP_OPTIONS=trylock_failures=1:shrink=1 ./prog 2>&1 | FileCheck %s
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

int main(void) {
  int Failures = 0;
  for (int I = 0; I < 60; ++I)
    if (!pthread_mutex_trylock(&Lock)) {
      pthread_mutex_unlock(&Lock);
    } else if (I == 30) {
      fprintf(stderr, "other failures: %d\n", Failures);
      abort();
    } else {
      ++Failures;
    }
  return 0;
}
// CHECK-NOT: by choice
// CHECK: try to lock Lock: fails, by choice (trylock_failures)
// CHECK-NOT: by choice
// CHECK: other failures: 0
// CHECK: SUMMARY: Lockstep: abort
