//===- Randomness.cpp - Random numbers, the same every time ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each thread draws from a sequence of its own, so that what it gets does not
// depend on the schedule.
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "interceptors/Intercept.h"
#include "interceptors/Outside.h"
#include "platform/Kernel.h"

#include <algorithm>
#include <cstring>

using namespace lockstep;

namespace {
/// Of all executions: the program's randomness is no part of what a campaign
/// varies.
constexpr uint64_t Seed = 0x4c6f636b73746570;

struct Sequences {
  std::vector<Random> OfThread;
};
// Never destroyed: exit handlers may draw, too.
constinit Sequences *Drawn = nullptr;
} // namespace

/// The sequence of the thread that draws; null when it gets real numbers.
static Random *sequence(Control *C) {
  if (!C && (Control::active() || !answersAlike()))
    return nullptr;
  if (!Drawn)
    Drawn = new Sequences;
  // Before the execution begins, draws the thread that will be the main one.
  size_t Index = C ? C->self().Id.index() : 0;
  for (size_t Next = Drawn->OfThread.size(); Next <= Index; ++Next)
    Drawn->OfThread.emplace_back(executionSeed(Seed, Next));
  return &Drawn->OfThread[Index];
}

bool lockstep::fillRandom(void *Buffer, size_t Size) {
  Control *C = Control::here();
  Random *Source = sequence(C);
  if (!Source)
    return false;
  char *To = static_cast<char *>(Buffer);
  while (Size) {
    uint64_t Word = Source->next();
    size_t Part = std::min(Size, sizeof Word);
    memcpy(To, &Word, Part);
    To += Part;
    Size -= Part;
  }
  return true;
}

LOCKSTEP_INTERCEPT ssize_t getrandom(void *Buffer, size_t Size,
                                     unsigned Flags) {
  constexpr unsigned Known = GRND_RANDOM | GRND_NONBLOCK | GRND_INSECURE;
  constexpr unsigned Exclusive = GRND_RANDOM | GRND_INSECURE;
  constexpr size_t Most = 0x7fffffff; // what one call of the kernel's gives
  if ((Flags & ~Known) || (Flags & Exclusive) == Exclusive)
    return real().getrandom(Buffer, Size, Flags);
  Size = std::min(Size, Most);
  if (!fillRandom(Buffer, Size))
    return real().getrandom(Buffer, Size, Flags);
  return ssize_t(Size);
}

LOCKSTEP_INTERCEPT int getentropy(void *Buffer, size_t Size) {
  constexpr size_t Most = 256;
  if (Size > Most || !fillRandom(Buffer, Size))
    return real().getentropy(Buffer, Size);
  return 0;
}

LOCKSTEP_INTERCEPT void arc4random_buf(void *Buffer, size_t Size) noexcept {
  if (!fillRandom(Buffer, Size))
    real().arc4random_buf(Buffer, Size);
}

LOCKSTEP_INTERCEPT uint32_t arc4random() noexcept {
  uint32_t Number;
  return fillRandom(&Number, sizeof Number) ? Number : real().arc4random();
}

LOCKSTEP_INTERCEPT uint32_t arc4random_uniform(uint32_t Bound) noexcept {
  Random *Source = sequence(Control::here());
  if (!Source)
    return real().arc4random_uniform(Bound);
  return Bound ? Source->below(Bound) : 0;
}

// std::random_device reads the processor's generator (RDRAND), inside
// libstdc++.so.
LOCKSTEP_INTERCEPT unsigned _ZNSt13random_device9_M_getvalEv(void *Self) {
  unsigned Number = 0;
  if (fillRandom(&Number, sizeof Number))
    return Number;
  if (auto *Real = real()._ZNSt13random_device9_M_getvalEv)
    return Real(Self);
  // libstdc++ came with a library that was loaded later.
  kernelCall(SYS_getrandom, long(&Number), sizeof Number);
  return Number;
}
