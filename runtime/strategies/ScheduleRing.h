//===- ScheduleRing.h - Which abstract schedule is changed ------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_SCHEDULERING_H
#define LOCKSTEP_STRATEGIES_SCHEDULERING_H

#include "sched/Observation.h"
#include "strategies/AbstractSchedule.h"

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <vector>

namespace lockstep {

/// The corpus and the power schedule of `rff` as published: M. Böhme, V.-T.
/// Pham, A. Roychoudhury, "Coverage-Based Greybox Fuzzing as Markov Chain", CCS
/// 2016 (its cut-off exponential schedule), for abstract schedules.
///
/// A schedule is kept when its execution kept a constraint that none did
/// before. The kept ones take turns in a ring that begins with the empty one.
/// Each turn is a number of executions, the energy: none when those constraints
/// together were kept oftener than the mean, else twice as many each time, up
/// to 16; fewer for long executions and more where many constraints were kept.
/// A schedule that was just kept is next.
///
/// Turns are dealt out when a batch ends, so that they do not depend on who
/// runs what.
class ScheduleRing {
public:
  /// What execution number \p Place of the batch, from 0, changes.
  const AbstractSchedule &parentOf(uint64_t Place) const;
  /// An execution of the batch that followed \p Followed.
  void learn(const AbstractSchedule &Followed, const Observation &Seen);
  void endBatch();

  size_t size() const { return Ring.size(); }

private:
  struct Entry {
    AbstractSchedule Schedule;
    uint64_t Path = 0;  ///< hash of the constraints that were kept together
    uint64_t Steps = 0; ///< of the execution that it was kept for
    uint64_t Held = 0;  ///< how many constraints that kept
    uint64_t Level = 0; ///< turns it had
  };

  uint64_t energyOf(Entry &Of);
  uint64_t percentOf(const Entry &Of) const;

  std::vector<Entry> Ring = std::vector<Entry>(1);
  std::set<Constraint> Kept;          ///< by any execution
  std::map<uint64_t, uint64_t> Times; ///< how often each Entry::Path was
  uint64_t Executions = 0, Steps = 0, Held = 0; ///< of all
  uint64_t Adjust = 0;         ///< what whole rounds of nobody add to the mean
  size_t Cursor = 0;           ///< whose turn it is
  std::deque<uint32_t> Turns;  ///< for the executions to come, from the next
  std::vector<uint32_t> Fresh; ///< kept in this batch
  uint64_t Spent = 0;          ///< executions of this batch
};

} // namespace lockstep

#endif
