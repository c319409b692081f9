//===- AbstractSchedule.h - Reads-from constraints --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_ABSTRACTSCHEDULE_H
#define LOCKSTEP_STRATEGIES_ABSTRACTSCHEDULE_H

#include "base/Random.h"
#include "event/Operation.h"
#include "sched/Observation.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lockstep {

/// "The read reads from the write", or "it does not".
struct Constraint {
  SitePair Pair;
  bool Positive = false;
  friend auto operator<=>(const Constraint &, const Constraint &) = default;
};

/// What an execution of `rff` shall be like.
struct AbstractSchedule {
  std::vector<Constraint> Constraints;
  /// Writes whose value a constraint does not want read are held back, too.
  bool HoldsWrites = false;
};

/// \p Of with one change: a pair of \p Pool inserted (one time in nine to be
/// read, else not to be read), exchanged, or turned to its contrary; or, when
/// that is what is drawn, none.
AbstractSchedule mutate(AbstractSchedule Of, std::span<const SitePair> Pool,
                        Random &Numbers);

/// What a thread's pending operation is to a constraint.
enum class Wish : uint8_t { None = 0, Take = 1, Avoid = 2, Both = 3 };

constexpr Wish operator|(Wish A, Wish B) {
  return Wish(uint8_t(A) | uint8_t(B));
}

/// Follows one constraint through an execution.
class ConstraintState {
public:
  ConstraintState(const Constraint &What, bool HoldsWrites)
      : What(What), HoldsWrites(HoldsWrites) {}

  /// \p Op became the pending operation of some thread. \returns whether wishes
  /// may have changed.
  bool reached(const Operation &Op);
  /// \p Op was performed. \returns whether wishes may have changed.
  bool performed(const Operation &Op);
  /// What it wishes for the pending operation \p Op: nothing unless that is at
  /// one of the sites of pair(), or may touch what written() did.
  Wish wish(const Operation &Op) const;
  const SitePair &pair() const { return What.Pair; }
  /// The write while it is the last one; else null.
  const Operation *written() const {
    return At == Stage::Written ? &Last : nullptr;
  }

private:
  enum class Stage : uint8_t {
    Other,   ///< the write is not the last one
    Reached, ///< positive: a read waits; negative: a write does
    Written, ///< the write is the last one
    Done
  };
  bool isRead(const Operation &Op) const { return Op.Site == What.Pair.Read; }
  bool isWrite(const Operation &Op) const { return Op.Site == What.Pair.Write; }
  bool isOnObject(const Operation &Op) const;

  Constraint What;
  bool HoldsWrites;
  Stage At = Stage::Other;
  Operation Last; ///< the write that was performed last: what it acted on
};

} // namespace lockstep

#endif
