//===- Learning.h - What a campaign knows -----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLORE_LEARNING_H
#define LOCKSTEP_EXPLORE_LEARNING_H

#include "base/SiteSet.h"
#include "explore/Coverage.h"
#include "explore/Lesson.h"
#include "sched/Strategy.h"

#include <set>
#include <vector>

namespace lockstep {

/// What the executions of a campaign have shown, as of the last batch that is
/// complete. Lessons come in the order of iterations, whoever ran them, so that
/// a schedule depends on seed and iteration alone.
class Learning {
public:
  /// What an execution begins with.
  struct State {
    Knowledge Known;
    std::vector<uint32_t> Shared; ///< sites of shared memory; ascending
  };

  /// \p Learner must outlive this.
  explicit Learning(Strategy &Learner) : Learner(Learner) {}

  /// An execution of the batch that runs. Counts at once; guides when the batch
  /// ends.
  void add(Lesson Of);
  /// What was added guides from now on. The sites of the lessons are the
  /// driver's, by now (nameSites()).
  void endBatch();
  /// The lessons that wait for endBatch().
  std::vector<Lesson> &waiting() { return Waiting; }

  const State &state() const { return Now; }
  /// Sites whose operations never conflicted in any execution, for the
  /// execution with \p Seed; null when it is to look everywhere. One in eight
  /// is: a site may be quiet because nobody ever interleaved it.
  const SiteSet *quietFor(uint64_t Seed) const;
  const Coverage &coverage() const { return Covered; }
  /// What was learnt, the batch that runs included.
  const Knowledge &latest() const { return Fresh; }

private:
  Strategy &Learner;
  State Now;
  Knowledge Fresh;
  std::set<uint32_t> FreshShared;
  std::vector<Lesson> Waiting;
  Coverage Covered;
  SiteSet Quiet, Conflicting;
};

/// Replaces the execution's numbers of places by the driver's ids. \p New are
/// those of the places that the driver did not know, in order.
void nameSites(Lesson &Of, const std::vector<SiteId> &New);

} // namespace lockstep

#endif
