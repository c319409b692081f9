//===- SharedAccessTest.cpp - Which plain accesses are scheduling points
//---===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/World.h"

#include "memory/SharedMap.h"

#include "gtest/gtest.h"

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
constexpr ThreadId T0(0), T1(1), T2(2);

/// Shorthand: the accesses of a test all have a site of their own.
struct Map {
  SharedMap Shared;
  uint32_t NextSite = 0;

  SharedMap::Touch touch(ThreadId Thread, uint64_t Address, uint64_t Size,
                         bool Write) {
    return Shared.touch(Address, Size, Write, Thread, SiteId(NextSite++));
  }
  bool read(ThreadId Thread, uint64_t Address, uint64_t Size = 4) {
    return touch(Thread, Address, Size, false).Shared;
  }
  bool write(ThreadId Thread, uint64_t Address, uint64_t Size = 4) {
    return touch(Thread, Address, Size, true).Shared;
  }
};
} // namespace

TEST(SharedMap, OneThreadAloneSharesNothing) {
  Map M;
  for (int I = 0; I < 3; ++I) {
    EXPECT_FALSE(M.write(T0, 0x1000));
    EXPECT_FALSE(M.read(T0, 0x1000));
  }
}

TEST(SharedMap, ReadersAloneShareNothing) {
  Map M;
  EXPECT_FALSE(M.read(T0, 0x1000));
  EXPECT_FALSE(M.read(T1, 0x1000));
  EXPECT_FALSE(M.read(T2, 0x1000));
  EXPECT_TRUE(M.write(T1, 0x1000));
  EXPECT_TRUE(M.read(T0, 0x1000));
}

TEST(SharedMap, TellsWhoElseUsedWhatIsFreed) {
  Map M;
  M.write(T0, 0x1000); // site 0
  M.read(T1, 0x1008);  // site 1
  M.read(T0, 0x1008);  // site 2
  M.write(T1, 0x1010); // site 3
  M.write(T1, 0x1018); // site 4
  std::vector<SiteId> Sites;
  M.Shared.forget(0x1000, 0x18, T0, &Sites);
  std::erase(Sites, SiteId());
  EXPECT_EQ(Sites, (std::vector{SiteId(2), SiteId(1), SiteId(3)}));
}

TEST(SharedMap, TellsTheAccessBefore) {
  Map M;
  M.write(T0, 0x1000);
  SharedMap::Touch Seen = M.touch(T1, 0x1000, 4, false);
  EXPECT_TRUE(Seen.Shared);
  EXPECT_EQ(Seen.Previous, SiteId(0));
}

// Neighbours in the same eight bytes are not the same location.
TEST(SharedMap, IsExactToTheByte) {
  Map M;
  for (int I = 0; I < 3; ++I) {
    EXPECT_FALSE(M.write(T0, 0x1000, 1));
    EXPECT_FALSE(M.write(T1, 0x1001, 1));
    EXPECT_FALSE(M.write(T2, 0x1004, 4));
  }
  EXPECT_TRUE(M.read(T1, 0x1000, 2));
  EXPECT_TRUE(M.write(T0, 0x1000, 1));
  EXPECT_FALSE(M.write(T2, 0x1004, 4));
}

TEST(SharedMap, SpansCellsAndPages) {
  Map M;
  EXPECT_FALSE(M.write(T0, 0x1ffe, 4));
  EXPECT_TRUE(M.read(T1, 0x2001, 1));
  EXPECT_FALSE(M.read(T1, 0x2002, 1));
  Map Large;
  EXPECT_FALSE(Large.write(T0, 0x10003, 20000));
  EXPECT_TRUE(Large.read(T1, 0x10003 + 19999, 1));
  EXPECT_FALSE(Large.read(T1, 0x10003 + 20000, 1));
}

TEST(SharedMap, FreedMemoryBeginsAnew) {
  Map M;
  M.write(T0, 0x1000, 1);
  M.write(T1, 0x1001, 1);
  M.write(T1, 0x1000, 1);
  M.Shared.forget(0x1000, 16);
  EXPECT_FALSE(M.write(T2, 0x1000, 8));
  EXPECT_TRUE(M.read(T0, 0x1001, 1));
}

// What one execution learns, the next knows from the beginning.
TEST(SharedAccess, LearntSitesArePointsFromTheStart) {
  Listed Chooser;
  std::vector<uint32_t> Known;
  for (int Round = 0; Round < 2; ++Round) {
    World W(Chooser);
    Engine &E = W.engine();
    E.setKnownShared(Known);
    bool First = false, Private = true;
    W.run([&]() -> Task {
      First = E.isSharedAccess(0x5000, 4, true, SiteId(11));
      Private = E.isSharedAccess(0x6000, 4, true, SiteId(12));
      co_await W.spawn([&]() -> Task {
        EXPECT_TRUE(E.isSharedAccess(0x5000, 4, false, SiteId(13)));
        co_return 0;
      });
      co_return co_await W.join(1);
    });
    EXPECT_EQ(First, Round == 1);
    EXPECT_FALSE(Private);
    EXPECT_EQ(W.counters().Learnt, Round == 0 ? 2u : 0u);
    Known = {11, 13};
  }
}

TEST(Objects, AreKnownByAddressAndKind) {
  Listed Chooser;
  World W(Chooser);
  Engine &E = W.engine();
  ObjectId Mutex = E.objectAt(0x1000, ObjectKind::Mutex);
  EXPECT_EQ(E.objectAt(0x1000, ObjectKind::Mutex), Mutex);
  EXPECT_NE(E.objectAt(0x1000, ObjectKind::Memory), Mutex);
  EXPECT_NE(E.objectAt(0x1004, ObjectKind::Mutex), Mutex);
  E.forget(0x1000, 40);
  EXPECT_NE(E.objectAt(0x1000, ObjectKind::Mutex), Mutex);
}
