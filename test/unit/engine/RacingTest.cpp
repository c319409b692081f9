//===- RacingTest.cpp - What the engine does about races --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/World.h"

#include "gtest/gtest.h"

using namespace lockstep;
using namespace lockstep::scripted;

namespace {

constexpr SiteId Here(11), There(13);
constexpr uint64_t Variable = 0x5000, Mutex = 0x100;

/// Two threads that write one variable, under a mutex or not.
struct Writers {
  Listed Chooser;
  World W;
  bool Points[2] = {};

  explicit Writers(RaceMode Mode) : W(Chooser, limits(Mode)) {}
  static EngineLimits limits(RaceMode Mode) {
    EngineLimits Limits;
    Limits.Races = Mode;
    return Limits;
  }
  Task write(SiteId Site, bool Locks, bool &IsPoint) {
    if (Locks)
      co_await W.lock(Mutex);
    IsPoint = W.engine().isSharedAccess(Variable, 4, true, Site);
    if (Locks)
      co_await W.unlock(Mutex);
    co_return 0;
  }
  OutcomeKind run(bool Locks) {
    return W.run([&, Locks]() -> Task {
      co_await W.spawn([&, Locks]() -> Task {
        co_return co_await write(There, Locks, Points[1]);
      });
      co_await write(Here, Locks, Points[0]);
      co_return co_await W.join(1);
    });
  }
};

} // namespace

TEST(Racing, WhatAMutexOrdersIsNoPoint) {
  for (RaceMode Mode : {RaceMode::Report, RaceMode::Promote}) {
    Writers Two(Mode);
    EXPECT_EQ(Two.run(true), OutcomeKind::Passed);
    EXPECT_FALSE(Two.Points[0] || Two.Points[1]);
    EXPECT_EQ(Two.W.counters().Learnt, 0u);
  }
}

TEST(Racing, ARaceIsReported) {
  Writers Two(RaceMode::Report);
  EXPECT_EQ(Two.run(false), OutcomeKind::DataRace);
  ASSERT_TRUE(Two.W.engine().race());
  EXPECT_EQ(Two.W.engine().race()->Earlier.Site, Here);
  EXPECT_EQ(Two.W.engine().race()->Later.Site, There);
  EXPECT_EQ(Two.W.engine().failedSite(), There);
}

TEST(Racing, APromotedRaceMakesItsSitesPoints) {
  Writers Two(RaceMode::Promote);
  EXPECT_EQ(Two.run(false), OutcomeKind::Passed);
  EXPECT_TRUE(Two.Points[1]);
  EXPECT_EQ(Two.W.counters().Learnt, 2u);
}

TEST(Racing, AKnownRaceIsNotReportedAgain) {
  Writers Two(RaceMode::Report);
  Two.W.engine().setKnownRaces({RacePair(There, Here)});
  EXPECT_EQ(Two.run(false), OutcomeKind::Passed);
}

// A read-modify-write acquires before it touches, and publishes that it did.
TEST(Racing, AtomicOperationsArePartOfWhatTheyOrder) {
  constexpr ThreadId Other(1);
  Racing Races(RaceMode::Report);
  Races.born(MainThread);
  auto Act = [&](ThreadId Thread, OpKind Kind, lockstep_order Order) {
    Operation Op;
    Op.Kind = Kind;
    Op.Order = Order;
    Op.Object = ObjectId(1);
    Op.Address = Variable;
    Op.Size = 4;
    Op.Site = Here;
    return Races.performed(Op, {}, Thread, nullptr).empty();
  };
  EXPECT_TRUE(Races.access(Other, {Variable, 4, There, {}, true}).empty());
  EXPECT_TRUE(Act(Other, OpKind::AtomicStore, lockstep_order_release));
  EXPECT_TRUE(Act(MainThread, OpKind::AtomicRmw, lockstep_order_acq_rel));
  EXPECT_TRUE(Act(Other, OpKind::AtomicLoad, lockstep_order_acquire));
  EXPECT_TRUE(Races.access(Other, {Variable, 4, There, {}, true}).empty());
  EXPECT_FALSE(Act(MainThread, OpKind::AtomicLoad, lockstep_order_relaxed));
}

TEST(Racing, TellsWhatAFreeIsNotOrderedWith) {
  constexpr ThreadId Other(1);
  Racing Races(RaceMode::Promote);
  Races.born(MainThread);
  Races.access(Other, {Variable, 4, There, {}, false});
  Races.access(MainThread, {Variable, 4, Here, {}, false});
  EXPECT_EQ(Races.unordered(Variable, 8, MainThread),
            std::vector<SiteId>{There});
  Races.forget(Variable, 8);
  EXPECT_TRUE(Races.unordered(Variable, 8, MainThread).empty());
}

TEST(Racing, FibersOfOneThreadAreApartUnlessTheirSwitchSynchronizes) {
  for (bool Synchronizes : {false, true}) {
    Racing Races(RaceMode::Report);
    uint32_t Outer = Races.fiber(MainThread);
    Races.access(MainThread, {Variable, 4, Here, {}, true});
    uint32_t Inner = Races.createFiber(MainThread);
    Races.access(MainThread, {Variable, 4, Here, {}, true});
    Races.switchToFiber(MainThread, Inner, Synchronizes);
    const auto &Found =
        Races.access(MainThread, {Variable, 4, There, {}, true});
    EXPECT_EQ(Found.empty(), Synchronizes);
    Races.switchToFiber(MainThread, Outer, Synchronizes);
    EXPECT_EQ(Races.fiber(MainThread), Outer);
  }
}
