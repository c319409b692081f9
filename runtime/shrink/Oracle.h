//===- Oracle.h - Runs schedules and says whether they fail -----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SHRINK_ORACLE_H
#define LOCKSTEP_SHRINK_ORACLE_H

#include "shrink/Measure.h"
#include "shrink/PlannedSchedule.h"

#include <functional>
#include <span>

namespace lockstep {

/// What came of a plan.
struct Trial {
  /// The same finding, which came again in a strict replay. Only then are the
  /// next three set.
  bool Fails = false;
  Plan Made; ///< without what had no effect
  Measure Cost;
  std::vector<Decision> Schedule;

  std::vector<Branch> Branches; ///< when they were asked for
  bool Cut = false;             ///< there were more of them
};

/// Whether \p A is the simpler of two failing executions.
bool isSimpler(const Trial &A, const Trial &B);

/// Runs the program. The shrinker knows nothing else about it.
class Oracle {
public:
  virtual ~Oracle() = default;

  /// Takes the result of one candidate. \returns false when no more are wanted.
  using Receiver = std::function<bool(size_t Index, Trial &Result)>;

  /// Runs \p Candidates, maybe side by side, and hands over what came of them
  /// in their order, each counted as one attempt, until \p Take wants no more
  /// or isExhausted(). Only those count as failing that are simpler than
  /// \p Best (isSimpler). \p Branches: those are wanted.
  virtual void run(std::span<const Plan> Candidates, const Trial &Best,
                   bool Branches, const Receiver &Take) = 0;

  /// The time or the number of attempts is used up, or the user wants an end.
  virtual bool isExhausted() const = 0;
};

} // namespace lockstep

#endif
