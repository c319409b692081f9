//===- endless.c - Three threads that never end ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Locks, atomic reads and writes of variables that all threads share.

#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_long Turns;
static atomic_long Slots[4];
static long Total;

static void *run(void *Argument) {
  for (;;) {
    long Turn = atomic_fetch_add(&Turns, 1);
    pthread_mutex_lock(&Lock);
    Total += Turn;
    pthread_mutex_unlock(&Lock);
    if (atomic_load(&Slots[Turn % 4]) < Turn)
      atomic_store(&Slots[Turn % 4], Turn);
  }
  return Argument;
}

int main(void) {
  pthread_t A, B, C;
  pthread_create(&A, 0, run, 0);
  pthread_create(&B, 0, run, 0);
  pthread_create(&C, 0, run, 0);
  pthread_join(A, 0);
  return 0;
}
