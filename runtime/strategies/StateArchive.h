//===- StateArchive.h - States and how to get there -------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_STATEARCHIVE_H
#define LOCKSTEP_STRATEGIES_STATEARCHIVE_H

#include "base/FlatIndex.h"
#include "base/Random.h"
#include "sched/Observation.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lockstep {

/// The states that the executions of a campaign have reached
/// (explore/ProgramStates.h), how often, and a schedule that leads to each.
///
/// What is added counts from the next settle() on, so that all executions of a
/// batch choose among the same states.
class StateArchive {
public:
  /// No state: the beginning of the program.
  static constexpr uint32_t None = ~uint32_t(0);

  void settle();

  /// A state that was reached seldom and gone back to seldom: of sixteen drawn
  /// ones, the one with the lowest sum of both. None when there is none.
  uint32_t choose(Random &Numbers) const;
  /// The decisions that lead to it; to None: none. Sites of places that are not
  /// announced, whose numbers differ, are NoCounterpart.
  std::vector<Decision> wayTo(uint32_t State) const;

  /// An execution that went back to \p From, or None, reached these states.
  /// \p Seen has a schedule. States on the way do not count, since it was led
  /// there.
  void add(const Observation &Seen, uint32_t From);

private:
  /// What is learnt when this much is known: nothing new.
  static constexpr uint32_t MostStates = uint32_t(1) << 17;
  static constexpr size_t MostDecisions = size_t(1) << 21;
  static constexpr unsigned Drawn = 16;

  /// An execution that reached new states: as another began, then its own
  /// decisions. What is common is kept once: every execution is a copy of this
  /// process, which is the slower the more memory there is.
  struct Branch {
    uint32_t Of;     ///< another branch; None: the beginning
    uint32_t Common; ///< decisions of that one
    size_t Begin;    ///< of its own, in Decisions
  };
  struct Way {
    uint32_t Along;  ///< a branch
    uint32_t Length; ///< decisions
  };
  Way wayOf(uint32_t State) const {
    return State == None ? Way{None, 0} : Ways[State];
  }

  FlatIndex Numbers;             ///< by hash
  std::vector<Way> Ways;         ///< by number
  std::vector<uint32_t> Weights; ///< of the states that are settled
  std::vector<uint32_t> Weighed; ///< since then; numbers, may repeat
  std::vector<Branch> Branches;
  std::vector<Decision> Decisions; ///< of one branch after another
};

} // namespace lockstep

#endif
