//===- tally.c - A tiny program that counts its executions ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Usage: tally FILE. Appends one byte to FILE: its size is the count.

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_int Turns;

static void *run(void *Argument) {
  atomic_fetch_add(&Turns, 1);
  return Argument;
}

int main(int ArgCount, char **Arguments) {
  if (ArgCount != 2)
    return 2;
  pthread_t Other;
  pthread_create(&Other, 0, run, 0);
  atomic_fetch_add(&Turns, 1);
  pthread_join(Other, 0);
  int File = open(Arguments[1], O_WRONLY | O_APPEND | O_CREAT, 0666);
  return File < 0 || write(File, ".", 1) != 1;
}
