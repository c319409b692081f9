// Intent: corpora of several campaigns are merged, and minimized without losing
// a finding or anything else that they show.
// RUN: %fresh && %clang %s -pthread -o program
// RUN: not env LOCKSTEP_CORPUS=a LOCKSTEP_OPTIONS=stop_at_first=0 LOCKSTEP_ITERATIONS=200 LOCKSTEP_SEED=1 ./program
// RUN: not env LOCKSTEP_CORPUS=b LOCKSTEP_OPTIONS=stop_at_first=0 LOCKSTEP_ITERATIONS=200 LOCKSTEP_SEED=2 LOCKSTEP_STRATEGY=random ./program
// RUN: %lockstep corpus merge all a b && %lockstep corpus --json all > before
// RUN: %lockstep corpus minimize all && %lockstep corpus --json all > after
// RUN: sh -c 'test $(ls all | wc -l) -lt $(ls a b | grep -c lstrace)'
// RUN: grep -A2 -E "shows|kinds" before > before.shown
// RUN: grep -A2 -E "shows|kinds" after | diff before.shown -
// RUN: not env LOCKSTEP_CORPUS=all LOCKSTEP_ITERATIONS=1 ./program 2>&1 | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int Account[2];

static void *deposit(void *To) {
  atomic_int *Mine = To;
  int Old = *Mine;
  *Mine = Old + 1;
  return 0;
}

int main(void) {
  pthread_t Threads[4];
  for (int I = 0; I < 4; ++I)
    pthread_create(&Threads[I], 0, deposit, &Account[I / 2]);
  for (int I = 0; I < 4; ++I)
    pthread_join(Threads[I], 0);
  assert(Account[0] == 2 && Account[1] == 2);
}
// CHECK: this is an execution of the corpus
// CHECK: SUMMARY: Lockstep: assertion
