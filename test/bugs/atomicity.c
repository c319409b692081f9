// Intent: a balance is read and written in two steps; one switch between them
// loses an update.
// RUN: %fresh && %minimal assertion 1 4 %clang %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int Balance;
static int Clean;

static void *deposit(void *Unused) {
  if (Clean) {
    atomic_fetch_add(&Balance, 1);
  } else {
    int Old = atomic_load(&Balance);
    atomic_store(&Balance, Old + 1);
  }
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Threads[2];
  Clean = Count > 1;
  for (int I = 0; I < 2; ++I)
    pthread_create(&Threads[I], 0, deposit, 0);
  for (int I = 0; I < 2; ++I)
    pthread_join(Threads[I], 0);
  assert(Balance == 2);
  return 0;
}
// CHECK: load Balance
// CHECK: load Balance
// CHECK: store Balance
// CHECK: store Balance
