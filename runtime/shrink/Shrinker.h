//===- Shrinker.h - Fewer switches, the same finding ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SHRINK_SHRINKER_H
#define LOCKSTEP_SHRINK_SHRINKER_H

#include "shrink/Oracle.h"

#include <functional>
#include <unordered_set>

namespace lockstep {

/// Makes a failing schedule simpler for as long as one of its changes does so:
/// delta debugging over the deviations of its plan. The ideas are those of
///
///   A. Zeller, R. Hildebrandt, "Simplifying and Isolating Failure-Inducing
///   Input", IEEE TSE 28(2), 2002: ddmin;
///   J.-D. Choi, A. Zeller, "Isolating Failure-Inducing Thread Schedules",
///   ISSTA 2002: the input may be the differences between two schedules.
///
/// Deviations from ddmin: the simplest schedule is what counts, by Measure, not
/// the smallest set of differences, so a candidate is taken only when it fails
/// and is simpler; and the differences of a candidate are read off its
/// execution, so that those without effect go at once.
///
/// Every step is a function of the program and of the schedule that it begins
/// with; it ends at a schedule that no change makes simpler, so that to shrink
/// the result changes nothing.
class Shrinker {
public:
  /// \p Start fails. \p Improved hears of each better one.
  Shrinker(Oracle &Runs, Trial Start,
           std::function<void(const Trial &)> Improved);

  /// Makes it as simple as it becomes, or until the oracle is exhausted.
  void run();
  /// Where run() ends with a few preemptive switches: takes two deviations away
  /// and puts one in anywhere. Tries at most \p MostCandidates of these plans,
  /// evenly spread when there are more. \returns whether one was simpler; then
  /// run() may find more.
  bool replacePairs(uint64_t MostCandidates);
  /// Goes on from \p Simpler, which fails and was found elsewhere.
  void adopt(Trial Simpler);

  const Trial &best() const { return Best; }

private:
  /// What a change makes of the best plan: one or more plans, in order.
  using Candidates = std::vector<Plan>;
  static constexpr size_t None = ~size_t(0);

  size_t tryAll(const Candidates &Changed);
  bool shorten();
  bool leaveOut();
  bool leaveOutThreads();
  bool exchangeThreads();
  bool choose();
  bool move(size_t Which);
  const std::vector<Deviation> &deviations() const {
    return Best.Made.Deviations;
  }
  Plan without(size_t First, size_t Count) const;
  uint64_t operationsOf(uint32_t Thread) const;
  std::vector<Deviation> possibleSwitches() const;
  std::vector<uint32_t> threads() const;

  Oracle &Runs;
  Trial Best;
  std::function<void(const Trial &)> Improved;
  std::unordered_set<uint64_t> Rejected; ///< hashes of plans
};

} // namespace lockstep

#endif
