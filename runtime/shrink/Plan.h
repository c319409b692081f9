//===- Plan.h - A schedule as its deviations --------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SHRINK_PLAN_H
#define LOCKSTEP_SHRINK_PLAN_H

#include "event/Decision.h"

#include <cstdint>
#include <vector>

namespace lockstep {

/// One difference from what would have been chosen without it. It says when by
/// what a thread has done so far, not by the number of the step: so it keeps
/// its meaning when others are left out.
struct Deviation {
  /// Who performed the last operation; of a value, for whom it is chosen.
  uint32_t Thread = 0;
  /// The thread that goes on; of a value, the value.
  uint32_t Choice = 0;
  /// How many operations Thread had performed; of a value, how many values were
  /// chosen for it.
  uint64_t After = 0;
  bool IsValue = false;
  /// The step at which it was made. Not what makes it this deviation.
  uint64_t Step = 0;

  /// Whether both are about the same choice.
  bool isAt(const Deviation &Other) const {
    return IsValue == Other.IsValue && Thread == Other.Thread &&
           After == Other.After;
  }
};

/// A schedule, as its deviations from the plainest one. In the plainest
/// schedule the current thread goes on while it can; then the earliest thread
/// that can, one that need not wait for a time first; and values are
/// usualValue(). A deviation to a thread that cannot go on then, or that is
/// never reached, is passed over: every plan gives one schedule, the nearest
/// that is feasible.
struct Plan {
  /// In the order in which they were made, where that is known. At most one
  /// about each choice.
  std::vector<Deviation> Deviations;
  /// Threads that the rule lets go on only when no other can.
  std::vector<uint32_t> Last;
};

/// The value that is not worth telling: the first waiter is woken, the rare
/// thing does not happen.
constexpr uint32_t usualValue(ValueReason Reason) {
  return Reason == ValueReason::WakeOrder ? 0 : 1;
}
/// Whether \p Made, a value decision, is to the same effect.
inline bool isUsual(const Decision &Made) {
  bool First = Made.choice() == 0;
  return First == (usualValue(Made.reason()) == 0);
}

/// A hash of what makes \p Of this plan.
uint64_t hashOf(const Plan &Of);

/// The plan of an execution: \p Switches are its deviations that are not
/// values, by step; the values are in its decisions.
Plan planOf(const std::vector<Decision> &Schedule,
            std::vector<Deviation> Switches);

} // namespace lockstep

#endif
