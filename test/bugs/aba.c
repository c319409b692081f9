// Intent: a stack of indices pops with compare-and-swap. The top is the same
// again, what is below it is not: a node is handed out twice.
// RUN: %fresh && %minimal assertion 1 2 %clang %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic unsigned Top = 1, Next[4] = {0, 2, 3, 0}, Taken[4];
static unsigned Tag; // added to Top by every change, when clean

static unsigned pop(void) {
  unsigned Old = Top;
  while (!atomic_compare_exchange_strong(&Top, &Old,
                                         Next[Old & 3] | ((Old & ~3) + Tag)))
    ;
  return Old & 3;
}

static void push(unsigned Node) {
  unsigned Old = Top;
  do
    Next[Node] = Old & 3;
  while (!atomic_compare_exchange_strong(&Top, &Old,
                                         Node | ((Old & ~3) + Tag)));
}

static void *work(void *Unused) {
  unsigned First = pop(), Second = pop();
  Taken[Second] = 1;
  push(First);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Tag = Count > 1 ? 4 : 0;
  pthread_create(&Thread, 0, work, 0);
  pop();
  pthread_join(Thread, 0);
  assert(!Taken[Top & 3]);
  return 0;
}
// CHECK: load Next
// CHECK: compare-exchange Top
// CHECK: compare-exchange Top
