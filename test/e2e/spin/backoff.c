// Intent: a compare-exchange loop with exponential back-off ends.
// RUN: %fresh && %clang -D_GNU_SOURCE %s -o prog
// RUN: %explore passed ./prog | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Lock;
static int Value;

static void *work(void *Unused) {
  for (int Round = 0; Round < 3; ++Round) {
    int Free = 0;
    for (int Wait = 1; !atomic_compare_exchange_weak(&Lock, &Free, 1);
         Wait *= 2, Free = 0)
      for (int I = 0; I < Wait && I < 64; ++I)
        __builtin_ia32_pause();
    ++Value;
    Lock = 0;
  }
  return Unused;
}

int main(void) {
  pthread_t A, B;
  pthread_create(&A, 0, work, 0);
  pthread_create(&B, 0, work, 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  return Value != 6;
}
// CHECK-COUNT-3: 200 executions, no findings
