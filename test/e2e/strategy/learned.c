// Intent: what strategies learn does not depend on who ran the executions: any
// number of jobs gives the same report, which names the part of a portfolio.
// RUN: %fresh && %clang %s -o prog
// RUN: sh -c 'for S in auto rff rff:focus=1 rff:feedback=2 surw urw ql; do for J in 1 2 5; do env LOCKSTEP_ITERATIONS=4000 LOCKSTEP_STRATEGY=$S LOCKSTEP_JOBS=$J ./prog 2> $J; done; cmp 1 2 && cmp 1 5 && cat 1; done' > all
// RUN: FileCheck %s < all
// RUN: ls lockstep-traces | count 6
// CHECK: Found in iteration {{[1-9][0-9]*}} by strategy auto ({{rff:focus=1|surw|pos|pct}})
// CHECK: SUMMARY: Lockstep: assertion
// CHECK: by strategy rff:feedback=1:focus=0 with
// CHECK: by strategy rff:feedback=1:focus=1 with
// CHECK: by strategy rff:feedback=2:focus=0 with
// CHECK: by strategy surw with
// CHECK: by strategy urw with
// CHECK: executions, no findings (ql
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Value, Order;

static void *work(void *Me) {
  Value = (int)(long)Me;
  Order = Order * 10 + (int)(long)Me;
  return 0;
}

int main(void) {
  pthread_t Threads[4];
  for (long I = 0; I < 4; ++I)
    pthread_create(&Threads[I], 0, work, (void *)(I + 1));
  for (int I = 0; I < 4; ++I)
    pthread_join(Threads[I], 0);
  assert(Order != 4321);
}
