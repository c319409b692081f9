// Intent: addresses that a report shows, of the stack, the heap and a thread's
// own heap, are the same in every campaign and replay, whatever the environment
// and however many jobs there are.
// RUN: %fresh && %clang %s -o prog
// RUN: sh -c 'LOCKSTEP_ITERATIONS=200 ./prog > first 2>&1; test $? = 70'
// RUN: sh -c 'LOCKSTEP_ITERATIONS=200 LOCKSTEP_JOBS=3 UNUSED=%s%s%s ./prog > again 2>&1; test $? = 70'
// RUN: cmp first again
// RUN: sh -c 'LOCKSTEP_TRACE=$(ls lockstep-traces/*) ./prog > replayed 2>&1; test $? = 70'
// RUN: cmp first replayed
// RUN: sh -c '%lockstep replay --repeat 3 lockstep-traces/*; test $? = 70' 2>&1 | FileCheck %s
// CHECK: 3 of 3 replays are the same
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static void *_Atomic Places[3];

static void *work(void *Unused) {
  Places[1] = malloc(100);
  Places[2] = malloc(1 << 20);
  return Unused;
}

int main(void) {
  pthread_t Thread;
  Places[0] = &Thread;
  pthread_create(&Thread, 0, work, 0);
  assert(Places[0] && !Places[2]);
  pthread_join(Thread, 0);
  return 0;
}
