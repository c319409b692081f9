//===- RoundRobinTest.cpp - Threads take turns ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Strategies.h"
#include "support/Campaign.h"

#include <gtest/gtest.h>

#include <set>

using namespace lockstep;
using namespace lockstep::scripted;

static std::string nth(const Program &P, uint64_t Iteration,
                       uint64_t Seed = 1) {
  Executor Player(P);
  std::unique_ptr<Strategy> S = std::move(*makeStrategy("round-robin"));
  ExecutionStart Start;
  Start.Iteration = Iteration;
  Start.Seed = Seed;
  return Player.run(*S, Start).text();
}

TEST(RoundRobin, QuantumAndFirstTurnVary) {
  Program P = writers(2, 6);
  EXPECT_EQ(nth(P, 0), "010101010101"); // quantum 1
  EXPECT_EQ(nth(P, 1), "001100110011"); // quantum 2
  EXPECT_EQ(nth(P, 2), "011001100110"); // the same, first turn 1
  EXPECT_EQ(nth(P, 3), "000111000111"); // quantum 3
  EXPECT_EQ(nth(P, 4), "001110001110"); // the same, first turn 2
  EXPECT_EQ(nth(P, 5), "011100011100"); // the same, first turn 1
  EXPECT_EQ(nth(P, 6), "000011110011"); // quantum 4
}

TEST(RoundRobin, TheSeedSaysNothing) {
  Program P = writers(3, 5);
  for (uint64_t Iteration = 0; Iteration < 30; ++Iteration)
    for (uint64_t Seed = 2; Seed < 5; ++Seed)
      EXPECT_EQ(nth(P, Iteration, Seed), nth(P, Iteration));
}

// All lengths of a turn up to that of a thread, in n (n + 1) / 2 executions:
// each first switch happens in some of them.
TEST(RoundRobin, EveryFirstSwitchComes) {
  Program P = writers(2, 9);
  std::set<size_t> Switches;
  for (uint64_t Iteration = 0; Iteration < 45; ++Iteration)
    Switches.insert(nth(P, Iteration).find('1'));
  EXPECT_EQ(Switches, (std::set<size_t>{1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(RoundRobin, ATurnEndsWhenItsThreadGivesWayOrWaits) {
  Program P;
  P.thread(0).yield().lock(0).write(0).unlock(0);
  P.thread(1).lock(0).write(0).unlock(0);
  // Quantum 3, first turn 3.
  EXPECT_EQ(nth(P, 3), "0111000");
  Program Q;
  Q.thread(0).lock(0).write(0).write(0).write(0).unlock(0).write(0);
  Q.thread(1).lock(0).unlock(0);
  Q.thread(2).write(0).write(0).write(0);
  // Thread 1 waits for the unlock when its turn comes, and is passed over.
  EXPECT_EQ(nth(Q, 3), "00022200011");
}
