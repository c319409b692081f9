//===- RoundRobin.cpp - The strategy round-robin --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads take turns by number, in a circle; a turn is a number of choices, the
// quantum. P. Thomson, A. Donaldson, A. Betts, "Concurrency Testing Using
// Controlled Schedulers: An Empirical Study", ACM TOPC 2016, on deterministic
// schedulers as a base line. It finds bugs that show under nearly any regular
// schedule, says at once when a program fails under the plainest one, and
// covers regular schedules that random ones hardly meet: "one step each, in
// turn".
//
// The schedule of an execution depends on its iteration alone, not on the seed.
// Iteration 0 has quantum 1. The others vary it, and the length of the first
// turn: the pairs (quantum q, first turn f) with 1 <= f <= q in the order (1,
// 1), (2, 2), (2, 1), (3, 3), (3, 2), (3, 1), (4, 4), … So n executions cover
// all quanta up to about the square root of 2 n, with all phases.
//
// A turn ends early when its thread cannot go on or gives way; the next thread
// then has a whole one. Steps at which only one thread can go on count for
// nothing.
//
// Specified: pick() draws nothing; values are below(bound) of the execution's
// seed.
//
//===----------------------------------------------------------------------===//

#include "strategies/Algorithms.h"
#include "strategies/Turns.h"

using namespace lockstep;

namespace {
class RoundRobin final : public Strategy {
public:
  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    uint64_t Pair = Start.Iteration;
    for (Quantum = 1; Pair >= Quantum; ++Quantum)
      Pair -= Quantum;
    Turn = MainThread;
    Left = Quantum - Pair;
  }

  ThreadId pick(const SchedulerView &View) override {
    if (View.Enabled.size() == 1)
      return View.Enabled[0];
    ThreadId Next =
        Left ? firstFrom(View.Enabled, Turn) : firstAfter(View.Enabled, Turn);
    if (Next != Turn || !Left)
      Left = Quantum;
    Turn = Next;
    --Left;
    return Turn;
  }

  void gaveWay(ThreadId Thread) override {
    if (Turn == Thread)
      Left = 0;
  }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

private:
  Random Numbers{0};
  uint64_t Quantum = 1;
  ThreadId Turn;
  uint64_t Left = 0; ///< choices in this turn
};
} // namespace

std::unique_ptr<Strategy>
lockstep::makeRoundRobin(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<RoundRobin>();
}
