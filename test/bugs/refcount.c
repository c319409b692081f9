// Intent: a reference count is dropped and looked at in two steps: both owners
// see zero, and the second frees what is gone.
// RUN: %fresh && %minimal abort 1 2 %clang %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic int Owners = 2, Freed;
static int Clean;

static void *release(void *Unused) {
  int Left;
  if (Clean) {
    Left = atomic_fetch_sub(&Owners, 1) - 1;
  } else {
    atomic_fetch_sub(&Owners, 1);
    Left = Owners;
  }
  if (!Left && atomic_exchange(&Freed, 1))
    abort();
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  Clean = Count > 1;
  pthread_create(&Thread, 0, release, 0);
  release(0);
  pthread_join(Thread, 0);
  return 0;
}
// CHECK: fetch_sub Owners: 2 -> 1
// CHECK: > | {{ *}}thread starts
// CHECK: load Owners: 0
// CHECK: > load Owners: 0
// CHECK: exchange Freed: 1 -> 1
