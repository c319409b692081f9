//===- loads.c - Loads and stores while another thread lives --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Usage: loads ROUNDS. One thread adds up an array, ROUNDS times, and changes
// one element in each; another one waits for it to be done, so that every
// access must be checked. None races.

#include <pthread.h>
#include <stdlib.h>

enum { Count = 4096 };
static long Values[Count];
static pthread_mutex_t Lock = PTHREAD_MUTEX_INITIALIZER;

static void *wait(void *Argument) {
  pthread_mutex_lock(&Lock);
  pthread_mutex_unlock(&Lock);
  return Argument;
}

static __attribute__((noinline)) long sum(const long *From, long Number) {
  long Sum = 0;
  for (long I = 0; I < Number; ++I)
    Sum += From[I];
  return Sum;
}

int main(int ArgCount, char **Arguments) {
  if (ArgCount < 2)
    return 2;
  pthread_t Other;
  long Sum = 0;
  pthread_mutex_lock(&Lock);
  pthread_create(&Other, 0, wait, 0);
  for (long I = atol(Arguments[1]); I > 0; --I) {
    Values[I % Count] = I;
    Sum += sum(Values, Count);
  }
  pthread_mutex_unlock(&Lock);
  pthread_join(Other, 0);
  return Sum == 0;
}
