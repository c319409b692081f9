//===- Coverage.h - How much a campaign has explored ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLORE_COVERAGE_H
#define LOCKSTEP_EXPLORE_COVERAGE_H

#include "base/SiteSet.h"
#include "sched/Observation.h"

#include <cstdint>
#include <set>
#include <unordered_map>

namespace lockstep {

/// Counts how often each of some kinds of individuals was met, and estimates
/// how many kinds there are that were not.
class SpeciesCount {
public:
  /// \returns whether it was met for the first time.
  bool meet(uint64_t Kind);

  uint64_t kinds() const { return Counts.size(); }
  uint64_t individuals() const { return Met; }
  /// The probability that the next individual is of a kind that was not met:
  /// I. J. Good, "The Population Frequencies of Species and the Estimation of
  /// Population Parameters", Biometrika 1953: kinds met once over individuals.
  /// 1 before the first.
  double chanceOfNew() const;
  /// The number of kinds, met or not, at the least: A. Chao, "Nonparametric
  /// Estimation of the Number of Classes in a Population", 1984, in the
  /// bias-corrected form.
  double estimatedKinds() const;

private:
  std::unordered_map<uint64_t, uint32_t> Counts;
  uint64_t Met = 0;
  uint64_t Once = 0;  ///< kinds met exactly once
  uint64_t Twice = 0; ///< kinds met exactly twice
};

/// What a campaign has seen. Pure; fed in the order of iterations.
class Coverage {
public:
  void add(const Observation &Seen);

  uint64_t executions() const { return Schedules.individuals(); }
  /// By partial order: how many different schedules were run.
  const SpeciesCount &schedules() const { return Schedules; }
  /// By the set of reads-from pairs that happened.
  const SpeciesCount &behaviors() const { return Behaviors; }
  /// Pairs of sites of which one read what the other wrote.
  uint64_t pairs() const { return ReadsFrom.size(); }
  /// Pairs that could, as both sites act on one object in different threads.
  uint64_t possiblePairs() const { return Possible.size(); }
  /// Of those, the ones that never did.
  uint64_t missingPairs() const;
  uint64_t sites() const { return SiteNumber; }

  const std::set<SitePair> &possible() const { return Possible; }
  const std::set<SitePair> &readsFrom() const { return ReadsFrom; }

  /// Whether the next execution is unlikely to show a new behavior: none of the
  /// last hundred did, and the estimate says that at most one in two hundred
  /// would. Schedules are no measure for it: of all but tiny programs there are
  /// more than anybody can run.
  bool isSaturated() const;

private:
  SpeciesCount Schedules, Behaviors;
  std::set<SitePair> ReadsFrom, Possible;
  SiteSet Sites;
  uint64_t SiteNumber = 0;
  uint64_t LastNew = 0; ///< the execution that last showed a new behavior
};

} // namespace lockstep

#endif
