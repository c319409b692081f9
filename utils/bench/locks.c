//===- locks.c - A loop that locks and unlocks ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Usage: locks ROUNDS.

#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;
static long Balance;

static void *run(void *Argument) {
  for (long I = *(long *)Argument; I > 0; --I) {
    pthread_mutex_lock(&Lock);
    Balance += I & 3;
    pthread_mutex_unlock(&Lock);
  }
  return 0;
}

int main(int ArgCount, char **Arguments) {
  if (ArgCount != 2)
    return 2;
  long Rounds = atol(Arguments[1]);
  pthread_t A, B;
  pthread_create(&A, 0, run, &Rounds);
  pthread_create(&B, 0, run, &Rounds);
  pthread_join(A, 0);
  pthread_join(B, 0);
  return Balance == 0;
}
