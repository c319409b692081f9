//===- Time.cpp - Virtual time of an execution ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Engine.h"

#include <algorithm>

using namespace lockstep;

void Engine::fireDeadlines() {
  NextDeadline = NoDeadline;
  for (Thread &Of : Threads) {
    if (!Of.Pending || Of.Enabled)
      continue;
    if (Of.Pending->Deadline <= Now)
      setEnabled(Of, true);
    else
      NextDeadline = std::min(NextDeadline, Of.Pending->Deadline);
  }
}

/// Nobody can go on now: waits for the next deadline. \returns false when there
/// is none.
bool Engine::passTime() {
  if (NextDeadline == NoDeadline)
    return false;
  Now = std::max(Now, NextDeadline);
  fireDeadlines();
  return true;
}

uint64_t Engine::readClock() {
  // Threads that do nothing but look at the clock wait for time to pass: the
  // longer they do, the faster it goes.
  if (Spinners && onlySpinners() && Step > StuckSince + 64) {
    uint64_t Shift = std::min<uint64_t>((Step - StuckSince) / 64, 20);
    Now += StepNanoseconds << Shift;
  }
  return ++Now;
}
