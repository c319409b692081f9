//===- Values.cpp - Choices that are not threads --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Engine.h"

#include <algorithm>

using namespace lockstep;

uint32_t Engine::chooseValue(ValueReason Reason, uint32_t Bound) {
  LOCKSTEP_CHECK(Bound > 0);
  if (Bound == 1 || Ended != OutcomeKind::Passed || Log.full())
    return 0;
  uint32_t Choice = 0;
  const Decision *Want = Script ? Script->next() : nullptr;
  if (Want && Want->isValue() && Want->reason() == Reason &&
      Want->bound() == Bound && Want->thread() == Current) {
    Choice = Want->choice();
    matched();
  } else if (!Script || leaveScript()) {
    Choice = Chooser.chooseValue(Current, Reason, Bound);
  } else {
    Script->differs(Decision::value(Current, Reason, 0, Bound));
    end(OutcomeKind::Divergence);
    return 0;
  }
  LOCKSTEP_CHECK(Choice < Bound);
  Log.slot() = Decision::value(Current, Reason, Choice, Bound);
  Log.decided(false);
  return Choice;
}

bool Engine::happensNow(ValueReason Reason, uint32_t Bound) {
  if (Ended != OutcomeKind::Passed || Log.full())
    return false;
  uint32_t &Left = Limits.rare(Reason);
  if (Left != EngineLimits::AnyNumber) {
    // The odds that it has not happened yet fall with the fourth root of how
    // often it was asked for: neither do the first places take it all, nor is
    // an execution in which nothing fails rare.
    // The log need not hold them all, either.
    constexpr uint32_t Growth = 4, MostAsked = uint32_t(1) << 16;
    uint32_t &Times = Asked[unsigned(Reason)];
    if (Times == MostAsked)
      return false;
    Bound = std::max(Bound, Growth * ++Times);
  }
  bool Happens = chooseValue(Reason, Bound) == 0;
  if (Ended != OutcomeKind::Passed) // a replay that differs
    return false;
  if (!Happens)
    return false;
  if (Left != EngineLimits::AnyNumber)
    --Left;
  Threads[Current].Rare = Reason != ValueReason::EarlyTimeout;
  return true;
}

/// \p Of was chosen, and need not have waited for its time. When it gives up,
/// that is what time it is.
void Engine::endEarly(Thread &Of) {
  Of.Early = false;
  if (!Of.TimedOut || Of.Pending->Deadline <= Now)
    return;
  Now = Of.Pending->Deadline;
  Of.Rare = true;
}
