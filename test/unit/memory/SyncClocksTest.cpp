//===- SyncClocksTest.cpp - What objects pass on ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/SyncClocks.h"

#include "lockstep/site.h"

#include "gtest/gtest.h"

using namespace lockstep;

namespace {

constexpr ThreadId T0(0), T1(1), T2(2);
constexpr ObjectId Flag(0), Other(1);

/// Three threads; ordered() asks whether what the first did until mark() comes
/// before what another does now.
struct World {
  ThreadClocks Threads;
  SyncClocks Objects{Threads};
  ClockTime Marked = 0;
  ThreadId Who;
  uint64_t Value = 0;

  World() {
    Threads.born(T0);
    Threads.born(T0);
  }
  static LastWrite unseen() { return LastWrite::Unseen; }
  void mark(ThreadId Thread) {
    Who = Thread;
    Marked = Threads[Thread].Time;
  }
  bool ordered(ThreadId Before) { return Threads[Before].Now[Who] >= Marked; }
  void store(ThreadId Thread, lockstep_order Order, ObjectId At = Flag) {
    Objects.hasWritten(Thread, At, {.Order = Order, .Writes = true});
  }
  void load(ThreadId Thread, lockstep_order Order, ObjectId At = Flag) {
    Objects.hasRead(Thread, At, {.Order = Order, .Reads = true}, unseen);
  }
  void rmw(ThreadId Thread, lockstep_order Order, ObjectId At = Flag) {
    AtomicEffect Did{.Order = Order, .Reads = true, .Writes = true};
    Objects.hasRead(Thread, At, Did, unseen);
    Objects.hasWritten(Thread, At, Did);
  }
};

} // namespace

TEST(SyncClocks, ALockPassesOnWhatItsHolderDid) {
  World W;
  W.mark(T0);
  W.Objects.release(T0, Flag);
  EXPECT_FALSE(W.ordered(T1));
  W.Objects.acquire(T1, Other);
  EXPECT_FALSE(W.ordered(T1));
  W.Objects.acquire(T1, Flag);
  EXPECT_TRUE(W.ordered(T1));
}

TEST(SyncClocks, WhatComesBehindAReleaseIsNotPassedOn) {
  World W;
  W.Objects.release(T0, Flag);
  W.mark(T0);
  W.Objects.acquire(T1, Flag);
  EXPECT_FALSE(W.ordered(T1));
}

TEST(SyncClocks, ReadersAreOrderedWithWritersOnly) {
  World W;
  W.mark(T0);
  W.Objects.releaseAsReader(T0, Flag);
  W.Objects.acquireAsReader(T1, Flag);
  EXPECT_FALSE(W.ordered(T1));
  W.Objects.acquire(T2, Flag);
  EXPECT_TRUE(W.ordered(T2));
}

TEST(SyncClocks, ABarrierPassesOnOneRoundAtATime) {
  World W;
  W.Objects.arrive(T0, Flag);
  W.Objects.arrive(T1, Flag);
  W.Objects.completeRound(Flag);
  W.Objects.acquireAsReader(T0, Flag);
  W.mark(T0);
  W.Objects.arrive(T0, Flag); // of the next round
  W.Objects.acquireAsReader(T1, Flag);
  EXPECT_FALSE(W.ordered(T1));
}

TEST(SyncClocks, ReleaseAndAcquireSynchronize) {
  World W;
  W.mark(T0);
  W.store(T0, lockstep_order_release);
  W.load(T1, lockstep_order_acquire);
  EXPECT_TRUE(W.ordered(T1));
}

TEST(SyncClocks, RelaxedOnEitherSideDoesNot) {
  World W;
  W.mark(T0);
  W.store(T0, lockstep_order_relaxed);
  W.load(T1, lockstep_order_acquire);
  EXPECT_FALSE(W.ordered(T1));
  W.store(T0, lockstep_order_release);
  W.load(T2, lockstep_order_relaxed);
  EXPECT_FALSE(W.ordered(T2));
}

TEST(SyncClocks, ReadModifyWritesGoOnWithAReleaseSequence) {
  World W;
  W.mark(T0);
  W.store(T0, lockstep_order_release);
  W.rmw(T1, lockstep_order_relaxed);
  EXPECT_FALSE(W.ordered(T1));
  W.load(T2, lockstep_order_acquire);
  EXPECT_TRUE(W.ordered(T2));
}

TEST(SyncClocks, AStoreByAnotherThreadBreaksIt) {
  World W;
  W.mark(T0);
  W.store(T0, lockstep_order_release);
  W.store(T1, lockstep_order_relaxed);
  W.load(T2, lockstep_order_acquire);
  EXPECT_FALSE(W.ordered(T2));
}

TEST(SyncClocks, AFenceReleasesForLaterRelaxedStores) {
  World W;
  W.mark(T0);
  W.Objects.fence(T0, lockstep_order_release);
  W.store(T0, lockstep_order_relaxed);
  W.load(T1, lockstep_order_acquire);
  EXPECT_TRUE(W.ordered(T1));
}

TEST(SyncClocks, AFenceAcquiresForEarlierRelaxedLoads) {
  World W;
  W.mark(T0);
  W.store(T0, lockstep_order_release);
  W.load(T1, lockstep_order_relaxed);
  EXPECT_FALSE(W.ordered(T1));
  W.Objects.fence(T1, lockstep_order_acquire);
  EXPECT_TRUE(W.ordered(T1));
}

TEST(SyncClocks, FencesAloneSynchronizeNothing) {
  World W;
  W.mark(T0);
  W.Objects.fence(T0, lockstep_order_seq_cst);
  W.Objects.fence(T1, lockstep_order_seq_cst);
  EXPECT_FALSE(W.ordered(T1));
}

TEST(SyncClocks, AValueThatNobodyWasSeenToStoreOrdersEverything) {
  World W;
  W.mark(T0);
  auto Load = [&](uint64_t Value, LastWrite Written) {
    W.Objects.hasRead(T1, Flag,
                      {.Order = lockstep_order_relaxed,
                       .Reads = true,
                       .HasValues = true,
                       .Size = 4,
                       .Read = Value},
                      [&] { return Written; });
  };
  Load(0, LastWrite::Unseen);
  EXPECT_FALSE(W.ordered(T1));
  Load(1, LastWrite::Plain); // a plain access that was seen explains it
  EXPECT_FALSE(W.ordered(T1));
  Load(2, LastWrite::Read); // one that was read since does not
  EXPECT_TRUE(W.ordered(T1));
  EXPECT_FALSE(W.ordered(T2));
  W.load(T2, lockstep_order_acquire);
  EXPECT_TRUE(W.ordered(T2));
}

// Memory begins as zero; what made the object is seen, but not its value.
TEST(SyncClocks, TheFirstValueMayBeOneThatNobodyWasSeenToStore) {
  auto IsOrdered = [](uint64_t Value, LastWrite Written, uint8_t Order,
                      bool IsLoad = true) {
    World W;
    W.mark(T0);
    W.Objects.hasRead(T1, Flag,
                      {.Order = Order,
                       .Reads = true,
                       .IsLoad = IsLoad,
                       .HasValues = true,
                       .Size = 4,
                       .Read = Value},
                      [&] { return Written; });
    return W.ordered(T1);
  };
  uint8_t Acquire = lockstep_order_acquire, Relaxed = lockstep_order_relaxed;
  EXPECT_FALSE(IsOrdered(0, LastWrite::Unseen, Acquire));
  EXPECT_TRUE(IsOrdered(1, LastWrite::Unseen, Acquire));
  EXPECT_TRUE(IsOrdered(1, LastWrite::Before, Acquire));
  EXPECT_FALSE(IsOrdered(1, LastWrite::Unseen, Relaxed));
  EXPECT_FALSE(IsOrdered(1, LastWrite::Plain, Acquire));
  EXPECT_FALSE(IsOrdered(1, LastWrite::Atomic, Acquire));
  EXPECT_FALSE(IsOrdered(1, LastWrite::Unseen, Acquire, false)) << "a lock";
}

TEST(SyncClocks, IgnoredSynchronizationOrdersNothing) {
  World W;
  W.mark(T0);
  W.Threads[T0].IgnoreSync = 1;
  W.store(T0, lockstep_order_release);
  W.Objects.release(T0, Other);
  W.Threads[T0].IgnoreSync = 0;
  W.load(T1, lockstep_order_acquire);
  W.Objects.acquire(T1, Other);
  EXPECT_FALSE(W.ordered(T1));
}

TEST(SyncClocks, AWiderLoadReadsBothHalves) {
  World W;
  W.mark(T0);
  AtomicEffect Half{.Order = lockstep_order_release, .Writes = true, .Size = 4};
  AtomicEffect Whole{.Order = lockstep_order_acquire,
                     .Reads = true,
                     .HasValues = true,
                     .Size = 8,
                     .Read = 1};
  W.Objects.hasWritten(T0, Other, Half);
  W.Objects.hasRead(T1, Flag, Whole, [] { return LastWrite::Atomic; });
  W.Objects.readOverlap(T1, Other, -4, Whole); // ends where the load begins
  EXPECT_FALSE(W.ordered(T1));
  W.Objects.readOverlap(T1, Other, 4, Whole);
  EXPECT_TRUE(W.ordered(T1));
}
