// Intent: volatile does not synchronize; a spinlock of inline assembly that a volatile store gives back does.
// RUN: %fresh && env LOCKSTEP_OPTIONS=races=report %twins data-race %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>

static volatile int Locked, Flag;
static int Data;

static void lock(void) {
  int Was;
  do {
    Was = 1;
    __asm__ volatile("xchgl %0, %1" : "+r"(Was), "+m"(Locked)::"memory");
  } while (Was);
}

static void *work(void *Clean) {
  if (Clean)
    lock();
  ++Data;
  if (Clean)
    Locked = 0;
  else
    Flag = 1;
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t Other;
  void *Clean = Count > 1 ? &Data : 0;
  pthread_create(&Other, 0, work, Clean);
  if (Clean || Flag)
    work(Clean);
  pthread_join(Other, 0);
  return 0;
}
// CHECK-COUNT-3: SUMMARY: Lockstep: data-race {{.*}}volatile.c
