//===- ShrinkerTest.cpp - What is left of failing schedules ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/Shrinker.h"
#include "shrink/WorldOracle.h"
#include "strategies/Strategies.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
Trial shrunk(Oracle &Runs, Trial Start) {
  unsigned Improvements = 0;
  Trial Last = Start;
  Shrinker Changes(Runs, std::move(Start), [&](const Trial &Better) {
    EXPECT_TRUE(isSimpler(Better, Last));
    Last = Better;
    ++Improvements;
  });
  Changes.run();
  EXPECT_EQ(Changes.best().Schedule, Last.Schedule);
  return Changes.best();
}

/// Fails when certain deviations are there; a measure counts all there are.
class Needs final : public Oracle {
public:
  explicit Needs(std::vector<uint32_t> Wanted) : Wanted(std::move(Wanted)) {}

  Trial trial(const Plan &What) const {
    Trial Of;
    Of.Made = What;
    Of.Cost.Steps = What.Deviations.size();
    Of.Fails = true;
    for (uint32_t Each : Wanted)
      Of.Fails &=
          std::any_of(What.Deviations.begin(), What.Deviations.end(),
                      [Each](const Deviation &D) { return D.Thread == Each; });
    return Of;
  }

  void run(std::span<const Plan> Candidates, const Trial &Best, bool,
           const Receiver &Take) override {
    for (size_t I = 0; I < Candidates.size(); ++I) {
      ++Attempts;
      Trial Of = trial(Candidates[I]);
      Of.Fails = Of.Fails && isSimpler(Of, Best);
      if (!Take(I, Of))
        return;
    }
  }
  bool isExhausted() const override { return false; }

  uint64_t Attempts = 0;

private:
  std::vector<uint32_t> Wanted;
};
/// Three preemptive switches lead to the failure, each of them needed; or the
/// first of them with another, of a thread that none of them is about.
class TwoWays final : public Oracle {
public:
  static constexpr Deviation A{0, 1, 5}, B{1, 0, 17}, C{0, 1, 38},
      Other{2, 0, 11};
  static constexpr uint64_t Operations = 40;

  Trial trial(const Plan &What) const {
    auto Has = [&What](const Deviation &Wanted) {
      return std::any_of(What.Deviations.begin(), What.Deviations.end(),
                         [&](const Deviation &D) {
                           return D.isAt(Wanted) && D.Choice == Wanted.Choice;
                         });
    };
    Trial Of;
    Of.Made = What;
    Of.Cost.Preemptions = What.Deviations.size();
    for (uint16_t Thread = 0; Thread < 3; ++Thread)
      Of.Schedule.insert(Of.Schedule.end(), Operations,
                         {Thread, OpKind::AtomicLoad, 0, 0, 0});
    Of.Fails = Has(A) && (Has(Other) || (Has(B) && Has(C)));
    return Of;
  }
  void run(std::span<const Plan> Candidates, const Trial &Best, bool,
           const Receiver &Take) override {
    for (size_t I = 0; I < Candidates.size() && !isExhausted(); ++I) {
      ++Attempts;
      Trial Of = trial(Candidates[I]);
      Of.Fails = Of.Fails && isSimpler(Of, Best);
      if (!Take(I, Of))
        return;
    }
  }
  bool isExhausted() const override { return Attempts >= Most; }

  uint64_t Attempts = 0, Most = ~uint64_t(0);
};
} // namespace

TEST(Shrinker, LeavesALocalMinimumByOneDeviationForTwo) {
  TwoWays Runs;
  Plan Three{{TwoWays::A, TwoWays::B, TwoWays::C}, {}};
  Shrinker Changes(Runs, Runs.trial(Three), [](const Trial &) {});
  Changes.run();
  EXPECT_EQ(Changes.best().Cost.Preemptions, 3u);
  EXPECT_TRUE(Changes.replacePairs(10000));
  Changes.run();
  Plan Made = Changes.best().Made;
  ASSERT_EQ(Made.Deviations.size(), 2u);
  EXPECT_TRUE(Made.Deviations[0].isAt(TwoWays::A));
  EXPECT_TRUE(Made.Deviations[1].isAt(TwoWays::Other));
  EXPECT_FALSE(Changes.replacePairs(10000));
  // To shrink the result changes nothing.
  Shrinker Again(Runs, Changes.best(), [](const Trial &) { FAIL(); });
  Again.run();
  EXPECT_FALSE(Again.replacePairs(10000));
}

TEST(Shrinker, ReplacesPairsWithinTheBounds) {
  Plan Three{{TwoWays::A, TwoWays::B, TwoWays::C}, {}};
  TwoWays Runs;
  Shrinker Few(Runs, Runs.trial(Three), [](const Trial &) { FAIL(); });
  EXPECT_FALSE(Few.replacePairs(0));
  EXPECT_EQ(Runs.Attempts, 0u);
  EXPECT_FALSE(Few.replacePairs(50));
  EXPECT_GT(Runs.Attempts, 25u);
  EXPECT_LE(Runs.Attempts, 50u);
  TwoWays Bounded;
  Bounded.Most = 20;
  Shrinker Cut(Bounded, Bounded.trial(Three), [](const Trial &) { FAIL(); });
  EXPECT_FALSE(Cut.replacePairs(10000));
  EXPECT_EQ(Bounded.Attempts, 20u);
  // One preemptive switch, or five: there is no pair, or there are too many.
  TwoWays Others;
  for (uint64_t Count : {1, 5}) {
    Plan Many;
    for (uint64_t I = 0; I < Count; ++I)
      Many.Deviations.push_back({1, 2, I});
    Shrinker None(Others, Others.trial(Many), [](const Trial &) {});
    EXPECT_FALSE(None.replacePairs(10000));
  }
  EXPECT_EQ(Others.Attempts, 0u);
}

TEST(Shrinker, FindsTheDeviationsThatMatterAmongThousands) {
  for (std::vector<uint32_t> Wanted :
       {std::vector<uint32_t>{}, {0}, {4999}, {17, 2500, 4998}}) {
    Needs Runs(Wanted);
    Plan All;
    for (uint32_t I = 0; I < 5000; ++I)
      All.Deviations.push_back({I, 1, I});
    Trial Least = shrunk(Runs, Runs.trial(All));
    ASSERT_EQ(Least.Made.Deviations.size(), Wanted.size());
    for (size_t I = 0; I < Wanted.size(); ++I)
      EXPECT_EQ(Least.Made.Deviations[I].Thread, Wanted[I]);
    EXPECT_LT(Runs.Attempts, 1000u);
  }
}

TEST(Shrinker, ALostUpdateNeedsOnePreemption) {
  WorldOracle Runs(lostUpdate(3, 5));
  Trial Start = Runs.firstFailing();
  EXPECT_GT(Start.Cost.Switches, 20u);
  Trial Least = shrunk(Runs, Start);
  EXPECT_TRUE(Least.Fails);
  EXPECT_EQ(Least.Cost.Preemptions, 1u);
  // From main, the one preemption, back, to the third thread, to main.
  EXPECT_EQ(Least.Cost.Switches, 5u);
}

TEST(Shrinker, ADeadlockNeedsOnePreemption) {
  WorldOracle Runs(crossedLocks());
  Trial Least = shrunk(Runs, Runs.firstFailing());
  EXPECT_EQ(Least.Cost.Preemptions, 1u);
  EXPECT_EQ(scheduleText(Least), "0001122");
}

TEST(Shrinker, AValueThatMattersStays) {
  WorldOracle Runs(wrongWaiter());
  Trial Least = shrunk(Runs, Runs.firstFailing());
  // Either thread 2 waits first, or the signal reaches the second waiter:
  // fewer switches count more than usual values.
  EXPECT_EQ(Least.Cost.Preemptions, 0u);
  ASSERT_EQ(Least.Made.Deviations.size(), 1u);
}

TEST(Shrinker, EqualFindingsShrinkToEqualSchedules) {
  WorldOracle Runs(lostUpdate(2, 3));
  std::unique_ptr<Strategy> Chooser = std::move(*makeStrategy("random"));
  std::string Least;
  unsigned Failing = 0;
  for (uint64_t Seed = 0; Seed < 40; ++Seed) {
    Chooser->begin({Seed, 0, {}});
    Trial Start = Runs.recorded(*Chooser);
    if (!Start.Fails)
      continue;
    ++Failing;
    std::string Text = scheduleText(shrunk(Runs, Start));
    if (Least.empty())
      Least = Text;
    EXPECT_EQ(Text, Least);
  }
  EXPECT_GT(Failing, 10u);
}

TEST(Shrinker, ShrinkingTheResultChangesNothing) {
  for (const ScriptedBug &Bug :
       {lostUpdate(3, 4), crossedLocks(), wrongWaiter()}) {
    WorldOracle Runs(Bug);
    Trial Once = shrunk(Runs, Runs.firstFailing());
    EXPECT_EQ(shrunk(Runs, Once).Schedule, Once.Schedule);
    // No deviation can be spared.
    for (size_t I = 0; I < Once.Made.Deviations.size(); ++I) {
      Plan Less = Once.Made;
      Less.Deviations.erase(Less.Deviations.begin() + ptrdiff_t(I));
      Trial Of = Runs.trial(Less);
      EXPECT_FALSE(Of.Fails && isSimpler(Of, Once));
    }
  }
}

TEST(Shrinker, StopsAtTheBoundAndGoesOnFromThere) {
  WorldOracle Whole(lostUpdate(3, 4));
  Trial Start = Whole.firstFailing();
  Trial Least = shrunk(Whole, Start);
  ASSERT_GT(Whole.Attempts, 30u);
  Trial Now = Start;
  for (unsigned Round = 0; Round < 1000; ++Round) {
    WorldOracle Bounded(lostUpdate(3, 4), 30);
    Trial Next = shrunk(Bounded, Now);
    EXPECT_LE(Bounded.Attempts, 30u);
    EXPECT_TRUE(Next.Fails);
    if (!Bounded.isExhausted() || Next.Schedule == Now.Schedule)
      break;
    Now = Next;
  }
  EXPECT_LT(Now.Cost, Start.Cost);
  EXPECT_EQ(shrunk(Whole, Now).Cost, Least.Cost);
}
