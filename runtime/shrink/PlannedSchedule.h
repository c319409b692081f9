//===- PlannedSchedule.h - The strategy that follows a plan -----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SHRINK_PLANNEDSCHEDULE_H
#define LOCKSTEP_SHRINK_PLANNEDSCHEDULE_H

#include "sched/Strategy.h"
#include "shrink/Plan.h"

#include <span>
#include <vector>

namespace lockstep {

/// A choice that was made by the rule and could have been made otherwise.
struct Branch {
  Deviation Otherwise;
  /// What the execution would have come to with it: switches between threads so
  /// far, and those from a thread that could have gone on.
  uint64_t Switches = 0;
  uint64_t Preemptions = 0;
};

/// What a planned execution writes down, in memory of its owner's, which may be
/// shared with another process.
struct PlanLog {
  struct Counts {
    uint64_t Preemptions = 0; ///< switches from a thread that could go on
    uint64_t Made = 0;        ///< deviations, values not counted
    uint64_t Branches = 0;
    bool Cut = false; ///< a list was too short
  };
  Counts *Count = nullptr;
  /// The deviations that were made, values not among them, by step.
  std::span<Deviation> Made;
  /// The choices after the plan's last deviation; no space: not wanted.
  std::span<Branch> Branches;
};

/// Follows a plan and writes down what it came to. When a recorded schedule is
/// followed, with this as the strategy that would go on after it, the same is
/// written down about that schedule.
class PlannedSchedule final : public Strategy {
public:
  /// A thread that gives way after so many steps in a row is not preferred: it
  /// may wait for another in a way that the engine does not recognize. Each
  /// time that this happens, it takes twice as many.
  static constexpr uint64_t FirstPatience = 500;

  PlannedSchedule(const Plan &Of, PlanLog Log);

  void begin(const ExecutionStart &Start) override;
  ThreadId pick(const SchedulerView &View) override;
  void threadCreated(ThreadId Child, ThreadId Parent) override;
  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &View) override;
  void gaveWay(ThreadId Thread) override;
  uint32_t chooseValue(ThreadId Thread, ValueReason Reason,
                       uint32_t Bound) override;

private:
  const Deviation *find(bool IsValue, ThreadId Thread, uint64_t After) const;
  ThreadId byRule(const SchedulerView &View, bool KeepLast) const;
  bool isLast(ThreadId Thread) const;
  bool canStay(const SchedulerView &View) const;
  void note(const Branch &Alternative);
  /// What comes now comes after the plan's last deviation.
  bool isBeyondPlan() const {
    return Log.Count->Made + ValuesMade >= Planned.size();
  }

  std::vector<Deviation> Planned; ///< by choice, for find()
  std::vector<uint32_t> Last;
  PlanLog Log;
  std::vector<uint64_t> Performed; ///< operations by thread
  std::vector<uint64_t> Values;    ///< values by thread
  uint64_t ValuesMade = 0;
  uint64_t Switches = 0;
  uint64_t Step = 0;
  uint64_t RunLength = 0; ///< steps in a row
  uint64_t Patience = FirstPatience;
  bool Tired = false; ///< and the thread that made them gave way
};

} // namespace lockstep

#endif
