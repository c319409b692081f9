//===- RevisitTest.cpp - Back to a rare state -----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Make.h"
#include "support/Campaign.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::scripted;

/// Two threads that write one variable, so that pos tosses a coin at each step.
static Program twoWriters(unsigned Steps) {
  Program P;
  for (unsigned Step = 0; Step < Steps; ++Step) {
    P.thread(0).write(0);
    P.thread(1).write(0);
  }
  return P;
}

// What needs many orders at once is found one by one: here, that 25 tosses in a
// row come out alike.
TEST(Revisit, FindsWhatIsDeep) {
  Program P = twoWriters(25);
  auto IsDeep = [](const Execution &E) { return E.stepOf(1, 0) == 25; };
  Campaign Pos(P, make("pos")), Revisit(P, make("revisit"));
  EXPECT_EQ(Pos.count(4000, IsDeep), 0u);
  EXPECT_GT(Revisit.count(4000, IsDeep), 0u);
}

TEST(Revisit, SpinningThreadsDoNotHangIt) {
  Program P;
  P.thread(0).spinUntil(0, 1).write(1);
  P.thread(1).read(1).write(0, 1).read(1);
  Campaign C(P, make("revisit"));
  EXPECT_EQ(C.count(2000, [](const Execution &E) { return E.StepLimit; }), 0u);
}

// Its schedules depend on what was learnt and on the seed, not on what ran in
// between.
TEST(Revisit, BeginChangesNothing) {
  Program P = twoWriters(4);
  Executor Player(P);
  Campaign Plain(P, make("revisit")), Disturbed(P, make("revisit"));
  std::unique_ptr<Strategy> Other = make("revisit");
  for (unsigned Trial = 0; Trial < 50; ++Trial) {
    std::string Expected = Plain.next().text();
    Player.run(*Other, {Trial, Trial, {}});
    EXPECT_EQ(Disturbed.next().text(), Expected);
  }
}
