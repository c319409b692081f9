//===- FairPctTest.cpp - Half pct, half fair ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Make.h"
#include "support/Campaign.h"
#include "support/Statistics.h"

#include <gtest/gtest.h>

#include <vector>

using namespace lockstep;
using namespace lockstep::scripted;

/// Two threads that write \p Steps times each.
static Program pair(unsigned Steps) {
  Program P;
  for (unsigned T = 0; T < 2; ++T)
    for (unsigned Step = 0; Step < Steps; ++Step)
      P.thread(T).write(0);
  return P;
}

// k is 39, so the first 20 choices are pct's, and with depth 1 those have no
// switch; each later one is a fair coin.
TEST(FairPct, SwitchesAtHalfTheLength) {
  Program P = pair(20);
  ExecutionStart Start;
  Start.Known.MaxChoices = 39;
  Executor Player(P);
  std::unique_ptr<Strategy> S = make("fair-pct:depth=1");
  std::vector<uint64_t> Coins(2);
  for (Start.Seed = 1; Start.Seed <= 2000; ++Start.Seed) {
    // So the first 20 steps are one thread's, all of its own; with the last of
    // them nothing is left to choose.
    std::string Text = Player.run(*S, Start).text();
    EXPECT_TRUE(Text == std::string(20, '0') + std::string(20, '1') ||
                Text == std::string(20, '1') + std::string(20, '0'));
    ++Coins[size_t(Text[0] - '0')];
  }
  EXPECT_GT(chiSquareTail(Coins, std::vector<double>{0.5, 0.5}), 1e-3);

  Start.Known.MaxChoices = 20; // the first 10 choices
  std::vector<uint64_t> Fair(2);
  for (Start.Seed = 1; Start.Seed <= 5000; ++Start.Seed) {
    std::string Text = Player.run(*S, Start).text();
    EXPECT_EQ(Text.substr(0, 10), std::string(10, Text[0]));
    // From then on the thread goes on or not, each with 1/2.
    ++Fair[Text[10] != Text[0]];
    ++Fair[Text[11] != Text[10]];
  }
  EXPECT_GT(chiSquareTail(Fair, std::vector<double>{0.5, 0.5}), 1e-3);
}

// The bug of PctTest's DepthTwoIsExactlyTheBound, in the first part: thread 1's
// only step comes after step i of thread 0, which has m. Then k = m, and a
// change point before choice i + 1 <= m / 2 hits: 1 / (2 * (m / 2)).
TEST(FairPct, KeepsPctsBoundInTheFirstPart) {
  constexpr unsigned M = 12, Trials = 40000;
  Program P = pair(0);
  for (unsigned Step = 0; Step < M; ++Step)
    P.thread(0).write(0);
  P.thread(1).write(0);
  Executor Player(P);
  std::unique_ptr<Strategy> S = make("fair-pct:depth=2");
  ExecutionStart Start;
  Start.Known.MaxChoices = M;
  std::vector<uint64_t> Hits(M + 1);
  for (Start.Seed = 1; Start.Seed <= Trials; ++Start.Seed)
    ++Hits[Player.run(*S, Start).stepOf(1, 0)];
  for (unsigned I : {1u, 3u, 5u})
    EXPECT_TRUE(plausibleRates(Hits[I], Trials).contains(1.0 / M)) << I;
}

// Before any length is known: once thread 0 gave way as often as it may, what
// follows is a random walk. Thread 1 has 8 steps left, then; pct would make all
// of them before thread 0's next one.
TEST(FairPct, GivingWayOftenEndsTheFirstPart) {
  Program P;
  for (int Times = 0; Times < 3; ++Times)
    P.thread(0).yield();
  P.thread(0).write(0);
  for (int Step = 0; Step < 8; ++Step)
    P.thread(1).write(0);
  Executor Player(P);
  for (const char *Spec : {"fair-pct:depth=1,yields=1", "pct:depth=1"}) {
    std::unique_ptr<Strategy> S = make(Spec);
    ExecutionStart Start;
    uint64_t Trials = 0, Switches = 0;
    for (Start.Seed = 1; Start.Seed <= 20000; ++Start.Seed) {
      const Execution &E = Player.run(*S, Start);
      if (E.Schedule[0] == ThreadId(1))
        continue; // it had the higher priority, and never gives way
      ++Trials;
      Switches += E.Schedule[1] == ThreadId(0);
    }
    if (Spec[0] == 'p')
      EXPECT_EQ(Switches, 0u);
    else
      EXPECT_TRUE(plausibleRates(Switches, Trials).contains(0.5));
  }
}
