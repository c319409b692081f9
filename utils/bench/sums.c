//===- sums.c - A loop that adds up an array ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Usage: sums ROUNDS [calls]. Loads that do not wait for one another, and
// little else; with `calls`, each in a call of its own, which is the worst
// case: every instrumented function asks for the runtime on entry.

#include <stdlib.h>

enum { Count = 4096 };
static long Values[Count];

static __attribute__((noinline)) long sum(const long *From, long Number) {
  long Sum = 0;
  for (long I = 0; I < Number; ++I)
    Sum += From[I];
  return Sum;
}

static __attribute__((noinline)) long load(const long *From) { return *From; }

static __attribute__((noinline)) long sumByCalls(const long *From,
                                                 long Number) {
  long Sum = 0;
  for (long I = 0; I < Number; ++I)
    Sum += load(&From[I]);
  return Sum;
}

int main(int ArgCount, char **Arguments) {
  if (ArgCount < 2)
    return 2;
  int Calls = ArgCount > 2;
  for (long I = 0; I < Count; ++I)
    Values[I] = I;
  long Sum = 0;
  for (long I = atol(Arguments[1]); I > 0; --I) {
    Values[I % Count] = I;
    Sum += Calls ? sumByCalls(Values, Count) : sum(Values, Count);
  }
  return Sum == 0;
}
