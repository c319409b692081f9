//===- IdPctTest.cpp - pct of changing depth ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Make.h"
#include "support/Campaign.h"
#include "support/Statistics.h"

#include <gtest/gtest.h>

#include <map>

using namespace lockstep;
using namespace lockstep::scripted;

// Every execution is one of pct with some depth: which, is told by schedules
// that only one depth gives for that seed.
TEST(IdPct, DepthsHalve) {
  Program P = writers(3, 12);
  Executor Player(P);
  std::unique_ptr<Strategy> Mixed = make("idpct");
  std::map<unsigned, std::unique_ptr<Strategy>> Pure;
  for (unsigned Depth = 1; Depth <= 8; ++Depth)
    Pure[Depth] = make("pct:depth=" + std::to_string(Depth));
  std::map<unsigned, unsigned> Times;
  ExecutionStart Start;
  Start.Known.MaxChoices = 33;
  constexpr uint64_t Periods = 8;
  for (Start.Iteration = 0; Start.Iteration < 31 * Periods; ++Start.Iteration) {
    std::vector<unsigned> Candidates;
    for (auto &[Depth, S] : Pure) {
      bool Same = true;
      for (Start.Seed = 1; Same && Start.Seed <= 20; ++Start.Seed) {
        std::string Text = Player.run(*Mixed, Start).text();
        Same = Player.run(*S, Start).text() == Text;
      }
      if (Same)
        Candidates.push_back(Depth);
    }
    ASSERT_EQ(Candidates.size(), 1u) << Start.Iteration;
    ++Times[Candidates[0]];
  }
  std::map<unsigned, unsigned> Wanted;
  for (unsigned Depth = 2; Depth <= 6; ++Depth)
    Wanted[Depth] = unsigned(Periods << (6 - Depth));
  EXPECT_EQ(Times, Wanted);
}

// The bug of PctTest's DepthTwoIsExactlyTheBound: executions of depth 2 hit it
// with exactly 1/(2m), and they have a share of 16/31.
TEST(IdPct, ShallowBugsAreFoundAtTheirShare) {
  constexpr unsigned M = 12, Trials = 31 * 2000;
  Program P = writers(1, M);
  P.thread(1).write(0);
  Campaign C(P, make("idpct"));
  C.warmUp(31 * 10);
  ASSERT_EQ(C.known().MaxChoices, M);
  uint64_t Hits =
      C.count(Trials, [](const Execution &E) { return E.stepOf(1, 0) == 5; });
  EXPECT_GT(plausibleRates(Hits, Trials).Low, 16.0 / 31 / (2 * M));
}

TEST(IdPct, TheDeepestIsAParameter) {
  Program P = writers(2, 10);
  Executor Player(P);
  std::unique_ptr<Strategy> Mixed = make("idpct:deepest=2");
  std::unique_ptr<Strategy> Two = make("pct:depth=2");
  ExecutionStart Start;
  Start.Known.MaxChoices = 19;
  for (Start.Iteration = 0; Start.Iteration < 100; ++Start.Iteration) {
    Start.Seed = executionSeed(1, Start.Iteration);
    std::string Text = Player.run(*Mixed, Start).text();
    EXPECT_EQ(Player.run(*Two, Start).text(), Text);
  }
}
