// Intent: a barrier for three that only two reach: the report says how many
// are there; exactly one of each round is the serial thread.
// RUN: %fresh && %twins deadlock %clang -D_GNU_SOURCE %s | FileCheck %s
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static pthread_barrier_t Round;
static _Atomic int Serial, Stop;

static void *work(void *Clean) {
  if (!Clean && Stop)
    return 0;
  Serial += pthread_barrier_wait(&Round) == PTHREAD_BARRIER_SERIAL_THREAD;
  return 0;
}

int main(int Count, char **Arguments) {
  pthread_t A, B;
  void *Clean = Count > 1 ? &Round : 0;
  pthread_barrier_init(&Round, 0, 3);
  pthread_create(&A, 0, work, Clean);
  pthread_create(&B, 0, work, Clean);
  Stop = 1;
  work(&Round);
  pthread_join(A, 0);
  pthread_join(B, 0);
  assert(Serial == 1);
  return 0;
}
// CHECK: waits at barrier 'Round'
// CHECK: {{[12]}} of 3 threads arrived
// CHECK: nobody left can arrive at it
// CHECK-COUNT-3: SUMMARY: Lockstep: deadlock {{.*}}barrier.c:14
