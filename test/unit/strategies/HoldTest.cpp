//===- HoldTest.cpp - One site waits for all else -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Make.h"
#include "strategies/Algorithms.h"
#include "support/Campaign.h"
#include "support/Reorder.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::scripted;

// A site stands for all threads: what it costs does not grow with their number.
TEST(Hold, HoldsAHundredThreadsAsWellAsThree) {
  for (unsigned Setters : {3u, 100u}) {
    Program P = reorder(Setters);
    Campaign C(P, make("hold"));
    C.warmUp(1);
    // Four sites and, half as often, none: at least the turns of one of them,
    // but for those that are for meeting, a third.
    EXPECT_GT(
        C.count(450,
                [&](const Execution &E) { return isReordered(E, Setters); }),
        60u)
        << Setters << " setters";
  }
}

// Sites take turns, those that write first, so that the one that matters is
// never far away. With many setters, holding the second write always hits.
TEST(Hold, TheRightSiteComesSoon) {
  Program P = reorder(100);
  Campaign C(P, make("hold"));
  C.warmUp(1);
  auto Hit = [](const Execution &E) { return isReordered(E, 100); };
  EXPECT_GE(C.count(2, Hit), 1u) << "the two sites that write";
  for (unsigned Cycle = 0; Cycle < 20; ++Cycle)
    EXPECT_GE(C.count(9, Hit), 1u) << "cycle " << Cycle;
}

// Thread 1 must take the lock in the moment before thread 0 does, long after
// the beginning. Neither letting everything else go first nor luck does that; a
// thread that is held until the other comes to the same lock does, in every
// third of the turns that its site has.
TEST(Hold, MeetsAtTheLock) {
  constexpr unsigned Steps = 20;
  Program P;
  for (unsigned Step = 0; Step < Steps; ++Step)
    P.thread(0).local();
  P.thread(0).write(0).lock(0).write(1).unlock(0);
  P.thread(1).lock(0).read(0).unlock(0).read(1);
  for (unsigned Step = 0; Step < Steps; ++Step)
    P.thread(1).local();
  Campaign C(P, make("hold"));
  C.warmUp(1);
  EXPECT_GE(C.count(300,
                    [](const Execution &E) {
                      return E.stepOf(0, Steps) < E.stepOf(1, 0) &&
                             E.stepOf(1, 0) < E.stepOf(0, Steps + 1);
                    }),
            300u / (9 * 3));
}

// In a portfolio its turns are those of the executions that it makes: of the
// first two of them, one holds the second write.
TEST(Hold, OthersTakeNoTurnsFromIt) {
  Program P = reorder(100);
  auto OddOnes = [](uint64_t First, uint64_t Last) {
    return Last / 2 - First / 2;
  };
  for (uint64_t Seed = 1; Seed <= 20; ++Seed) {
    Campaign C(P, makeHold(+OddOnes), Seed);
    C.warmUp(1);
    EXPECT_TRUE(isReordered(C.inSameBatch(1), 100) ||
                isReordered(C.inSameBatch(3), 100))
        << "seed " << Seed;
  }
}

// Without anything to hold it is urw.
TEST(Hold, ShortThreadAfterLongOne) {
  Program P;
  for (unsigned Step = 0; Step < 25; ++Step)
    P.thread(0).write(0);
  P.thread(1).write(0);
  Campaign C(P, make("hold"));
  C.warmUp(1);
  EXPECT_GT(
      C.count(500, [](const Execution &E) { return E.stepOf(1, 0) == 25; }),
      10u);
}

TEST(Hold, SpinningThreadsDoNotHangIt) {
  Program P;
  P.thread(0).spinUntil(0, 1).write(1);
  P.thread(1).read(1).write(0, 1).read(1);
  Campaign C(P, make("hold"));
  EXPECT_EQ(C.count(2000, [](const Execution &E) { return E.StepLimit; }), 0u);
}

// Its schedules depend on what was learnt and on the seed, not on what ran in
// between.
TEST(Hold, BeginChangesNothing) {
  Program P = reorder(3);
  Executor Player(P);
  Campaign Plain(P, make("hold")), Disturbed(P, make("hold"));
  std::unique_ptr<Strategy> Other = make("hold");
  for (unsigned Trial = 0; Trial < 50; ++Trial) {
    std::string Expected = Plain.next().text();
    Player.run(*Other, {Trial, Trial, {}});
    EXPECT_EQ(Disturbed.next().text(), Expected);
  }
}
