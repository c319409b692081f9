//===- SearchTest.cpp - Every schedule with few switches ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/Search.h"
#include "shrink/WorldOracle.h"
#include "strategies/Strategies.h"

#include <gtest/gtest.h>

#include <set>

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
/// A failing trial with so many switches, as the bound of a search.
Trial bound(uint64_t Preemptions, uint64_t Switches) {
  Trial Of;
  Of.Fails = true;
  Of.Cost.Preemptions = Preemptions;
  Of.Cost.Switches = Switches;
  return Of;
}

/// Two threads of two local steps each (begin and exit come on top), which
/// nothing goes wrong with; every schedule is written down.
class Noted {
public:
  std::multiset<std::string> Seen;
  ScriptedBug bug() {
    auto Steps = [](World &W) -> Task {
      co_await W.load(0x10);
      co_return 0;
    };
    auto Main = [Steps](World &W) -> Task {
      co_await W.spawn([&W, Steps] { return Steps(W); });
      co_await W.spawn([&W, Steps] { return Steps(W); });
      co_await W.join(1);
      co_await W.join(2);
      co_return 0;
    };
    return {Main, [this](World &W, OutcomeKind) {
              Seen.insert(W.schedule());
              return false;
            }};
  }
};
} // namespace

TEST(Search, GoesThroughEveryScheduleOnce) {
  Noted All;
  WorldOracle Runs(All.bug());
  SearchResult Done = searchBelow(Runs, bound(100, 0), ~uint64_t(0));
  EXPECT_TRUE(Done.IsComplete);
  EXPECT_FALSE(Done.Found);
  EXPECT_EQ(Done.Executions, All.Seen.size());
  EXPECT_EQ(std::set<std::string>(All.Seen.begin(), All.Seen.end()).size(),
            All.Seen.size());
  // As many as there are, counted by choosing at random.
  std::set<std::string> Random;
  std::unique_ptr<Strategy> Chooser = std::move(*makeStrategy("random"));
  for (uint64_t Seed = 0; Seed < 20000; ++Seed) {
    Chooser->begin({Seed, 0, {}});
    World W(*Chooser);
    ScriptedBug Bug = All.bug();
    W.run([&] { return Bug.Main(W); });
    Random.insert(W.schedule());
  }
  EXPECT_EQ(Random, std::set<std::string>(All.Seen.begin(), All.Seen.end()));
}

TEST(Search, KeepsBelowTheBound) {
  Noted All;
  WorldOracle Runs(All.bug());
  // Main waits: thread 2 comes first, or thread 1, and then main or thread 2.
  EXPECT_EQ(searchBelow(Runs, bound(1, 0), ~uint64_t(0)).Executions, 3u);
  EXPECT_EQ(searchBelow(Runs, bound(0, 0), ~uint64_t(0)).Executions, 0u);
  EXPECT_EQ(searchBelow(Runs, bound(0, 1), ~uint64_t(0)).Executions, 1u);
}

TEST(Search, FindsTheSimplestThatFails) {
  WorldOracle Runs(lostUpdate(3, 2));
  SearchResult Done = searchBelow(Runs, bound(5, 0), ~uint64_t(0));
  ASSERT_TRUE(Done.Found);
  EXPECT_TRUE(Done.Found->Fails);
  EXPECT_EQ(Done.Found->Cost.Preemptions, 1u);
  // With that as the bound, nothing is left.
  Trial Best = *Done.Found;
  while (Done.Found) {
    Best = *Done.Found;
    Done = searchBelow(Runs, Best, ~uint64_t(0));
  }
  EXPECT_TRUE(Done.IsComplete);
  EXPECT_EQ(Best.Cost.Switches, 5u);
}

TEST(Search, FindsValuesToo) {
  WorldOracle Runs(wrongWaiter());
  SearchResult Done = searchBelow(Runs, bound(1, 0), ~uint64_t(0));
  ASSERT_TRUE(Done.Found);
  EXPECT_EQ(Done.Found->Cost.Preemptions, 0u);
}

TEST(Search, SaysWhenItIsNotComplete) {
  Noted All;
  WorldOracle Runs(All.bug());
  SearchResult Done = searchBelow(Runs, bound(100, 0), 10);
  EXPECT_FALSE(Done.IsComplete);
  EXPECT_EQ(Done.Executions, 10u);
  WorldOracle Bounded(All.bug(), 10);
  EXPECT_FALSE(searchBelow(Bounded, bound(100, 0), ~uint64_t(0)).IsComplete);
}
