//===- Delay.cpp - The strategy delay: few delays of a fixed order --------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// M. Emmi, S. Qadeer, Z. Rakamaric, "Delay-Bounded Scheduling", POPL 2011. A
// deterministic scheduler runs one thread for as long as it can go on, then the
// next by number, in a circle. A delay makes it pass over the thread that it
// would run. With at most k delays, there are few schedules of a given length,
// and many bugs need few delays.
//
// Deviations:
// - The paper enumerates all schedules with at most k delays; this draws one at
//   random for each execution, as Coyote does ("Industrial-Strength Controlled
//   Concurrency Testing for C# Programs with Coyote", TACAS 2023): a number j
//   of delays from 1 to `bound`, then j places among as many choices as the
//   longest execution so far had. Several delays at one choice pass over
//   several threads. The first execution, before which no length is known, has
//   none.
// - A thread that gave way is passed over at the next choice; that is no delay.
//
// Guarantee: with K the number of choices, each placing of j <= bound delays
// has the probability 1 / (bound * C(K + j - 1, j)) in one execution.
//
// Specified: at begin(), when K > 0, below(bound) + 1 is j, and then one
// below(K + i) for each delay i from 0 (ChangePoints.h). pick() draws nothing.
//
//===----------------------------------------------------------------------===//

#include "strategies/Algorithms.h"
#include "strategies/ChangePoints.h"
#include "strategies/Turns.h"

using namespace lockstep;

namespace {
class Delay final : public Strategy {
public:
  explicit Delay(uint32_t Bound) : Bound(Bound) {}

  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    Choices = 0;
    Turn = MainThread;
    uint64_t Most = Start.Known.MaxChoices;
    Delays.draw(Numbers, Most, Most ? Numbers.below(Bound) + 1 : 0);
  }

  ThreadId pick(const SchedulerView &View) override {
    Turn = firstFrom(View.Enabled, Turn);
    if (View.Enabled.size() == 1)
      return Turn;
    for (++Choices; Delays.isDue(Choices); Delays.take()) [[unlikely]]
      Turn = firstAfter(View.Enabled, Turn);
    return Turn;
  }

  void gaveWay(ThreadId Thread) override {
    if (Turn == Thread)
      Turn = ThreadId(Thread.index() + 1);
  }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

private:
  const uint32_t Bound;
  Random Numbers{0};
  ChangePoints Delays;
  uint64_t Choices = 0; ///< so far in this execution
  ThreadId Turn;        ///< who runs, or the first to come next
};
} // namespace

std::unique_ptr<Strategy>
lockstep::makeDelay(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.size() == 1 && Values[0] >= 1);
  return std::make_unique<Delay>(uint32_t(Values[0]));
}
