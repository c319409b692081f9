//===- chase.c - A loop that follows pointers -----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Usage: chase NODES ROUNDS. Walks a ring of NODES nodes of 64 bytes, linked in
// random order, ROUNDS times around.

#include <stdint.h>
#include <stdlib.h>

struct Node {
  struct Node *Next;
  long Value;
  char Rest[48];
};

static struct Node *Ring;

static long walk(long Steps) {
  long Sum = 0;
  for (struct Node *At = Ring; Steps > 0; --Steps, At = At->Next)
    Sum += At->Value;
  return Sum;
}

/// One cycle through all nodes (Sattolo's shuffle).
static void link(long Count) {
  long *Order = malloc(sizeof(long) * (size_t)Count);
  for (long I = 0; I < Count; ++I)
    Order[I] = I;
  uint64_t Random = 88172645463325252u;
  for (long I = Count - 1; I > 0; --I) {
    Random ^= Random << 13;
    Random ^= Random >> 7;
    Random ^= Random << 17;
    long J = (long)(Random % (uint64_t)I);
    long Swap = Order[I];
    Order[I] = Order[J];
    Order[J] = Swap;
  }
  for (long I = 0; I < Count; ++I) {
    Ring[Order[I]].Next = &Ring[Order[(I + 1) % Count]];
    Ring[Order[I]].Value = I;
  }
  free(Order);
}

int main(int ArgCount, char **Arguments) {
  if (ArgCount != 3)
    return 2;
  long Count = atol(Arguments[1]);
  Ring = calloc((size_t)Count, sizeof *Ring);
  if (!Ring)
    return 2;
  link(Count);
  return walk(Count * atol(Arguments[2])) == 0;
}
