//===- DigestMakerTest.cpp - The digest of an execution -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/DigestMaker.h"
#include "strategies/Strategies.h"
#include "support/Listed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

using namespace lockstep;
using namespace lockstep::scripted;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

namespace {
constexpr SiteId site(unsigned Thread, unsigned Index) {
  return SiteId(1000 * Thread + Index);
}

Program sharedAndPrivate() {
  Program P;
  P.thread(0).write(0).read(1);
  P.thread(1).read(0).write(2);
  return P;
}
} // namespace

TEST(DigestMaker, CountsEventsOfThreads) {
  Observation Seen = digest(sharedAndPrivate(), {0, 1, 1, 0});
  EXPECT_EQ(Seen.Steps, 4u);
  ASSERT_EQ(Seen.Threads.size(), 2u);
  EXPECT_EQ(Seen.Threads[0].Key, ThreadKeys::MainKey);
  EXPECT_EQ(Seen.Threads[0].Parent, 0u);
  EXPECT_EQ(Seen.Threads[1].Parent, ThreadKeys::MainKey);
  EXPECT_EQ(Seen.Threads[1].Events, 2u);
}

TEST(DigestMaker, TellsSharedFromPrivate) {
  Observation Seen = digest(sharedAndPrivate(), {0, 1, 1, 0});
  EXPECT_THAT(Seen.Reached,
              ElementsAre(site(0, 0), site(0, 1), site(1, 0), site(1, 1)));
  EXPECT_THAT(Seen.Conflicting, ElementsAre(site(0, 0), site(1, 0)));
  ASSERT_EQ(Seen.Uses.size(), 2u);
  EXPECT_EQ(Seen.Uses[0].Address, Seen.Uses[1].Address);
  EXPECT_EQ(Seen.Uses[0].Events, 1u);
}

TEST(DigestMaker, ReadByAllIsNoConflict) {
  Program P;
  P.thread(0).read(0);
  P.thread(1).read(0);
  Observation Seen = digest(P, {0, 1});
  EXPECT_THAT(Seen.Conflicting, IsEmpty());
  EXPECT_THAT(Seen.Possible, IsEmpty());
}

// A lock is taken, an unlock only gives; a store changes, a load does not.
TEST(DigestMaker, TellsWhatChangesOrTakes) {
  Program P;
  P.thread(0).lock(0).write(1).unlock(0);
  P.thread(1).lock(0).read(1).unlock(0);
  Observation Seen = digest(P, {0, 0, 0, 1, 1, 1});
  EXPECT_THAT(Seen.Conflicting,
              ElementsAre(site(0, 0), site(0, 1), site(0, 2), site(1, 0),
                          site(1, 1), site(1, 2)));
  EXPECT_THAT(Seen.Changing, ElementsAre(site(0, 0), site(0, 1), site(1, 0)));
}

TEST(DigestMaker, FollowsReadsFrom) {
  SitePair FromWrite{site(1, 0), site(0, 0)};
  SitePair FromStart{site(1, 0), SiteId()};
  Observation After = digest(sharedAndPrivate(), {0, 1, 1, 0});
  EXPECT_THAT(After.ReadsFrom, Contains(FromWrite));
  EXPECT_THAT(After.ReadsFrom, Not(Contains(FromStart)));
  Observation Before = digest(sharedAndPrivate(), {1, 0, 1, 0});
  EXPECT_THAT(Before.ReadsFrom, Contains(FromStart));
  // What could happen is the same either way.
  EXPECT_THAT(After.Possible, ElementsAre(FromWrite));
  EXPECT_THAT(Before.Possible, ElementsAre(FromWrite));
}

TEST(DigestMaker, LocksReadFromUnlocks) {
  Program P;
  P.thread(0).lock(0).unlock(0);
  P.thread(1).lock(0).unlock(0);
  Observation Seen = digest(P, {0, 0, 1, 1});
  EXPECT_THAT(Seen.ReadsFrom, Contains(SitePair{site(1, 0), site(0, 1)}));
  EXPECT_THAT(Seen.Possible, Contains(SitePair{site(0, 0), site(1, 1)}));
}

// Sites are code, not threads: two threads that run the same code form one pair.
TEST(DigestMaker, PairsOfThreadsWithTheSameCode) {
  Program P;
  P.thread(0).code(7).write(0).read(0);
  P.thread(1).code(7).write(0).read(0);
  Observation Seen = digest(P, {0, 1, 0, 1});
  EXPECT_THAT(Seen.Possible, ElementsAre(SitePair{site(7, 1), site(7, 0)}));
}

TEST(DigestMaker, PrintIsThatOfThePartialOrder) {
  Program P = sharedAndPrivate();
  uint64_t First = digest(P, {0, 1, 1, 0}).Fingerprint;
  // Only what commutes changed places.
  EXPECT_EQ(digest(P, {0, 1, 0, 1}).Fingerprint, First);
  EXPECT_EQ(digest(P, {0, 0, 1, 1}).Fingerprint, First);
  // The read comes before the write.
  EXPECT_NE(digest(P, {1, 0, 0, 1}).Fingerprint, First);
}

TEST(DigestMaker, PrintsAsManyOrdersAsThereAre) {
  Program P;
  P.thread(0).write(0).write(1);
  P.thread(1).write(1).write(0);
  std::set<uint64_t> Prints;
  for (unsigned Mask = 0; Mask < 16; ++Mask) {
    std::vector<uint32_t> Schedule;
    for (unsigned Step = 0; Step < 4; ++Step)
      Schedule.push_back(Mask >> Step & 1);
    if (std::count(Schedule.begin(), Schedule.end(), 1u) == 2)
      Prints.insert(digest(P, Schedule).Fingerprint);
  }
  // Of two pairs of conflicting writes, both orders of each but the cycle.
  EXPECT_EQ(Prints.size(), 3u);
}

TEST(DigestMaker, PathHasTheStateBeforeEachStep) {
  Observation Seen = digest(sharedAndPrivate(), {0, 1, 1, 0}, {.Path = true});
  ASSERT_EQ(Seen.Path.size(), 4u);
  EXPECT_EQ(Seen.Path[0].Thread, ThreadKeys::MainKey);
  EXPECT_EQ(Seen.Path[0].State, Seen.Path[1].State);
  EXPECT_NE(Seen.Path[1].State, Seen.Path[2].State);
  EXPECT_TRUE(digest(sharedAndPrivate(), {0, 1, 1, 0}).Path.empty());
}

TEST(DigestMaker, ValuesCountForThePrint) {
  DigestMaker Maker;
  uint16_t Parents[] = {0};
  Decision Zero = Decision::value(MainThread, ValueReason::WakeOrder, 0, 2);
  Decision One = Decision::value(MainThread, ValueReason::WakeOrder, 1, 2);
  Observation A = Maker.digest({{&Zero, 1}, Parents, {}}, 0, {});
  Observation B = Maker.digest({{&One, 1}, Parents, {}}, 0, {});
  EXPECT_NE(A.Fingerprint, B.Fingerprint);
  EXPECT_EQ(A.Threads[0].Events, 0u);
}
