// Intent: all accesses are sequentially consistent: after both threads stored
// and then loaded, 0/0 never shows; 1/1 does.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int X, Y;
static int SeenX, SeenY;

static void *first(void *Unused) {
  atomic_store_explicit(&X, 1, memory_order_relaxed);
  SeenY = atomic_load_explicit(&Y, memory_order_relaxed);
  return Unused;
}

static void *second(void *Unused) {
  atomic_store_explicit(&Y, 1, memory_order_relaxed);
  SeenX = atomic_load_explicit(&X, memory_order_relaxed);
  return Unused;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  pthread_create(&A, 0, first, 0);
  pthread_create(&B, 0, second, 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  if (Count > 1)
    assert(SeenX || SeenY);
  else
    assert(!SeenX || !SeenY);
  // CHECK: load X: 1 (relaxed)
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}store_buffering.c:[[@LINE-2]]{{[:0-9]*}} in main
  return 0;
}
