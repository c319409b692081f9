// Intent: the number of jobs changes nothing of what a campaign finds,
// reports and writes.
// RUN: %fresh && %clang %s -o prog
// RUN: not env LOCKSTEP_STRATEGY=pct:depth=2 LOCKSTEP_JOBS=1 ./prog 2> one
// RUN: not env LOCKSTEP_STRATEGY=pct:depth=2 LOCKSTEP_JOBS=2 ./prog 2> two
// RUN: not env LOCKSTEP_STRATEGY=pct:depth=2 LOCKSTEP_JOBS=5 ./prog 2> five
// RUN: cmp one two && cmp one five && FileCheck %s < one
// RUN: ls lockstep-traces | count 1
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Order;
static int Value;

static void *work(void *Me) {
  int Old = Value;
  Order = Order * 10 + (int)(long)Me;
  Value = Old + 1;
  return 0;
}

int main(void) {
  pthread_t Threads[4];
  for (long I = 0; I < 4; ++I)
    pthread_create(&Threads[I], 0, work, (void *)(I + 1));
  for (int I = 0; I < 4; ++I)
    pthread_join(Threads[I], 0);
  assert(Order != 4321 && Order != 3412);
  return 0;
}
// CHECK: Lockstep: assertion
// CHECK-NOT: iteration 0 by
