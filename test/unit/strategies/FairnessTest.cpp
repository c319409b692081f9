//===- FairnessTest.cpp - Nobody is held back by a thread that spins ------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// These programs end only when a thread that gives way lets the others go on.
// The strategies face them without the engine's own guard, which hides spinning
// threads while others can go on.
//
//===----------------------------------------------------------------------===//

#include "strategies/Strategies.h"
#include "support/Campaign.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::scripted;

/// The most steps of an execution, over many seeds; fails when one does not
/// end.
static size_t longest(const Program &P, std::string_view Spec) {
  Campaign C(P, std::move(*makeStrategy(Spec)));
  size_t Longest = 0;
  for (int Trial = 0; Trial < 5000; ++Trial) {
    const Execution &E = C.next();
    EXPECT_FALSE(E.StepLimit || E.Deadlock) << Spec << " trial " << Trial;
    Longest = std::max(Longest, E.Schedule.size());
  }
  return Longest;
}

// Thread 0 waits for what thread 1 writes last. Under pct it goes to the end
// when it first spins, so it spins at most once more: after a change point
// lowered thread 1, which happens d - 1 times, it is still lower.
TEST(Fairness, ASpinnerLetsTheWriterRun) {
  Program P;
  P.thread(0).spinUntil(0, 1);
  P.thread(1).write(1).write(1).write(1).write(0);
  EXPECT_LE(longest(P, "pct:depth=1"), 6u);
  EXPECT_LE(longest(P, "pct:depth=10"), 6u);
  // Its reads depend on the last write only: it gives way once and waits.
  EXPECT_LE(longest(P, "pos"), 6u);
  // A fair coin at each step: 5000 trials of 4 writes seldom wait for 100.
  EXPECT_LE(longest(P, "random"), 100u);
}

// Two spinners and the thread both wait for: giving way, each must not only let
// the other spinner go first.
TEST(Fairness, SpinnersDoNotTakeTurnsForever) {
  Program P;
  P.thread(0).spinUntil(0, 1);
  P.thread(1).spinUntil(0, 1);
  P.thread(2).local().local().local().write(0);
  EXPECT_LE(longest(P, "pct"), 8u);
  EXPECT_LE(longest(P, "pos"), 8u);
  EXPECT_LE(longest(P, "random"), 200u);
}

// Threads that wait for each other in turn: each spins while it is not its
// turn.
TEST(Fairness, TurnsGoRound) {
  Program P;
  for (unsigned T = 0; T < 3; ++T)
    for (unsigned Round = 0; Round < 4; ++Round)
      P.thread(T).spinUntil(0, T).write(0, (T + 1) % 3);
  for (const char *Spec :
       {"random", "pct", "pct:depth=64", "pos", "fair-pct", "idpct",
        "sticky-random", "ql", "delay", "preemption", "round-robin"})
    EXPECT_LE(longest(P, Spec), 500u) << Spec;
}

TEST(Fairness, AYieldLetsTheOthersGoFirst) {
  Program P;
  P.thread(0).yield().write(0);
  P.thread(1).write(0).write(0);
  for (const char *Spec : {"pct:depth=1", "pos", "round-robin"}) {
    Campaign C(P, std::move(*makeStrategy(Spec)));
    for (int Trial = 0; Trial < 500; ++Trial) {
      const Execution &E = C.next();
      size_t Yield = E.stepOf(0, 0);
      if (Yield + 1 < E.Schedule.size() && E.stepOf(1, 1) > Yield) {
        EXPECT_EQ(E.Schedule[Yield + 1], ThreadId(1)) << Spec;
      }
    }
  }
}
