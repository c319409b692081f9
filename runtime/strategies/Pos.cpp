//===- Pos.cpp - The strategy pos: partial order sampling -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// X. Yuan, J. Yang, R. Gu, "Partial Order Aware Concurrency Sampling", CAV
// 2018: POS, not its simpler form BasicPOS.
//
// Every pending event has a random priority; the highest enabled one runs. Then
// the thread that ran has a new pending event, and so a new priority; and so
// has every pending event that depends on what ran. Two events that commute
// therefore keep the order of their priorities, and the schedules spread over
// partial orders rather than over interleavings.
//
// Deviations from the paper:
// - A priority is drawn when its event first is one of several that can run,
//   not when it becomes pending. Priorities are independent, so that this
//   changes the stream of numbers and not the distribution.
// - All pending events that depend on what ran draw again, also those that
//   cannot run yet, such as a lock of a mutex that is held.
// - An event whose thread gave way stands behind all drawn ones, the latest
//   last, until it runs or depends on what ran.
//
// Specified: a priority is 63 random bits (next() >> 1); of equal ones (2^-63)
// the lower thread number wins. A decision with more than one enabled thread
// draws one number for each enabled thread without a priority, by ascending
// thread number; a decision with one enabled thread draws nothing.
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "strategies/Algorithms.h"

#include <algorithm>
#include <vector>

using namespace lockstep;

namespace {
// Drawn priorities have bit 63 set; those of threads that gave way count down
// from it.
constexpr uint64_t None = 0;
constexpr uint64_t Drawn = uint64_t(1) << 63;

class Pos final : public Strategy {
public:
  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    LowestGiven = Drawn;
    Priorities.assign(1, None);
  }

  void threadCreated(ThreadId Child, ThreadId) override {
    if (Child.index() >= Priorities.size())
      Priorities.resize(Child.index() + 1, None);
  }

  ThreadId pick(const SchedulerView &View) override {
    if (View.Enabled.size() == 1)
      return View.Enabled[0];
    ThreadId Best;
    uint64_t BestPriority = None;
    for (ThreadId Thread : View.Enabled) {
      uint64_t &Priority = Priorities[Thread.index()];
      if (Priority == None)
        Priority = Drawn | (Numbers.next() >> 1);
      if (Priority > BestPriority) {
        Best = Thread;
        BestPriority = Priority;
      }
    }
    return Best;
  }

  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &View) override {
    Priorities[Thread.index()] = None;
    if (operationAccess(Performed.Kind) == Access::None)
      return;
    size_t Threads = std::min(Priorities.size(), View.Pending.size());
    for (size_t Other = 0; Other < Threads; ++Other)
      if (Priorities[Other] != None && View.Pending[Other] &&
          dependent(*View.Pending[Other], Performed))
        Priorities[Other] = None;
  }

  void gaveWay(ThreadId Thread) override {
    Priorities[Thread.index()] = --LowestGiven;
  }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

private:
  Random Numbers{0};
  std::vector<uint64_t> Priorities; ///< of each thread's pending event
  uint64_t LowestGiven = 0;
};
} // namespace

std::unique_ptr<Strategy> lockstep::makePos(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<Pos>();
}
