//===- three.c - Three threads, about twenty events -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include <pthread.h>
#include <stdatomic.h>

static atomic_int First, Second;

static void *run(void *Argument) {
  for (int I = 0; I < 4; ++I) {
    atomic_fetch_add(&First, 1);
    atomic_store(&Second, I);
  }
  return Argument;
}

#ifndef PROGRAM_MAIN
#define PROGRAM_MAIN main
#endif

/// forks.c has a main of its own and calls this one.
int PROGRAM_MAIN(void) {
  pthread_t A, B;
  pthread_create(&A, 0, run, 0);
  pthread_create(&B, 0, run, 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  return 0;
}
