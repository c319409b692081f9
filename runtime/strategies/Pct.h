//===- Pct.h - Probabilistic concurrency testing ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_PCT_H
#define LOCKSTEP_STRATEGIES_PCT_H

#include "base/Random.h"
#include "sched/Strategy.h"
#include "strategies/ChangePoints.h"

#include <vector>

namespace lockstep {

/// The strategy pct (Pct.cpp says what it does), and what those that vary it
/// begin with.
class Pct : public Strategy {
public:
  explicit Pct(uint64_t Depth) : Depth(Depth) {}

  void begin(const ExecutionStart &Start) override {
    begin(Start, Depth, Start.Known.MaxChoices);
  }
  void threadCreated(ThreadId Child, ThreadId Parent) override;
  ThreadId pick(const SchedulerView &View) override;
  void gaveWay(ThreadId Thread) override;
  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

protected:
  /// With \p Depth - 1 change points within the first \p MaxChoices choices.
  void begin(const ExecutionStart &Start, uint64_t Depth, uint64_t MaxChoices);
  Random &numbers() { return Numbers; }
  /// How many times pick() had a choice.
  uint64_t choices() const { return Choices; }

private:
  void lower(ThreadId Highest, uint32_t PointDrawn);

  const uint64_t Depth;
  Random Numbers{0};
  std::vector<uint64_t> Priorities; ///< by thread
  ChangePoints Points;
  uint64_t Choices = 0; ///< so far in this execution
  uint64_t LowestGiven = 0;
};

} // namespace lockstep

#endif
