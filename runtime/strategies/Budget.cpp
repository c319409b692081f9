//===- Budget.cpp - How much each thread has left to do -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Budget.h"

#include <algorithm>

using namespace lockstep;

uint64_t Profile::eventsOf(uint64_t Thread) const {
  auto Found = Threads.find(Thread);
  if (Found == Threads.end())
    return 0;
  const Entry &Of = Found->second;
  return (Of.Events + Of.Executions / 2) / Of.Executions;
}

void Budget::begin(const std::unordered_map<uint64_t, uint64_t> &Own,
                   const Profile &Known) {
  Totals = Own;
  // Each thread's events count for all its ancestors. Parents form a tree, as
  // keys name births.
  for (const auto &[Thread, Events] : Own) {
    auto Found = Known.threads().find(Thread);
    while (Found != Known.threads().end() && Found->second.Parent) {
      Totals[Found->second.Parent] += Events;
      Found = Known.threads().find(Found->second.Parent);
    }
  }
  Keys.begin();
  auto Main = Totals.find(ThreadKeys::MainKey);
  Left.assign(1, Main == Totals.end() ? 0 : Main->second);
  Blocks.assign(1, Block());
}

uint64_t Budget::created(ThreadId Child, ThreadId Parent) {
  Keys.created(Child, Parent);
  if (Child.index() >= Left.size())
    Left.resize(Child.index() + 1u);
  if (threadWord(Child) >= Blocks.size())
    Blocks.resize(threadWord(Child) + 1);
  auto Found = Totals.find(Keys[Child]);
  uint64_t Takes = Found == Totals.end() ? 0 : Found->second;
  set(Child, Takes);
  uint64_t Of = Left[Parent.index()];
  set(Parent, Of - std::min(Takes, Of));
  return Takes;
}

void Budget::set(ThreadId Thread, uint64_t Now) {
  uint64_t &Of = Left[Thread.index()];
  Block &In = Blocks[threadWord(Thread)];
  if (In.Shown & threadBit(Thread)) // sums wrap around
    In.add(Thread.index() % BlockSize, weightOf(Now) - weightOf(Of));
  Of = Now;
}

void Budget::show(ThreadWords Of) {
  for (size_t Index = 0; Index < Blocks.size(); ++Index) {
    Block &In = Blocks[Index];
    uint64_t Now = wordOf(Of, Index);
    forEachIn(Now ^ In.Shown, Index, [&](ThreadId Thread) {
      uint64_t Weight = left(Thread);
      In.add(Thread.index() % BlockSize,
             Now & threadBit(Thread) ? Weight : -Weight);
    });
    In.Shown = Now;
  }
}

ThreadId Budget::draw(ThreadWords Of, Random &Numbers) {
  show(Of);
  uint64_t Sum = 0;
  for (const Block &In : Blocks)
    Sum += In.Sum;
  // Sums stay far below 2^32 times the number of events that an execution has.
  uint64_t Point =
      Sum <= 0xffffffff ? Numbers.below(uint32_t(Sum)) : Numbers.next() % Sum;
  size_t Index = 0, Group = 0;
  for (; Point >= Blocks[Index].Sum; ++Index)
    Point -= Blocks[Index].Sum;
  const Block &In = Blocks[Index];
  for (; Point >= In.Sums[Group]; ++Group)
    Point -= In.Sums[Group];
  constexpr uint64_t Mask = (uint64_t(1) << GroupSize) - 1;
  uint64_t Bits = In.Shown & Mask << (Group * GroupSize);
  for (;; Bits &= Bits - 1) {
    ThreadId Thread(
        uint32_t(Index * BlockSize + size_t(std::countr_zero(Bits))));
    if (Point < left(Thread))
      return Thread;
    Point -= left(Thread);
  }
}
