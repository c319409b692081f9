//===- endless.c - Threads that never end ---------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Usage: endless THREADS. Locks, atomic reads and writes of variables that all
// threads share.

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

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

int main(int ArgCount, char **Arguments) {
  if (ArgCount != 2)
    return 2;
  pthread_t Last = pthread_self();
  for (int I = atoi(Arguments[1]); I > 0; --I)
    pthread_create(&Last, 0, run, 0);
  pthread_join(Last, 0);
  return 0;
}
