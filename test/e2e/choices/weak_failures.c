// Intent: with weak_failures a weak compare-exchange fails though it finds what
// it expects; one that is not asked again is wrong, a strong one never fails.
// RUN: %fresh && %choice weak_failures=1 assertion %clang %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

static _Atomic int Owner, Winners, Strong;
static bool Again;

static void *work(void *Unused) {
  int Found = 0;
  bool Won;
  do
    Won = atomic_compare_exchange_weak(&Owner, &Found, 1);
  while (Again && !Won && !Found);
  Winners += Won;
  Found = 0;
  Strong += atomic_compare_exchange_strong(&Strong, &Found, 1);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Again = Count > 1;
  pthread_create(&Thread, 0, work, 0);
  work(0);
  pthread_join(Thread, 0);
  assert(Strong >= 1);
  assert(Winners == 1);
  return 0;
}
// CHECK: compare-exchange Owner fails, finds 0 (seq_cst), by choice
// CHECK: SUMMARY: Lockstep: assertion {{.*}}weak_failures.c:[[@LINE-4]]
