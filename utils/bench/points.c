//===- points.c - Threads that do nothing but reach points ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Usage: points THREADS ROUNDS. Each thread performs ROUNDS atomic operations.

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_long Counter;

static void *run(void *Argument) {
  for (long I = *(long *)Argument; I > 0; --I)
    atomic_fetch_add(&Counter, 1);
  return 0;
}

int main(int ArgCount, char **Arguments) {
  if (ArgCount != 3)
    return 2;
  int Threads = atoi(Arguments[1]);
  long Rounds = atol(Arguments[2]);
  pthread_t Handles[16];
  if (Threads > 16)
    return 2;
  for (int I = 0; I < Threads; ++I)
    pthread_create(&Handles[I], 0, run, &Rounds);
  for (int I = 0; I < Threads; ++I)
    pthread_join(Handles[I], 0);
  return 0;
}
