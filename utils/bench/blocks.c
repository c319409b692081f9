//===- blocks.c - Threads that do little but allocate and free ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Usage: blocks COUNT. Two threads allocate so many blocks each, of 16 to 512
// bytes, write to them and free them behind the next seven. One in 64 is handed
// to the other thread.

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic(char *) Handed;
static long Count;

static void *run(void *Argument) {
  char *Kept[8] = {0};
  for (long I = 0; I < Count; ++I) {
    char *Block = malloc(16u << I % 6);
    Block[0] = (char)I;
    Block[15] = Block[0];
    if (I % 64 == 63)
      Block = atomic_exchange(&Handed, Block);
    free(Kept[I % 8]);
    Kept[I % 8] = Block;
  }
  for (int I = 0; I < 8; ++I)
    free(Kept[I]);
  return Argument;
}

int main(int ArgCount, char **Arguments) {
  if (ArgCount < 2)
    return 2;
  Count = atol(Arguments[1]);
  pthread_t A, B;
  pthread_create(&A, 0, run, 0);
  pthread_create(&B, 0, run, 0);
  pthread_join(A, 0);
  pthread_join(B, 0);
  free(Handed);
  return 0;
}
