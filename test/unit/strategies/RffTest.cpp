//===- RffTest.cpp - Reads-from fuzzing -----------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Make.h"
#include "strategies/AbstractSchedule.h"
#include "support/Campaign.h"
#include "support/Reorder.h"
#include "support/Statistics.h"

#include <gtest/gtest.h>

#include <array>

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
Operation memory(OpKind Kind, uint32_t Site, uint32_t Object) {
  Operation Op;
  Op.Kind = Kind;
  Op.Site = SiteId(Site);
  Op.Object = ObjectId(Object);
  Op.Address = 64 * (Object + 1);
  Op.Size = 4;
  return Op;
}

const Operation Read = memory(OpKind::AtomicLoad, 1, 0);
const Operation Write = memory(OpKind::AtomicStore, 2, 0);
const Operation OtherWrite = memory(OpKind::AtomicStore, 3, 0);
const Operation Elsewhere = memory(OpKind::AtomicStore, 3, 1);
constexpr SitePair Pair{SiteId(1), SiteId(2)};
} // namespace

TEST(ConstraintState, PositiveHoldsTheReadUntilTheWrite) {
  ConstraintState C({Pair, true}, true);
  EXPECT_EQ(C.wish(Read), Wish::None);
  C.reached(Read);
  EXPECT_EQ(C.wish(Read), Wish::Avoid);
  EXPECT_EQ(C.wish(Write), Wish::Take);
  C.performed(Write);
  EXPECT_EQ(C.wish(Read), Wish::Take);
  EXPECT_EQ(C.wish(OtherWrite), Wish::Avoid);
  EXPECT_EQ(C.wish(Elsewhere), Wish::None);
  C.performed(Read);
  EXPECT_EQ(C.wish(Read), Wish::None);
  EXPECT_EQ(C.wish(OtherWrite), Wish::None);
}

TEST(ConstraintState, PositiveStartsAgainWhenItIsOverwritten) {
  ConstraintState C({Pair, true}, false);
  C.performed(Write);
  EXPECT_EQ(C.wish(Read), Wish::Take);
  C.performed(OtherWrite);
  EXPECT_EQ(C.wish(Read), Wish::None);
  C.performed(Write);
  EXPECT_EQ(C.wish(Read), Wish::Take);
}

TEST(ConstraintState, NegativeHoldsTheWriteUntilTheRead) {
  ConstraintState C({Pair, false}, true);
  EXPECT_EQ(C.wish(Read), Wish::Take);
  EXPECT_EQ(C.wish(Write), Wish::None);
  C.reached(Write);
  EXPECT_EQ(C.wish(Write), Wish::Avoid);
  C.performed(Write);
  EXPECT_EQ(C.wish(Read), Wish::Avoid);
  EXPECT_EQ(C.wish(OtherWrite), Wish::Take);
  EXPECT_EQ(C.wish(Elsewhere), Wish::None);
  C.performed(OtherWrite);
  EXPECT_EQ(C.wish(Read), Wish::Take);
}

TEST(ConstraintState, NegativeWithoutHoldingLetsWritesGo) {
  ConstraintState C({Pair, false}, false);
  C.reached(Write);
  EXPECT_EQ(C.wish(Write), Wish::None);
}

TEST(Mutate, MakesOneChange) {
  Random Numbers(1);
  const SitePair Pool[] = {Pair, {SiteId(5), SiteId(6)}};
  unsigned Inserted = 0, Positive = 0, Holding = 0;
  for (unsigned Trial = 0; Trial < 9000; ++Trial) {
    AbstractSchedule New = mutate({}, Pool, Numbers);
    ASSERT_LE(New.Constraints.size(), 1u);
    Inserted += New.Constraints.size();
    Holding += New.HoldsWrites;
    for (const Constraint &C : New.Constraints)
      Positive += C.Positive;
  }
  // Half are insertions (the other two kinds need a constraint), of which one
  // in nine is positive.
  EXPECT_NEAR(Inserted, 4500, 300);
  EXPECT_NEAR(Positive, 500, 150);
  EXPECT_NEAR(Holding, 6750, 200);
  EXPECT_TRUE(mutate({}, {}, Numbers).Constraints.empty());
  // Without a pool there is no other pair to exchange one for.
  for (unsigned Trial = 0; Trial < 100; ++Trial)
    EXPECT_EQ(mutate({{{Pair, true}}, true}, {}, Numbers).Constraints.size(),
              1u);
}

// Constraints name sites: their cost does not grow with the number of threads.
TEST(Rff, HoldsAHundredThreadsAsWellAsThree) {
  for (unsigned Setters : {3u, 100u}) {
    Program P = reorder(Setters);
    for (bool Focus : {false, true}) {
      Campaign C(P, make(Focus ? "rff:focus=1" : "rff"));
      C.warmUp(1);
      uint64_t Hits = C.count(
          500, [&](const Execution &E) { return isReordered(E, Setters); });
      EXPECT_GT(Hits, Focus ? 50u : 25u) << Setters << " setters";
    }
  }
}

// Two orders at once, of which each needs a constraint of its own: what made one
// come true is kept, and the other added.
TEST(Rff, PublishedFeedbackFindsWhatNeedsTwoConstraints) {
  constexpr unsigned Setters = 80;
  Program P;
  P.thread(0).code(1).read(0).read(1);
  P.thread(1).code(2).read(2).read(3);
  for (unsigned T = 2; T < 2 + Setters; ++T)
    P.thread(T).code(3).write(0).write(1);
  for (unsigned T = 2 + Setters; T < 2 + 2 * Setters; ++T)
    P.thread(T).code(4).write(2).write(3);
  auto IsHit = [](const Execution &E) {
    std::array<bool, 4> Written{}, Read{}; ///< what the reads saw
    for (const Decision &Step : E.Decisions) {
      if (Step.Object % 3 || Step.Object >= 3 * Read.size())
        continue; // no variable
      unsigned Variable = Step.Object / 3;
      if (Step.Thread >= 2)
        Written[Variable] = true;
      else
        Read[Variable] = Written[Variable];
    }
    return Read == std::array<bool, 4>{true, false, true, false};
  };
  Campaign With(P, make("rff:feedback=2")), Without(P, make("rff:feedback=0"));
  EXPECT_LE(Without.count(2000, IsHit), 8u);
  EXPECT_GE(With.count(2000, IsHit), 20u);
}

// As long as it knows no pair it is pos: of the three partial orders of two
// threads that cross, each comes in a third of the executions.
TEST(Rff, WithoutConstraintsItIsPos) {
  Program P;
  P.thread(0).write(0).write(1);
  P.thread(1).write(1).write(0);
  Executor Player(P);
  std::unique_ptr<Strategy> S = make("rff");
  std::vector<uint64_t> Orders(3);
  for (uint64_t Seed = 1; Seed <= 20000; ++Seed) {
    const Execution &E = Player.run(*S, {Seed, Seed, {}});
    bool FirstHere = E.stepOf(0, 0) < E.stepOf(1, 1);
    bool FirstThere = E.stepOf(0, 1) < E.stepOf(1, 0);
    ++Orders[unsigned(FirstHere) + unsigned(FirstThere)];
  }
  EXPECT_GT(chiSquareTail(Orders, std::vector<double>(3, 1. / 3)), 1e-4);
}

// What showed a pair first is kept and followed again.
TEST(Rff, FeedbackFollowsWhatShowedSomethingNew) {
  constexpr unsigned Writers = 30;
  Program P;
  P.thread(0).read(0);
  for (unsigned T = 1; T <= Writers; ++T)
    P.thread(T).write(0);
  for (unsigned T = 0; T <= Writers; ++T)
    P.thread(T).Instructions[0].Op.Site = SiteId(T);
  Observation Seen;
  Seen.ReadsFrom = {{SiteId(0), SiteId(7)}};
  Executor Player(P);
  unsigned Hits[2] = {0, 0};
  for (bool Feedback : {false, true}) {
    std::unique_ptr<Strategy> S = make(Feedback ? "rff" : "rff:feedback=0");
    S->learnFromOther(Seen);
    S->endBatch();
    for (uint64_t Seed = 1; Seed <= 1000; ++Seed) {
      const Execution &E = Player.run(*S, {Seed, Seed, {}});
      size_t Read = E.stepOf(0, 0);
      Hits[Feedback] += Read && E.Schedule[Read - 1] == ThreadId(7);
    }
  }
  EXPECT_LE(Hits[0], 100u);
  EXPECT_GE(Hits[1], 200u);
}

TEST(Rff, SpinningThreadsDoNotHangIt) {
  Program P;
  P.thread(0).spinUntil(0, 1).write(1);
  P.thread(1).read(1).write(0, 1).read(1);
  Campaign C(P, make("rff"));
  EXPECT_EQ(C.count(2000, [](const Execution &E) { return E.StepLimit; }), 0u);
}

// Its schedules depend on what was learnt and on the seed, not on what ran in
// between.
TEST(Rff, BeginChangesNothing) {
  Program P = reorder(3);
  Executor Player(P);
  Campaign Plain(P, make("rff")), Disturbed(P, make("rff"));
  std::unique_ptr<Strategy> Other = make("rff");
  for (unsigned Trial = 0; Trial < 50; ++Trial) {
    std::string Expected = Plain.next().text();
    Player.run(*Other, {Trial, Trial, {}});
    EXPECT_EQ(Disturbed.next().text(), Expected);
  }
}
