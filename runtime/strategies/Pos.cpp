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
#include "strategies/PendingIndex.h"
#include "strategies/Ranking.h"

using namespace lockstep;

namespace {
// Drawn priorities have bit 63 set; those of threads that gave way count down
// from it.
constexpr uint64_t Drawn = uint64_t(1) << 63;

class Pos final : public Strategy {
public:
  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    LowestGiven = Drawn;
    Ranks.begin();
    Drawers.begin();
  }

  void threadCreated(ThreadId Child, ThreadId) override {
    Ranks.add(Child);
    Drawers.add(Child);
  }

  ThreadId pick(const SchedulerView &View) override {
    if (View.Enabled.size() == 1)
      return View.Enabled[0];
    Random From = Numbers; // a copy that stays in registers
    ThreadId Best = Ranks.highest(View, [&](ThreadId Thread) {
      if (!Drawers.contains(Thread))
        Drawers.insert(Thread, filterOf(View.pending(Thread)));
      return Drawn | (From.next() >> 1);
    });
    Numbers = From;
    return Best;
  }

  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &View) override {
    Ranks.unrank(Thread);
    Drawers.remove(Thread);
    if (operationAccess(Performed.Kind) == Access::None)
      return;
    uint64_t Filter = filterOf(Performed);
    for (size_t I = 0; I < Drawers.words(); ++I)
      forEachIn(Drawers.sharing(Filter, I), I, [&](ThreadId Other) {
        const Operation *Op = View.Pending[Other.index()];
        if (Op && depends(*Op, Performed))
          Ranks.unrank(Other);
      });
  }

  void gaveWay(ThreadId Thread) override {
    Ranks.rank(Thread, --LowestGiven);
    Drawers.remove(Thread);
    // Its next operation is not known.
    Drawers.insert(Thread, PendingIndex::Anything);
  }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

private:
  Random Numbers{0};
  Ranking Ranks;        ///< of the pending operations
  PendingIndex Drawers; ///< who has, or had, a priority
  uint64_t LowestGiven = 0;
};
} // namespace

std::unique_ptr<Strategy> lockstep::makePos(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<Pos>();
}
