//===- Strategy.h - The algorithm that chooses ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SCHED_STRATEGY_H
#define LOCKSTEP_SCHED_STRATEGY_H

#include "event/Decision.h"
#include "event/Operation.h"
#include "sched/Observation.h"
#include "sched/ThreadSet.h"

#include <cstdint>
#include <span>
#include <string>

namespace lockstep {

/// The bound of a choice between "as usual" and "the rare thing happens", that
/// is of every ValueReason but WakeOrder: it happens when the result is 0. What
/// may happen only so often in an execution has a bound that grows
/// (Engine::happens).
constexpr uint32_t RareValueBound = 16;
/// The same of a sleep that is over early. A sleep has no other end that could
/// be explored less: those that are not over at once leave the others alone,
/// those that are go on when the strategy says so.
constexpr uint32_t SleepValueBound = 2;

/// What earlier executions of the campaign have shown. Merged at fixed
/// iteration numbers, so that it does not depend on how many executions run
/// side by side.
struct Knowledge {
  uint64_t Executions = 0; ///< how many it is made from
  uint64_t MaxSteps = 0;   ///< most decisions in one execution
  /// Most decisions in one execution at which a strategy was asked to choose
  /// among several threads: the `k` of PCT.
  uint64_t MaxChoices = 0;
  uint32_t MaxThreads = 0; ///< most threads in one execution, main included
};

/// What an execution begins with.
struct ExecutionStart {
  uint64_t Seed = 0; ///< executionSeed(campaign seed, iteration)
  uint64_t Iteration = 0;
  Knowledge Known;
};

/// The state of the execution as a strategy sees it. Valid during the call.
struct SchedulerView {
  /// The threads that can go on now, ascending, never empty. Threads that spin
  /// are absent while a thread that does not spin is enabled
  /// (engine/Spinning.cpp).
  std::span<const ThreadId> Enabled;
  /// The same threads as a set; it has a word for each of them.
  ThreadWords EnabledSet;
  /// The pending operation of each thread, by thread index; null for a thread
  /// that has finished.
  std::span<const Operation *const> Pending;
  /// The thread that performed the last event. It may not be enabled.
  ThreadId Current;
  /// The number of this decision within the execution, from 0.
  uint64_t Step = 0;

  const Operation &pending(ThreadId Thread) const {
    return *Pending[Thread.index()];
  }
};

/// Chooses the schedule of one execution after another. Called on one kernel
/// thread at a time; makes no system call; draws randomness only from the seed
/// of begin(). Allocates only in begin() and threadCreated().
class Strategy {
public:
  virtual ~Strategy() = default;

  /// Once, before the first decision of an execution. The main thread (0)
  /// exists.
  virtual void begin(const ExecutionStart &Start) = 0;

  /// \p Child was born. Called before the next pick.
  virtual void threadCreated(ThreadId Child, ThreadId Parent) {}

  /// Which of View.Enabled goes on. Called at every decision, also when only
  /// one thread is enabled.
  virtual ThreadId pick(const SchedulerView &View) = 0;

  /// \p Thread performed \p Performed. View is the state just before.
  virtual void executed(ThreadId Thread, const Operation &Performed,
                        const SchedulerView &View) {}

  /// \p Thread gave way: it yielded, or was found to spin. Called before the
  /// next pick.
  virtual void gaveWay(ThreadId Thread) {}

  /// A number in [0, Bound), Bound >= 2, for a choice that is not a thread. A
  /// strategy that has no opinion draws uniformly.
  virtual uint32_t chooseValue(ThreadId Thread, ValueReason Reason,
                               uint32_t Bound) = 0;

  /// \name Learning
  /// In the driver, between executions: an execution runs in a copy of this
  /// object that it takes with it, so nothing that pick() and its like note
  /// down comes back. What begin() does must depend on its argument and on what
  /// was learnt alone.
  /// @{
  /// What an execution has shown; each once, in the order of iterations, some
  /// executions later: at the same iterations however many run side by side.
  virtual void learn(const Observation &Seen) {}
  /// The same for an execution whose schedule another strategy chose: a part of
  /// a portfolio hears of the executions of all.
  virtual void learnFromOther(const Observation &Seen) { learn(Seen); }
  /// All executions that began with the same knowledge were learnt from. Those
  /// that follow know of all of them.
  virtual void endBatch() {}
  /// Whether learn() needs Observation::Path.
  virtual bool wantsPath() const { return false; }
  /// Whether learn() needs Observation::Schedule and States.
  virtual bool wantsSchedule() const { return false; }
  ObservationDetail wants() const { return {wantsPath(), wantsSchedule()}; }
  /// The name of what chooses the schedule of \p Start: of itself (empty), or
  /// of the part that a portfolio gives this execution to.
  virtual std::string chosenFor(const ExecutionStart &Start) const {
    return {};
  }
  /// @}
};

} // namespace lockstep

#endif
