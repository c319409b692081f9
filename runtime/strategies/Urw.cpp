//===- Urw.cpp - The strategy urw: uniform random walk --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// H. Zhao, D. Wolff, U. Mathur, A. Roychoudhury, "Selectively Uniform
// Concurrency Testing", ASPLOS 2025: URW.
//
// A thread is chosen in proportion to the events that it has left, its future
// descendants' included. When the counts are right and nothing waits, all
// interleavings are equally likely, also where a random walk would never let
// one thread get far ahead of another.
//
// Deviations from the paper: counts come from all earlier executions of the
// campaign (the mean by thread), not from one that profiles; a thread that has
// done more than its count has one event left. The first execution, of which
// nothing is known, is a random walk.
//
// Specified: a decision with more than one enabled thread draws one number.
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "strategies/Algorithms.h"
#include "strategies/Budget.h"

using namespace lockstep;

namespace {
class Urw final : public Strategy {
public:
  void begin(const ExecutionStart &Start) override {
    Numbers = Random(Start.Seed);
    std::unordered_map<uint64_t, uint64_t> Own;
    for (const auto &[Thread, Entry] : Known.threads())
      Own[Thread] = Known.eventsOf(Thread);
    Left.begin(Own, Known);
  }

  void threadCreated(ThreadId Child, ThreadId Parent) override {
    Left.created(Child, Parent);
  }

  ThreadId pick(const SchedulerView &View) override {
    if (View.Enabled.size() == 1)
      return View.Enabled[0];
    return Left.draw(View.EnabledSet, Numbers);
  }

  void executed(ThreadId Thread, const Operation &,
                const SchedulerView &) override {
    Left.spent(Thread);
  }

  uint32_t chooseValue(ThreadId, ValueReason, uint32_t Bound) override {
    return Numbers.below(Bound);
  }

  void learn(const Observation &Seen) override {
    for (const ThreadUse &Use : Seen.Threads)
      Known.add(Use.Key, Use.Parent, Use.Events);
  }

private:
  Random Numbers{0};
  Profile Known;
  Budget Left;
};
} // namespace

std::unique_ptr<Strategy> lockstep::makeUrw(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<Urw>();
}
