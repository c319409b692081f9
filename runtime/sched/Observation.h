//===- Observation.h - What one execution has shown -------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SCHED_OBSERVATION_H
#define LOCKSTEP_SCHED_OBSERVATION_H

#include "base/Ids.h"
#include "event/Decision.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lockstep {

/// A thread and how much it did. Its key is the same in every execution
/// (sched/ThreadKeys.h).
struct ThreadUse {
  uint64_t Key = 0;
  uint64_t Parent = 0; ///< the parent's key; 0 for the main thread
  uint64_t Events = 0; ///< decisions that chose it
};

/// How often a thread acted on one object.
struct ObjectUse {
  uint64_t Address = 0; ///< of the object, never 0
  uint64_t Thread = 0;  ///< key
  uint64_t Events = 0;
};

/// "The read at one site reads what was written at the other": the abstract
/// form of a reads-from edge (M. Wolff et al., "Greybox Fuzzing for Concurrency
/// Testing", ASPLOS 2024). An invalid Write stands for the initial value.
struct SitePair {
  SiteId Read, Write;
  friend auto operator<=>(const SitePair &, const SitePair &) = default;
};

/// A choice on the way through the states that strategy `ql` tells apart.
struct PathStep {
  uint64_t State = 0;  ///< hash of the reads-from pairs so far
  uint64_t Thread = 0; ///< key of the thread that was chosen
};

/// The digest of one execution that strategies learn from and coverage is
/// counted in. Lists are ascending unless they say otherwise. Sites are those
/// of the driver.
struct Observation {
  uint64_t Iteration = 0;
  uint64_t Seed = 0;  ///< of the execution
  uint64_t Known = 0; ///< executions that were learnt from when it began
  bool Failed = false;
  uint64_t Steps = 0;   ///< decisions
  uint64_t Choices = 0; ///< decisions with more than one enabled thread
  /// Two executions with the same print had the same partial order of events,
  /// as far as the objects' names tell.
  uint64_t Fingerprint = 0;

  std::vector<ThreadUse> Threads; ///< by thread id
  /// Of objects that several threads touched and one changed; by address, then
  /// key.
  std::vector<ObjectUse> Uses;
  std::vector<SitePair> ReadsFrom; ///< those that happened
  /// A read and a write of one object by different threads: those that could
  /// happen in some schedule.
  std::vector<SitePair> Possible;
  std::vector<SiteId> Reached;
  /// Sites whose object was touched by several threads and changed by one.
  std::vector<SiteId> Conflicting;
  /// Those of Conflicting that change memory or take something else: a lock, a
  /// message, a wake-up.
  std::vector<SiteId> Changing;
  /// Every decision that is a thread, in order; only when it was asked for
  /// (Strategy::wantsPath).
  std::vector<PathStep> Path;
  /// The first decisions, MostScheduled at most, and the state of the program
  /// before each: what wrote every object last and what every thread does next,
  /// each by its site. Only when they were asked for (Strategy::wantsSchedule).
  std::vector<Decision> Schedule;
  std::vector<uint64_t> States; ///< hashes; as many

  static constexpr size_t MostScheduled = 4096;
};

/// What an observation has only when a strategy asks for it.
struct ObservationDetail {
  bool Path = false;
  bool Schedule = false;
};

} // namespace lockstep

#endif
