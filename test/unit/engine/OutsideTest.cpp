//===- OutsideTest.cpp - Threads that wait for the outside ----------------===//
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
constexpr uint64_t D = 0x100, M = 0x200;
constexpr uint64_t Second = 1000000000;
constexpr ThreadId T1(1);

/// One thread waits at most; it is notified after so many looks.
class Waits : public OutsideWaits {
public:
  Waits(World &W, unsigned Patience) : W(W), Patience(Patience) {
    W.engine().setOutsideWaits(this);
  }
  bool look(bool MaySleep) override {
    ++Looks;
    Slept |= MaySleep;
    if (!Waiting.isValid() || !Patience || --Patience)
      return false;
    W.engine().notify(Waiting);
    Waiting = ThreadId();
    return true;
  }
  bool expectOutsiders() const override { return Open; }
  ThreadId sleepsFor() const override { return ThreadId(); }

  World &W;
  unsigned Patience;
  ThreadId Waiting;
  unsigned Looks = 0;
  bool Slept = false;
  bool Open = false;
};

/// Always the same: who asks for it goes in circles.
class Constant : public StateProbe {
public:
  uint64_t fingerprint() override { return 1; }
};

/// \returns how it ends when one thread waits and the other looks at what
/// nobody changes.
OutcomeKind spinForEver(bool Open) {
  Listed Chooser;
  Constant Probe;
  EngineLimits Limits;
  Limits.MaxSteps = 50000;
  World W(Chooser, Limits, nullptr, &Probe);
  Waits Outside(W, 0);
  Outside.Open = Open;
  return W.run([&]() -> Task {
    co_await W.spawn([&]() -> Task {
      Outside.Waiting = T1;
      co_await W.awaitDescriptor(D);
      co_return 0;
    });
    while (co_await W.load(M, 7) == 0)
      ;
    co_return 0;
  });
}

/// \returns how \p W ends where a thread waits, and another until it is done.
OutcomeKind runOne(World &W, Waits &Outside, uint64_t Deadline = NoDeadline) {
  return W.run([&, Deadline]() -> Task {
    int Waiter = co_await W.spawn([&, Deadline]() -> Task {
      Outside.Waiting = T1;
      co_await W.awaitDescriptor(D, Deadline);
      Outside.Waiting = ThreadId();
      co_return 0;
    });
    co_await W.join(Waiter);
    co_return 0;
  });
}
} // namespace

TEST(Outside, IsAskedWhenNobodyCanGoOn) {
  Listed Chooser;
  World W(Chooser);
  Waits Outside(W, 1);
  EXPECT_EQ(runOne(W, Outside), OutcomeKind::Passed);
  EXPECT_TRUE(Outside.Slept);
}

TEST(Outside, NobodyElseIsADeadlock) {
  Listed Chooser;
  World W(Chooser);
  Waits Outside(W, 0);
  EXPECT_EQ(runOne(W, Outside), OutcomeKind::Deadlock);
}

TEST(Outside, VirtualTimePassesInPlaceOfRealTime) {
  Listed Chooser;
  World W(Chooser);
  Waits Outside(W, 0);
  EXPECT_EQ(runOne(W, Outside, 5 * Second), OutcomeKind::Passed);
  EXPECT_GE(W.engine().now(), 5 * Second);
  EXPECT_FALSE(Outside.Slept);
  EXPECT_GE(Outside.Looks, 1u);
}

TEST(Outside, IsAskedWhileTheOthersSpin) {
  Listed Chooser;
  World W(Chooser);
  Waits Outside(W, 2);
  EXPECT_EQ(W.run([&]() -> Task {
    bool Done = false;
    co_await W.spawn([&]() -> Task {
      Outside.Waiting = T1;
      co_await W.awaitDescriptor(D);
      Done = true;
      co_return 0;
    });
    while (!Done)
      co_await W.yield();
    co_return 0;
  }),
            OutcomeKind::Passed);
  EXPECT_FALSE(Outside.Slept);
}

TEST(Outside, MayEndALoopThatNobodyElseCan) {
  EXPECT_EQ(spinForEver(/*Open=*/false), OutcomeKind::Livelock);
  EXPECT_EQ(spinForEver(/*Open=*/true), OutcomeKind::StepLimit);
}

TEST(Outside, WhoIsNotifiedGoesOnWhenItIsChosen) {
  Listed Chooser;
  World W(Chooser);
  Waits Outside(W, 0);
  EXPECT_EQ(W.run([&]() -> Task {
    int Waiter = co_await W.spawn([&]() -> Task {
      co_await W.awaitDescriptor(D);
      co_return 0;
    });
    co_await W.yield();
    while (W.object(D, ObjectKind::Descriptor).Parked.empty())
      co_await W.yield();
    W.engine().notify(T1);
    EXPECT_TRUE(W.object(D, ObjectKind::Descriptor).Parked.empty());
    co_await W.lock(M);
    co_await W.join(Waiter);
    co_return 0;
  }),
            OutcomeKind::Passed);
}
