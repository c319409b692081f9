//===- SuppressionsTest.cpp - Races that are not to be told of --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Suppressions.h"

#include "report/LockSets.h"

#include "gtest/gtest.h"

using namespace lockstep;

TEST(Suppressions, PatternsAreThoseOfThreadSanitizer) {
  EXPECT_TRUE(matchesPattern("count", "update_counter"));
  EXPECT_FALSE(matchesPattern("^count", "update_counter"));
  EXPECT_TRUE(matchesPattern("^update", "update_counter"));
  EXPECT_TRUE(matchesPattern("counter$", "update_counter"));
  EXPECT_FALSE(matchesPattern("count$", "update_counter"));
  EXPECT_TRUE(matchesPattern("^up*er$", "update_counter"));
  EXPECT_FALSE(matchesPattern("^up*e$", "update_counter"));
  EXPECT_TRUE(matchesPattern("a*a", "aa"));
  EXPECT_FALSE(matchesPattern("^aa$", "a"));
  EXPECT_FALSE(matchesPattern("a*b*c", "a c b"));
  EXPECT_FALSE(matchesPattern("", "anything"));
  EXPECT_TRUE(matchesPattern("*", "anything"));
  EXPECT_FALSE(matchesPattern("*", ""));
  // What follows the `$` is nothing.
  EXPECT_TRUE(matchesPattern("count$er", "update_count"));
  EXPECT_FALSE(matchesPattern("count$er", "update_count$er"));
}

TEST(Suppressions, ErrorsNameTheLine) {
  Suppressions All;
  EXPECT_TRUE(All.add("# none\n\n  race:x \r\nmutex:y\nrace_top:z", "file"));
  Status Wrong = All.add("race:x\nrase:y\n", "file");
  ASSERT_FALSE(Wrong);
  EXPECT_EQ(Wrong.error(), "file:2: there is no kind of suppression 'rase'; "
                           "did you mean 'race'?");
  EXPECT_FALSE(All.add("race:", "file"));
  EXPECT_TRUE(All.add("race:*", "file"));
  EXPECT_FALSE(All.add("race", "file"));
}

TEST(LockSets, FollowsLocksAndWaits) {
  constexpr ThreadId Self(1), Other(2);
  auto Event = [](ThreadId Thread, OpKind Kind, uint32_t Object,
                  uint8_t Flags = 0) {
    lockstep::Event E;
    E.Thread = Thread;
    E.Kind = Kind;
    E.Object = ObjectId(Object);
    E.Flags = Flags;
    return E;
  };
  std::vector<lockstep::Event> Events = {
      Event(Self, OpKind::MutexLock, 1),
      Event(Other, OpKind::MutexTryLock, 1, EventFailed),
      Event(Self, OpKind::ReadLock, 2),
      Event(Self, OpKind::MutexUnlock, 1),
      Event(Self, OpKind::MutexLock, 3),
      Event(Self, OpKind::CondWait, 4)};
  Events.back().Second = ObjectId(3);
  LockSets Sets(Events);
  ASSERT_EQ(Sets.held(Self, 3).size(), 2u);
  EXPECT_EQ(Sets.held(Self, 3)[0].Since, 0u);
  EXPECT_TRUE(Sets.held(Self, 3)[1].Shared);
  EXPECT_TRUE(Sets.held(Other, 3).empty());
  EXPECT_EQ(Sets.held(Self, 5).size(), 2u);
  ASSERT_EQ(Sets.held(Self, 6).size(), 1u);
  EXPECT_EQ(Sets.held(Self, 6)[0].Object, ObjectId(2));
  EXPECT_EQ(Sets.held(Self, 1).size(), 1u); // back again
}
