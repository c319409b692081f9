//===- TimeTest.cpp - Virtual time ----------------------------------------===//
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
constexpr uint64_t Second = 1000000000;
} // namespace

// Who sleeps costs no steps: time jumps to the first deadline.
TEST(Time, JumpsWhenEverybodyWaitsForIt) {
  Listed Chooser;
  World W(Chooser);
  std::string Order;
  EXPECT_EQ(W.run([&]() -> Task {
    for (char Name : {'c', 'a', 'b'})
      co_await W.spawn([&, Name]() -> Task {
        co_await W.sleepUntil(uint64_t(Name - 'a' + 1) * 100 * Second);
        Order += Name;
        co_return 0;
      });
    co_await W.sleepUntil(50 * Second);
    EXPECT_LT(W.engine().now(), 51 * Second);
    co_return 0;
  }),
            OutcomeKind::Passed);
  EXPECT_EQ(Order, "abc");
  EXPECT_LT(W.engine().steps(), 20u);
  EXPECT_GE(W.engine().now(), 300 * Second);
}

TEST(Time, PassesWithEveryStepAndEveryReading) {
  Listed Chooser;
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    uint64_t Before = W.engine().readClock();
    EXPECT_GT(W.engine().readClock(), Before);
    Before = W.engine().now();
    co_await W.yield();
    EXPECT_GT(W.engine().now(), Before);
    co_return 0;
  }),
            OutcomeKind::Passed);
}

// A deadline that comes while others run makes its thread one of those that can
// be chosen, no more.
TEST(Time, ADeadlineThatHasComeIsAChoice) {
  Listed Chooser({0, 1, 0, 0, 0, 0, 0, 0});
  World W(Chooser);
  bool Slept = false;
  EXPECT_EQ(W.run([&]() -> Task {
    int Other = co_await W.spawn([&]() -> Task {
      co_await W.sleepUntil(2000);
      Slept = true;
      co_return 0;
    });
    for (int I = 0; I < 5; ++I)
      co_await W.yield();
    EXPECT_GT(W.engine().now(), 2000u);
    EXPECT_FALSE(Slept);
    co_await W.join(Other);
    co_return 0;
  }),
            OutcomeKind::Passed);
  EXPECT_TRUE(Slept);
}

TEST(Limit, TooManyStepsAreNeitherAPassNorAFault) {
  Listed Chooser;
  EngineLimits Limits;
  Limits.MaxSteps = 50;
  World W(Chooser, Limits);
  OutcomeKind End = W.run([&]() -> Task {
    for (int I = 0;; ++I)
      co_await W.store(0x10, I);
  });
  EXPECT_EQ(End, OutcomeKind::StepLimit);
  EXPECT_TRUE(outcomeIsUnknown(End));
  EXPECT_EQ(W.engine().steps(), 50u);
}

TEST(Limit, AFullLogEndsTheExecution) {
  Listed Chooser;
  World W(Chooser, {}, nullptr, nullptr, 20);
  EXPECT_EQ(W.run([&]() -> Task {
    for (int I = 0;; ++I)
      co_await W.store(0x10, I);
  }),
            OutcomeKind::StepLimit);
  EXPECT_EQ(W.decisions().size(), 20u);
}
