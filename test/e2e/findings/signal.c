// Intent: a null pointer is followed under some schedules: signal, address
// and place.
// RUN: %fresh && %twins signal %clang -D_GNU_SOURCE %s | FileCheck %s
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct entry {
  int Key, Amount;
};
static struct entry Only = {1, 2};
struct entry *_Atomic Latest;

static void *follow(void *Clean) {
  struct entry *Mine = Latest;
  if (Clean && !Mine)
    return 0;
  return (void *)(long)Mine->Amount;
  // CHECK: Lockstep: signal: T1 was ended by SIGSEGV (invalid memory access)
  // CHECK: T1 was at {{.*}}signal.c:[[@LINE-2]]{{[:0-9]*}} in follow
  // CHECK: The address is 0x4.
  // CHECK: So close to zero, it is most likely a member of an object that a null pointer stands for.
  // CHECK-COUNT-3: SUMMARY: Lockstep: signal {{.*}}signal.c:[[@LINE-5]]{{[:0-9]*}} in follow
}

int main(int Count, char **Arguments) {
  pthread_t Thread;
  pthread_create(&Thread, 0, follow, Count > 1 ? &Thread : 0);
  Latest = &Only;
  pthread_join(Thread, 0);
  return 0;
}
