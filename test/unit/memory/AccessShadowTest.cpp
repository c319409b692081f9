//===- AccessShadowTest.cpp - Who accessed which byte last ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/RaceDetector.h"

#include "base/Random.h"

#include "gtest/gtest.h"

using namespace lockstep;

namespace {

constexpr ThreadId T0(0), T1(1), T2(2);
constexpr ObjectId Lock(0);

struct World {
  RaceDetector Races;
  uint32_t NextSite = 0;

  explicit World(unsigned Threads = 3) {
    for (unsigned I = 1; I < Threads; ++I)
      Races.born(T0);
  }
  /// How many races the access makes.
  size_t access(ThreadId Thread, uint64_t Address, uint64_t Size, bool Write,
                bool Atomic = false) {
    return Races
        .access({Address, Size, SiteId(NextSite++), Thread, Write, Atomic})
        .size();
  }
  size_t read(ThreadId Thread, uint64_t Address, uint64_t Size = 4) {
    return access(Thread, Address, Size, false);
  }
  size_t write(ThreadId Thread, uint64_t Address, uint64_t Size = 4) {
    return access(Thread, Address, Size, true);
  }
  void pass(ThreadId From, ThreadId To) {
    Races.objects().release(From, Lock);
    Races.objects().acquire(To, Lock);
  }
};

} // namespace

TEST(AccessShadow, FindsEachSortOfConflict) {
  World W;
  W.write(T0, 0x1000);
  EXPECT_EQ(W.write(T1, 0x1000), 1u);
  W.write(T0, 0x2000);
  EXPECT_EQ(W.read(T1, 0x2000), 1u);
  W.read(T0, 0x3000);
  EXPECT_EQ(W.write(T1, 0x3000), 1u);
  W.read(T0, 0x4000);
  EXPECT_EQ(W.read(T1, 0x4000), 0u);
}

TEST(AccessShadow, TellsBothAccesses) {
  World W;
  W.read(T0, 0x1004);
  W.write(T1, 0x1008);
  const std::vector<Race> &Found =
      W.Races.access({0x1000, 16, SiteId(7), T2, true, false});
  ASSERT_EQ(Found.size(), 2u);
  EXPECT_EQ(Found[0].Earlier.Site, SiteId(0));
  EXPECT_EQ(Found[0].Earlier.Thread, 0);
  EXPECT_FALSE(Found[0].Earlier.Write);
  EXPECT_EQ(Found[0].Address, 0x1004u);
  EXPECT_EQ(Found[0].Size, 4u);
  EXPECT_EQ(Found[1].Earlier.Site, SiteId(1));
  EXPECT_EQ(Found[1].Later.Site, SiteId(7));
}

TEST(AccessShadow, SynchronizationOrders) {
  World W;
  W.write(T0, 0x1000);
  W.pass(T0, T1);
  EXPECT_EQ(W.write(T1, 0x1000), 0u);
  EXPECT_EQ(W.read(T2, 0x1000), 1u);
}

TEST(AccessShadow, NeighborsInOneWordAreApart) {
  World W;
  EXPECT_EQ(W.write(T0, 0x1000, 1), 0u);
  EXPECT_EQ(W.write(T1, 0x1001, 1), 0u);
  EXPECT_EQ(W.write(T2, 0x1002, 2), 0u);
  EXPECT_EQ(W.read(T0, 0x1000, 1), 0u);
  EXPECT_EQ(W.read(T0, 0x1000, 8), 2u);
}

TEST(AccessShadow, AllReadersCount) {
  World W;
  W.read(T0, 0x1000);
  W.read(T1, 0x1000);
  W.pass(T1, T2);
  EXPECT_EQ(W.write(T2, 0x1000), 1u); // against T0's read only
}

TEST(AccessShadow, AtomicsRaceWithPlainAccessesOnly) {
  World W;
  EXPECT_EQ(W.access(T0, 0x1000, 4, true, true), 0u);
  EXPECT_EQ(W.access(T1, 0x1000, 4, true, true), 0u);
  EXPECT_EQ(W.read(T2, 0x1000), 2u);
  W.access(T0, 0x2000, 4, false, true);
  EXPECT_EQ(W.read(T1, 0x2000), 0u);
  EXPECT_EQ(W.write(T1, 0x2000), 1u);
}

TEST(AccessShadow, MemoryThatIsGoneIsForgotten) {
  World W;
  W.write(T0, 0x1000, 1);
  W.write(T0, 0x1001, 1);
  W.write(T0, 0x100000);
  W.Races.forget(0x1000, 0x100000);
  EXPECT_EQ(W.write(T1, 0x1000, 8), 0u);
  EXPECT_EQ(W.write(T1, 0x100000), 0u);
}

TEST(AccessShadow, TellsWhatAFreeWouldRaceWith) {
  World W;
  W.write(T1, 0x1000, 2);
  W.read(T2, 0x1006, 2);
  W.read(T0, 0x1004, 1);
  std::vector<PastAccess> Found;
  W.Races.shadow().unordered(0x1000, 64, T0, Found);
  ASSERT_EQ(Found.size(), 2u);
}

TEST(RaceDetector, ExceptedBytesDoNotRace) {
  World W;
  W.Races.exceptRange(0x1000, 4);
  W.write(T0, 0x1000);
  EXPECT_EQ(W.write(T1, 0x1000), 0u);
  W.write(T0, 0x1004);
  EXPECT_EQ(W.write(T1, 0x1004), 1u);
}

TEST(RaceDetector, IsAloneOnceAllOthersWereJoined) {
  World W(2);
  W.Races.finished(T1);
  W.Races.lookAround(T0, 1);
  EXPECT_FALSE(W.Races.isAlone());
  W.Races.joined(T0, T1);
  W.Races.lookAround(T0, 1);
  EXPECT_TRUE(W.Races.isAlone());
}

/// Against the definition: two accesses to one byte race when neither clock
/// knows of the other. In half of the runs all accesses are at one of two sites,
/// so that neighbors are often alike.
TEST(RaceDetector, AgreesWithTheDefinition) {
  struct Known {
    ThreadId Thread;
    ClockTime Time;
    uint64_t Byte;
    bool Write, Atomic;
  };
  unsigned WithRace = 0, Without = 0, Repeated = 0;
  for (uint64_t Seed = 0; Seed < 20000; ++Seed) {
    Random Dice(Seed);
    World W(4);
    std::vector<Known> All;
    ThreadId Self = T0;
    for (unsigned Step = 0; Step < 100; ++Step) {
      if (Dice.below(4) == 0)
        Self = ThreadId(uint32_t(Dice.below(4)));
      ThreadClock &Clock = W.Races.threads()[Self];
      if (Dice.below(4) == 0) {
        Dice.below(2) ? W.Races.objects().acquire(Self, Lock)
                      : W.Races.objects().release(Self, Lock);
        continue;
      }
      uint64_t First = Dice.below(12), Size = 1 + Dice.below(6);
      bool Write = Dice.below(4) == 0, Atomic = Dice.below(4) == 0;
      bool Expected = false;
      for (const Known &K : All)
        Expected |= K.Byte >= First && K.Byte < First + Size &&
                    (K.Write || Write) && !(K.Atomic && Atomic) &&
                    Clock.Now[K.Thread] < K.Time;
      if (Seed % 2)
        W.NextSite = uint32_t(Dice.below(2));
      bool IsRepeated =
          !Atomic && W.Races.isRepeated(0x1000 + First, Size, Write, Self);
      Repeated += IsRepeated;
      bool Found =
          !IsRepeated && W.access(Self, 0x1000 + First, Size, Write, Atomic);
      ASSERT_EQ(Found, Expected) << "seed " << Seed << ", step " << Step;
      ++(Found ? WithRace : Without);
      if (Found)
        break; // what comes after the first race need not be exact
      for (uint64_t Byte = First; Byte < First + Size; ++Byte)
        All.push_back({Self, Clock.Time, Byte, Write, Atomic});
    }
  }
  EXPECT_GT(WithRace, 100u);
  EXPECT_GT(Without, 1000u);
  EXPECT_GT(Repeated, 100u);
}

TEST(AccessShadow, BytesOfWhichTheSameIsKnownAreOne) {
  auto Races = [](uint32_t LastSite) {
    World W;
    for (unsigned Byte = 0; Byte < 8; ++Byte) {
      W.NextSite = Byte < 7 ? 3 : LastSite;
      W.write(T0, 0x1000 + Byte, 1);
    }
    return W.read(T1, 0x1000, 8);
  };
  EXPECT_EQ(Races(3), 1u);
  EXPECT_EQ(Races(4), 2u);
}

TEST(AccessShadow, PartsOfAnAccessAreRepeated) {
  World W;
  auto IsRepeated = [&](uint64_t Address, uint64_t Size, bool Write) {
    return W.Races.isRepeated(Address, Size, Write, T0);
  };
  W.read(T0, 0x1000, 8);
  W.read(T0, 0x1008, 4);
  EXPECT_TRUE(IsRepeated(0x1003, 2, false));
  EXPECT_TRUE(IsRepeated(0x1006, 6, false)) << "of two, together";
  EXPECT_FALSE(IsRepeated(0x1006, 7, false)) << "one byte is new";
  EXPECT_FALSE(IsRepeated(0x1003, 2, true));
  W.pass(T0, T1);
  EXPECT_FALSE(IsRepeated(0x1003, 2, false)) << "somebody may have heard";
}

TEST(AccessShadow, KnowsWhetherTheLastPlainWriteWasReadByAtomics) {
  World W;
  auto LastWriteFor = [&](ThreadId Reader) {
    return W.Races.shadow().lastWrite(0x1000, Reader);
  };
  EXPECT_EQ(LastWriteFor(T0), LastWrite::Unseen);
  W.write(T0, 0x1000);
  EXPECT_EQ(LastWriteFor(T0), LastWrite::Before);
  EXPECT_EQ(LastWriteFor(T1), LastWrite::Plain);
  W.access(T0, 0x1000, 4, false, /*Atomic=*/true);
  EXPECT_EQ(LastWriteFor(T0), LastWrite::Read);
  W.write(T0, 0x1000);
  EXPECT_EQ(LastWriteFor(T0), LastWrite::Before);
  W.access(T0, 0x1000, 4, true, /*Atomic=*/true);
  EXPECT_EQ(LastWriteFor(T0), LastWrite::Atomic);
}
