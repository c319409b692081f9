//===- Continuation.cpp - Follows a schedule, then goes on ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Continuation.h"

#include <algorithm>

using namespace lockstep;

namespace {
/// How far ahead a decision may be brought forward because the threads before
/// it cannot go on.
constexpr size_t Window = 4096;
/// How many operations of a thread may have been removed in one place.
constexpr unsigned MostRemoved = 64;
/// How many may have been added; then the schedule is given up.
constexpr uint32_t MostNew = 1000;
} // namespace

void Continuation::begin(const ExecutionStart &Start) {
  Done.assign(Script.size(), false);
  Position = NextValue = 0;
  New = 0;
  Into = {};
  Then.begin(Start);
}

bool Continuation::isLike(const Decision &Recorded, const Operation &Op) const {
  return !Recorded.isValue() && Recorded.Kind == Op.Kind &&
         (Recorded.Site == AnySite || Recorded.Site == Op.Site.Value);
}

/// Whether a later decision of the thread of decision \p From is \p Op; drops
/// those before it.
bool Continuation::dropUpTo(size_t From, const Operation &Op) {
  uint16_t Thread = Script[From].Thread;
  unsigned Passed = 0;
  size_t End = std::min(From + Window, Script.size());
  for (size_t I = From; I < End && Passed < MostRemoved; ++I) {
    if (isOver(I) || Script[I].Thread != Thread)
      continue;
    if (!isLike(Script[I], Op)) {
      ++Passed;
      continue;
    }
    for (size_t J = From; J < I; ++J)
      if (!isOver(J) && Script[J].Thread == Thread)
        Done[J] = true;
    return true;
  }
  return false;
}

void Continuation::take(size_t I) {
  Done[I] = true;
  NextValue = I + 1;
  New = 0;
  ++Into.Followed;
}

ThreadId Continuation::follow(const SchedulerView &View) {
  while (Position < Script.size() && isOver(Position))
    ++Position;
  size_t End = std::min(Position + Window, Script.size());
  for (size_t I = Position; I < End; ++I) {
    if (isOver(I))
      continue;
    ThreadId Wanted = Script[I].thread();
    if (Wanted.index() >= View.Pending.size())
      continue; // not born yet
    if (!View.Pending[Wanted.index()]) {
      Done[I] = true;
      continue;
    }
    if (!std::binary_search(View.Enabled.begin(), View.Enabled.end(), Wanted))
      continue;
    const Operation &Op = View.pending(Wanted);
    if (isLike(Script[I], Op)) {
      take(I);
      return Wanted;
    }
    if (dropUpTo(I, Op))
      continue;
    NextValue = Script.size();
    if (++New > MostNew)
      Position = Script.size();
    return Wanted;
  }
  return ThreadId();
}

ThreadId Continuation::pick(const SchedulerView &View) {
  if (ThreadId Next = follow(View); Next.isValid())
    return Next;
  NextValue = Script.size();
  Into.Free += View.Enabled.size() > 1;
  return Then.pick(View);
}

uint32_t Continuation::chooseValue(ThreadId Thread, ValueReason Reason,
                                   uint32_t Bound) {
  for (; NextValue < Script.size() && Script[NextValue].isValue();
       ++NextValue) {
    const Decision &Recorded = Script[NextValue];
    if (Recorded.thread() != Thread || Recorded.reason() != Reason ||
        Recorded.choice() >= Bound)
      continue;
    ++NextValue;
    ++Into.Followed;
    return Recorded.choice();
  }
  ++Into.Free;
  return Then.chooseValue(Thread, Reason, Bound);
}
