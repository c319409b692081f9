//===- WorldOracle.h - An oracle over scripted threads ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_SHRINK_WORLDORACLE_H
#define LOCKSTEP_TEST_SHRINK_WORLDORACLE_H

#include "engine/World.h"
#include "shrink/Oracle.h"

#include <functional>

namespace lockstep::scripted {

/// What main does in a world, and whether that went wrong.
struct ScriptedBug {
  std::function<Task(World &)> Main;
  /// Asked when the execution is over.
  std::function<bool(World &, OutcomeKind)> Fails;
};

/// Runs plans with scripted threads.
class WorldOracle final : public Oracle {
public:
  explicit WorldOracle(ScriptedBug Bug, uint64_t MostAttempts = ~uint64_t(0))
      : Bug(std::move(Bug)), Most(MostAttempts) {}

  void run(std::span<const Plan> Candidates, const Trial &Best, bool Branches,
           const Receiver &Take) override;
  bool isExhausted() const override { return Attempts >= Most; }

  /// The execution that \p Chooser makes, as a trial.
  Trial recorded(Strategy &Chooser);
  /// The first of many random executions that fails.
  Trial firstFailing();
  /// One execution under \p What.
  Trial trial(const Plan &What, bool Branches = false);

  uint64_t Attempts = 0;

private:
  ScriptedBug Bug;
  uint64_t Most;
};

/// Threads 1 to \p Threads each add one to the same variable, \p Times times, by
/// a load and a store, with other steps between the rounds. Fails when an update
/// is lost.
ScriptedBug lostUpdate(uint32_t Threads, int Times);
/// Two threads take two locks in two orders.
ScriptedBug crossedLocks();
/// A signal reaches the wrong one of two waiters: only the value decision of
/// the signal matters.
ScriptedBug wrongWaiter();

/// The scheduled threads as digits.
std::string scheduleText(const Trial &Of);

} // namespace lockstep::scripted

#endif
