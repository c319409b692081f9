//===- RandomTest.cpp - A random walk chooses uniformly -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Make.h"
#include "support/Campaign.h"
#include "support/PartialOrders.h"
#include "support/Statistics.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace lockstep;
using namespace lockstep::scripted;

TEST(RandomWalk, FirstChoiceIsUniform) {
  for (unsigned Threads : {2u, 3u, 5u, 8u}) {
    Program P;
    for (unsigned T = 0; T < Threads; ++T)
      P.thread(T).write(0);
    Campaign C(P, make("random"), Threads);
    std::vector<uint64_t> Counts(Threads);
    for (int Trial = 0; Trial < 20000; ++Trial)
      ++Counts[C.next().Schedule[0].index()];
    std::vector<double> Uniform(Threads, 1.0 / Threads);
    EXPECT_GT(chiSquareTail(Counts, Uniform), 1e-3) << Threads;
  }
}

// Two threads of three steps: a schedule in which both can go on at c of the
// decisions has probability 2^-c. There are C(6, 3) = 20 schedules.
TEST(RandomWalk, SchedulesHaveTheProductOfTheirChoices) {
  Program P;
  P.thread(0).write(0).write(0).write(0);
  P.thread(1).write(0).write(0).write(0);
  Campaign C(P, make("random"));
  std::map<std::string, uint64_t> Seen;
  std::map<std::string, double> Chance;
  for (int Trial = 0; Trial < 64000; ++Trial) {
    const Execution &E = C.next();
    ++Seen[E.text()];
    Chance[E.text()] = std::exp2(-double(E.Choices));
  }
  ASSERT_EQ(Seen.size(), 20u);
  std::vector<uint64_t> Counts;
  std::vector<double> Expected;
  double Sum = 0;
  for (const auto &[Text, Count] : Seen) {
    Counts.push_back(Count);
    Expected.push_back(Chance[Text]);
    Sum += Chance[Text];
  }
  EXPECT_DOUBLE_EQ(Sum, 1);
  EXPECT_GT(chiSquareTail(Counts, Expected), 1e-3);
}

// The known weakness: one thread has 1 step, another 25, and the bug needs the
// short one last. A random walk must decide for the long one 25 times in a row,
// so it hits with 2^-25: in 10,000 executions it finds nothing with probability
// 0.9997. pct hits with 1/2 (the short thread has the lower priority) and pos
// with 1/26 (the short one's priority is the lowest of 26).
TEST(RandomWalk, MissesWhatUnequalThreadsHide) {
  Program P;
  for (int Step = 0; Step < 25; ++Step)
    P.thread(0).local();
  P.thread(1).local();
  auto Last = [](const Execution &E) { return E.stepOf(1, 0) == 25; };
  EXPECT_EQ(Campaign(P, make("random")).count(10000, Last), 0u);
  EXPECT_TRUE(
      plausibleRates(Campaign(P, make("pct:depth=1")).count(10000, Last), 10000)
          .contains(1.0 / 2));
  EXPECT_TRUE(plausibleRates(Campaign(P, make("pos")).count(10000, Last), 10000)
                  .contains(1.0 / 26));
}

TEST(RandomWalk, ValuesAreUniform) {
  for (const StrategyInfo &Info : strategyTable()) {
    if (Info.Name == ReplayStrategy)
      continue;
    std::unique_ptr<Strategy> S = make(Info.Name);
    S->begin({});
    std::vector<uint64_t> Counts(RareValueBound);
    for (int Trial = 0; Trial < 16000; ++Trial)
      ++Counts.at(S->chooseValue(MainThread, ValueReason::SpuriousWake,
                                 RareValueBound));
    std::vector<double> Uniform(RareValueBound, 1.0 / RareValueBound);
    EXPECT_GT(chiSquareTail(Counts, Uniform), 1e-3) << Info.Name;
  }
}
