//===- SpinTest.cpp - Threads that go in circles --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/World.h"

#include "strategies/Strategies.h"

#include "gtest/gtest.h"

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
constexpr uint64_t Flag = 0x100, Other = 0x200;

/// The thread's state as far as no hook sees it: constant, or a counter.
class Probe : public StateProbe {
public:
  explicit Probe(bool Counts) : Counts(Counts) {}
  uint64_t fingerprint() override { return Counts ? ++Value : Value; }

private:
  bool Counts;
  uint64_t Value = 1;
};

EngineLimits smallLimits() {
  EngineLimits Limits;
  Limits.LivelockBound = 200;
  Limits.MaxSteps = 20000;
  return Limits;
}

Task spinUntilSet(World &W) {
  int Value = 0;
  while (!Value)
    Value = co_await W.load(Flag, 7);
  co_return Value;
}
} // namespace

// The strategy always takes the first thread, which spins; the second still
// gets to set the flag.
TEST(Spin, DoesNotStarveOthers) {
  Listed Chooser;
  World W(Chooser, smallLimits());
  EXPECT_EQ(W.run([&]() -> Task {
    co_await W.spawn([&]() -> Task {
      co_await W.yield();
      co_return co_await W.store(Flag, 1);
    });
    co_return co_await spinUntilSet(W);
  }),
            OutcomeKind::Passed);
  EXPECT_LT(W.engine().steps(), 100u);
  EXPECT_GT(Chooser.GaveWay[0], 0u);
}

TEST(Spin, OnWhatNobodyCanChangeIsALivelock) {
  Listed Chooser;
  Probe Same(false);
  World W(Chooser, smallLimits(), nullptr, &Same);
  EXPECT_EQ(W.run([&]() -> Task {
    co_await W.spawn([&]() -> Task { co_return co_await W.load(Other); });
    co_return co_await spinUntilSet(W);
  }),
            OutcomeKind::Livelock);
  EXPECT_EQ(W.engine().culprit(), ThreadId(0));
  EXPECT_EQ(W.engine().failedSite(), SiteId(7));
  EXPECT_EQ(W.engine().failedObject(),
            W.engine().objectAt(Flag, ObjectKind::Memory));
}

// Two that wait for each other's change.
TEST(Spin, AllTogetherIsALivelock) {
  for (const char *Name : {"random", "pct", "pos"}) {
    auto Chooser = std::move(*makeStrategy(Name));
    Chooser->begin({});
    Probe Same(false);
    World W(*Chooser, smallLimits(), nullptr, &Same);
    EXPECT_EQ(W.run([&]() -> Task {
      co_await W.spawn([&]() -> Task {
        for (int Value = 0; !Value; co_await W.yield())
          Value = co_await W.load(Other, 8);
        co_return co_await W.store(Flag, 1);
      });
      co_await spinUntilSet(W);
      co_return co_await W.store(Other, 1);
    }),
              OutcomeKind::Livelock);
  }
}

// A loop that counts in a register may end: no verdict without proof.
TEST(Spin, ALoopThatCountsIsNoLivelock) {
  Listed Chooser;
  Probe Counter(true);
  World W(Chooser, smallLimits(), nullptr, &Counter);
  EXPECT_EQ(W.run([&]() -> Task { co_return co_await spinUntilSet(W); }),
            OutcomeKind::StepLimit);
}

TEST(Spin, OutsidersMayChangeMemory) {
  Listed Chooser;
  Probe Same(false);
  World W(Chooser, smallLimits(), nullptr, &Same);
  W.engine().setOutsiders(true);
  EXPECT_EQ(W.run([&]() -> Task { co_return co_await spinUntilSet(W); }),
            OutcomeKind::StepLimit);
}

// Who waits for time does so in vain only when time stands still.
TEST(Spin, ADeadlineIsMadeToCome) {
  Listed Chooser;
  Probe Same(false);
  World W(Chooser, smallLimits(), nullptr, &Same);
  EXPECT_EQ(W.run([&]() -> Task {
    co_await W.spawn([&]() -> Task {
      co_await W.sleepUntil(uint64_t(3600) * 1000000000);
      co_return co_await W.store(Flag, 1);
    });
    co_return co_await spinUntilSet(W);
  }),
            OutcomeKind::Passed);
}
