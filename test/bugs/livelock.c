// Intent: two threads are polite: each wants, and then waits until the other does
// not. One switch between wanting and waiting, and both wait for ever.
// RUN: %fresh && env LOCKSTEP_OPTIONS=livelock_bound=100 %minimal livelock 1 3 %clang %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Wants[2], Turn;
static int Clean;

static void enter(int Self) {
  int Other = 1 - Self;
  Wants[Self] = 1;
  if (Clean)
    Turn = Other;
  while (Wants[Other] && (!Clean || Turn == Other))
    ;
  Wants[Self] = 0;
}

static void *work(void *Unused) {
  enter(1);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, work, 0);
  enter(0);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: store Wants
// CHECK: store Wants
// CHECK: load Wants
