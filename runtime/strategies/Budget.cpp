//===- Budget.cpp - How much each thread has left to do -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Budget.h"

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
}

uint64_t Budget::created(ThreadId Child, ThreadId Parent) {
  Keys.created(Child, Parent);
  if (Child.index() >= Left.size())
    Left.resize(Child.index() + 1u);
  auto Found = Totals.find(Keys[Child]);
  uint64_t Takes = Found == Totals.end() ? 0 : Found->second;
  Left[Child.index()] = Takes;
  uint64_t &Of = Left[Parent.index()];
  Of -= Takes < Of ? Takes : Of;
  return Takes;
}

ThreadId Budget::draw(std::span<const ThreadId> Of, Random &Numbers) const {
  uint64_t Sum = 0;
  for (ThreadId Thread : Of)
    Sum += left(Thread);
  // Sums stay far below 2^32 times the number of events that an execution has.
  uint64_t Point =
      Sum <= 0xffffffff ? Numbers.below(uint32_t(Sum)) : Numbers.next() % Sum;
  for (ThreadId Thread : Of) {
    if (Point < left(Thread))
      return Thread;
    Point -= left(Thread);
  }
  return Of.back();
}
