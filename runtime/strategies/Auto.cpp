//===- Auto.cpp - The strategy auto: a portfolio --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// No strategy is best for all programs, and each has programs that it is
// hopeless for. A portfolio that gives each of a few complementary ones a fixed
// share of the executions needs at most as many times more executions as the
// share of the best one says; and each learns from the executions of all.
//
// The shares are fixed and go by the number of the iteration, so that a
// schedule depends on seed and iteration alone. At the beginning nearly all is
// hold's, which takes the sites in turn: its first turns are worth most. What
// that does not find is more probably of a kind that others are better at, so
// they share the rest. What thousands of executions have not found needs many
// orders at once, which revisit finds one by one, so it has half of all from
// then on. docs/strategies.md has the measurement behind it.
//
//===----------------------------------------------------------------------===//

#include "base/Check.h"
#include "strategies/Algorithms.h"

#include <array>
#include <span>

using namespace lockstep;

namespace {
enum Part : unsigned { Hold, Surw, Rff, Revisit, Pct, Parts };

constexpr const char *Names[Parts] = {"hold", "surw", "rff:focus=1", "revisit",
                                      "pct"};

/// Who makes iteration I: entry I of First; from then on, entries of Turns over
/// and over, and from iteration Deep on those of Late.
constexpr Part First[] = {Hold, Hold, Hold, Hold, Hold, Hold, Hold, Surw,
                          Hold, Hold, Hold, Hold, Hold, Hold, Hold, Rff,
                          Hold, Hold, Hold, Hold, Hold, Hold, Hold, Revisit,
                          Hold, Hold, Hold, Hold, Hold, Hold, Hold, Pct};
constexpr Part Turns[] = {Hold, Surw, Hold, Rff,     Hold, Revisit, Hold, Rff,
                          Hold, Surw, Hold, Revisit, Hold, Rff,     Hold, Pct};
constexpr uint64_t Deep = 2048;
constexpr Part Late[] = {Revisit, Hold, Revisit, Rff,  Revisit, Surw,
                         Revisit, Rff,  Revisit, Hold, Revisit, Surw,
                         Revisit, Rff,  Revisit, Pct};

class Auto final : public Strategy {
public:
  Auto() {
    constexpr uint64_t Depth[] = {3}, Focused[] = {1, 1};
    Of[Hold] = makeHold(holdsBetween);
    Of[Rff] = makeRff(Focused);
    Of[Surw] = makeSurw({});
    Of[Revisit] = makeRevisit({});
    Of[Pct] = makePct(Depth);
  }

  void begin(const ExecutionStart &Start) override {
    Active = Of[partFor(Start.Iteration)].get();
    Active->begin(Start);
  }
  void threadCreated(ThreadId Child, ThreadId Parent) override {
    Active->threadCreated(Child, Parent);
  }
  ThreadId pick(const SchedulerView &View) override {
    return Active->pick(View);
  }
  void executed(ThreadId Thread, const Operation &Performed,
                const SchedulerView &View) override {
    Active->executed(Thread, Performed, View);
  }
  void gaveWay(ThreadId Thread) override { Active->gaveWay(Thread); }
  uint32_t chooseValue(ThreadId Thread, ValueReason Reason,
                       uint32_t Bound) override {
    return Active->chooseValue(Thread, Reason, Bound);
  }

  void learn(const Observation &Seen) override {
    Part Chose = partFor(Seen.Iteration);
    for (unsigned I = 0; I < Parts; ++I) {
      if (I == Chose)
        Of[I]->learn(Seen);
      else
        Of[I]->learnFromOther(Seen);
    }
  }
  void learnFromOther(const Observation &Seen) override {
    for (auto &Part : Of)
      Part->learnFromOther(Seen);
  }
  void endBatch() override {
    for (auto &Part : Of)
      Part->endBatch();
  }
  bool wantsSchedule() const override { return Of[Revisit]->wantsSchedule(); }
  std::string chosenFor(const ExecutionStart &Start) const override {
    return Names[partFor(Start.Iteration)];
  }

private:
  static Part partFor(uint64_t Iteration) {
    if (Iteration < std::size(First))
      return First[Iteration];
    std::span<const Part> Now = Turns;
    if (Iteration >= Deep)
      Now = Late;
    return Now[Iteration % Now.size()];
  }

  static uint64_t holdsBetween(uint64_t First, uint64_t Last) {
    uint64_t Count = 0;
    for (; First < Last; ++First)
      Count += partFor(First) == Hold;
    return Count;
  }

  std::array<std::unique_ptr<Strategy>, Parts> Of;
  Strategy *Active = nullptr;
};
} // namespace

std::unique_ptr<Strategy> lockstep::makeAuto(std::span<const uint64_t> Values) {
  LOCKSTEP_CHECK(Values.empty());
  return std::make_unique<Auto>();
}
