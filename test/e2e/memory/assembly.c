// Intent: inline assembly with a lock prefix is a scheduling point: lock xadd
// counts, a load and an add do not.
// RUN: %fresh && %twins assertion %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>

static int Counter;

static void *work(void *Clean) {
  int One = 1;
  if (Clean)
    __asm__ volatile("lock xaddl %0, %1" : "+r"(One), "+m"(Counter)::"memory");
  else {
    int Old = Counter;
    __asm__ volatile("lock; addl $0, (%%rsp)" ::: "memory", "cc");
    Counter = Old + 1;
  }
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  pthread_create(&A, 0, work, Count > 1 ? &A : 0);
  pthread_create(&B, 0, work, Count > 1 ? &B : 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  assert(Counter == 2);
  // CHECK-COUNT-3: SUMMARY: Lockstep: assertion {{.*}}assembly.c:[[@LINE-1]]{{[:0-9]*}} in main
  return 0;
}
