// Intent: the optimizer makes no access that the program does not make, so that a check before a read still counts.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -O1 %s | FileCheck %s
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -O2 %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>

static atomic_int Ready;
static int Data;

static void *publish(void *Order) {
  Data = 1;
  if (Order)
    atomic_store_explicit(&Ready, 1, memory_order_release);
  else
    atomic_store_explicit(&Ready, 1, memory_order_relaxed);
  return NULL;
}

int main(int Count, char **Arguments) {
  pthread_t Other;
  pthread_create(&Other, NULL, publish, Count > 1 ? Arguments : NULL);
  int Seen = 0;
  for (int I = 0; I < 3 && !Seen; ++I)
    Seen = atomic_load_explicit(&Ready, memory_order_acquire);
  int Wrong = Seen ? Data != 1 : 0;
  pthread_join(Other, NULL);
  return Wrong;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}speculation.c
