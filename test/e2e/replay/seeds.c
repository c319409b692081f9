// Intent: the same seed gives the same campaign, to the byte; another seed
// another one; the trace's name comes from its content.
// RUN: %fresh && %clang %s -o prog
// RUN: not env LOCKSTEP_STRATEGY=random LOCKSTEP_SEED=7 ./prog 2> one
// RUN: not env LOCKSTEP_STRATEGY=random LOCKSTEP_SEED=7 ./prog 2> two
// RUN: ls lockstep-traces | count 1
// RUN: not env LOCKSTEP_STRATEGY=random LOCKSTEP_SEED=8 ./prog 2> three
// RUN: cmp one two && not cmp one three && FileCheck %s < one
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic unsigned Order;

static void *work(void *Me) {
  Order = Order * 8 + (unsigned)(long)Me;
  return 0;
}

int main(void) {
  pthread_t Threads[5];
  for (long I = 0; I < 5; ++I)
    pthread_create(&Threads[I], 0, work, (void *)(I + 1));
  for (int I = 0; I < 5; ++I)
    pthread_join(Threads[I], 0);
  assert(Order == 012345);
  return 0;
}
// CHECK: with seed 7.
