//===- StickyRandom.cpp - The strategy sticky-random ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A random walk that seldom leaves a thread which could go on. P. Deligiannis
// et al., "Industrial-Strength Controlled Concurrency Testing for C# Programs
// with Coyote", TACAS 2023, have it as a strategy beside the plain walk, whose
// thousands of switches hide what needs a thread to get far by itself.
//
// Deviations: Coyote throws a coin several times to go on, so that the
// probability is a power of two, and then draws among all threads; here it is a
// parameter, and who leaves a thread goes to another one.
//
// Specified: at a decision with more than one enabled thread of which the
// current one is one, below(100) < stay means that it goes on; else
// below(enabled threads - 1) names one of the others (Turns.h, anyBut). Where
// the current thread is not enabled, or gave way since its last event,
// below(enabled threads) names the position among all. A decision with one
// enabled thread draws nothing.
//
//===----------------------------------------------------------------------===//

#include "strategies/Algorithms.h"
#include "strategies/Turns.h"

using namespace lockstep;

namespace {
class StickyRandom final : public Strategy {
public:
  explicit StickyRandom(uint32_t Stay) : Stay(Stay) {}

  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    Turns.begin();
  }

  ThreadId pick(const SchedulerView &View) override {
    return Turns.pick(View, Numbers,
                      [this] { return !Numbers.chance(Stay, 100); });
  }

  void gaveWay(ThreadId Thread) override { Turns.gaveWay(Thread); }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

private:
  const uint32_t Stay; ///< percent
  Random Numbers{0};
  LongTurns Turns;
};
} // namespace

std::unique_ptr<Strategy>
lockstep::makeStickyRandom(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.size() == 1 && Values[0] <= 100);
  return std::make_unique<StickyRandom>(uint32_t(Values[0]));
}
