//===- Random.cpp - The strategy random: a random walk --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// At every choice, one of the enabled threads, each with the same probability.
// P. Thomson, A. Donaldson, A. Betts, "Concurrency Testing Using Controlled
// Schedulers: An Empirical Study", ACM TOPC 2016, calls it Rand.
//
// Specified: one number is drawn at each decision with more than one enabled
// thread, below(number of enabled threads), and names its position in ascending
// order. A decision with one enabled thread draws nothing. Giving way changes
// nothing: no thread can hold back another for long.
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "strategies/Algorithms.h"

using namespace lockstep;

namespace {
class RandomWalk final : public Strategy {
public:
  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
  }

  ThreadId pick(const SchedulerView &View) override {
    if (View.Enabled.size() == 1)
      return View.Enabled[0];
    return View.Enabled[Numbers.below(uint32_t(View.Enabled.size()))];
  }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

private:
  Random Numbers{0};
};
} // namespace

std::unique_ptr<Strategy>
lockstep::makeRandomWalk(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<RandomWalk>();
}
