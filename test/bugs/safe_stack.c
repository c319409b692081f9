// Intent: Vyukov's stack without locks, of three cells and three threads. Five
// constraints have to come together for two threads to own one cell.
// RUN: %fresh && %clang %s -o safe_stack && %lockstep run -n 300 -- ./safe_stack clean
// RUN: not %lockstep run --strategy revisit --seed 4 -n 20000 -- ./safe_stack > out 2>&1
// RUN: FileCheck %s < out
// RUN: not %lockstep replay lockstep-traces/* > again 2>&1
// RUN: FileCheck %s < again
// CHECK: Lockstep: assertion: an assertion failed in T{{[1-3]}}: !atomic_exchange(&Owned[Cell], 1)
// CHECK: by strategy revisit with seed 4
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Next[3] = {1, 2, -1}, Owned[3], Top, Count = 3;
static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static int Clean;

static int pop(void) {
  while (Count > 1) {
    int First = Top, Second = atomic_exchange(&Next[First], -1);
    if (Second < 0)
      continue;
    int Expected = First;
    if (atomic_compare_exchange_strong(&Top, &Expected, Second)) {
      Count--;
      return First;
    }
    Next[First] = Second;
  }
  return -1;
}

static void push(int Cell) {
  int First = Top;
  do
    Next[Cell] = First;
  while (!atomic_compare_exchange_strong(&Top, &First, Cell));
  Count++;
}

static void *work(void *Unused) {
  for (int I = 0; I < 2; ++I) {
    int Cell;
    if (Clean)
      pthread_mutex_lock(&Lock);
    while ((Cell = pop()) < 0)
      ;
    assert(!atomic_exchange(&Owned[Cell], 1));
    Owned[Cell] = 0;
    push(Cell);
    if (Clean)
      pthread_mutex_unlock(&Lock);
  }
  return Unused;
}

int main(int Arguments, char **Values) {
  pthread_t Threads[3];
  Clean = Arguments > 1;
  for (int I = 0; I < 3; ++I)
    pthread_create(&Threads[I], 0, work, 0);
  for (int I = 0; I < 3; ++I)
    pthread_join(Threads[I], 0);
  return 0;
}
