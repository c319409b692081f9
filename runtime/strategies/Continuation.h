//===- Continuation.h - Follows a schedule, then goes on --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_CONTINUATION_H
#define LOCKSTEP_STRATEGIES_CONTINUATION_H

#include "event/Decision.h"
#include "sched/Strategy.h"

#include <span>
#include <vector>

namespace lockstep {

/// Follows the recorded decisions of a program that may have changed since, as
/// far as that is possible, and leaves the rest to another strategy.
///
/// The order of the recorded threads is kept: the first recorded decision whose
/// thread is enabled comes next. What its thread is about to do may differ from
/// what was recorded. When a later decision of the same thread says it, those
/// in between are gone from the program, and are dropped; when none does, the
/// operation is new, and is performed in addition. Decisions of threads that
/// have finished are dropped.
class Continuation final : public Strategy {
public:
  /// May be in memory that another process reads.
  struct Progress {
    uint64_t Followed; ///< recorded decisions that were made again
    /// Choices between several threads, and values, that \p Then made.
    uint64_t Free;
  };

  /// The sites of \p Script are those of this program; AnySite compares equal
  /// to all. \p Script, \p Then and \p Into must outlive this.
  Continuation(std::span<const Decision> Script, uint32_t AnySite,
               Strategy &Then, Progress &Into)
      : Script(Script), AnySite(AnySite), Then(Then), Into(Into) {}

  void begin(const ExecutionStart &Start) override;
  ThreadId pick(const SchedulerView &View) override;
  void threadCreated(ThreadId Child, ThreadId Parent) override {
    Then.threadCreated(Child, Parent);
  }
  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &View) override {
    Then.executed(Thread, Performed, View);
  }
  void gaveWay(ThreadId Thread) override { Then.gaveWay(Thread); }
  uint32_t chooseValue(ThreadId Thread, ValueReason Reason,
                       uint32_t Bound) override;

private:
  ThreadId follow(const SchedulerView &View);
  bool isOver(size_t I) const { return Done[I] || Script[I].isValue(); }
  bool isLike(const Decision &Recorded, const Operation &Op) const;
  bool dropUpTo(size_t From, const Operation &Op);
  void take(size_t I);

  std::span<const Decision> Script;
  uint32_t AnySite;
  Strategy &Then;
  Progress &Into;
  std::vector<bool> Done; ///< made again, or dropped
  size_t Position = 0;    ///< all before are over
  size_t NextValue = 0;   ///< where the values of the last operation are
  uint32_t New = 0;       ///< operations in a row that were not recorded
};

} // namespace lockstep

#endif
