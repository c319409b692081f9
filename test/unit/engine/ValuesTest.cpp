//===- ValuesTest.cpp - Choices that are not threads ----------------------===//
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
constexpr uint64_t X = 0x1000, Lock = 0x2000;

EngineLimits permitting(ValueReason Reason, uint32_t Times) {
  EngineLimits Limits;
  Limits.rare(Reason) = Times;
  return Limits;
}

std::vector<Decision> valuesOf(const World &W) {
  std::vector<Decision> Values;
  for (const Decision &Each : W.decisions())
    if (Each.isValue())
      Values.push_back(Each);
  return Values;
}

/// Main asks \p Times times; the answers as digits.
std::string ask(World &W, ValueReason Reason, int Times) {
  std::string Answers;
  EXPECT_EQ(W.run([&]() -> Task {
    for (int I = 0; I < Times; ++I)
      Answers += W.engine().happens(Reason) ? '1' : '0';
    co_return 0;
  }),
            OutcomeKind::Passed);
  return Answers;
}

} // namespace

TEST(Values, WhatIsNotPermittedIsNotAsked) {
  Listed Chooser;
  World W(Chooser, permitting(ValueReason::Interrupt, 1));
  EXPECT_EQ(ask(W, ValueReason::WeakFailure, 3), "000");
  EXPECT_TRUE(valuesOf(W).empty());
}

TEST(Values, AnyNumberHasTheSameOddsForEver) {
  Listed Chooser({}, {1, 0, 15, 0});
  World W(Chooser, permitting(ValueReason::Interrupt, EngineLimits::AnyNumber));
  EXPECT_EQ(ask(W, ValueReason::Interrupt, 5), "01011");
  for (const Decision &Each : valuesOf(W))
    EXPECT_EQ(Each.bound(), RareValueBound);
}

TEST(Values, SoManyTimesAndNoMore) {
  Listed Chooser({}, {1, 0, 1, 0});
  World W(Chooser, permitting(ValueReason::ThreadFailure, 2));
  EXPECT_EQ(ask(W, ValueReason::ThreadFailure, 7), "0101000");
  EXPECT_EQ(valuesOf(W).size(), 4u);
}

TEST(Values, TheOddsOfALimitedThingFall) {
  Listed Chooser({}, std::vector<uint32_t>(100, 1));
  World W(Chooser, permitting(ValueReason::AllocationFailure, 1));
  EXPECT_EQ(ask(W, ValueReason::AllocationFailure, 100).find('1'),
            std::string::npos);
  std::vector<Decision> Values = valuesOf(W);
  ASSERT_EQ(Values.size(), 100u);
  EXPECT_EQ(Values[0].bound(), RareValueBound);
  EXPECT_EQ(Values[3].bound(), RareValueBound);
  EXPECT_EQ(Values[99].bound(), 400u);
}

// A program that was told that memory ran out, when nothing did, would be
// accused of what it does then.
TEST(Values, NothingRareHappensWhenTheLogIsFull) {
  Listed Chooser;
  World W(Chooser, permitting(ValueReason::Interrupt, EngineLimits::AnyNumber),
          nullptr, nullptr, 4);
  W.run([&]() -> Task {
    std::string Answers;
    for (int I = 0; I < 6; ++I)
      Answers += W.engine().happens(ValueReason::Interrupt) ? '1' : '0';
    EXPECT_EQ(Answers, "111000");
    co_return 0;
  });
  EXPECT_EQ(W.decisions().size(), 4u);
}

TEST(Values, NothingRareHappensWhenAReplayDiffers) {
  std::vector<Decision> Script;
  {
    Listed Chooser;
    World W(Chooser, permitting(ValueReason::Interrupt, 1));
    ask(W, ValueReason::Interrupt, 1);
    Script = W.decisions();
  }
  Listed Nothing;
  World Different(Nothing, permitting(ValueReason::WeakFailure, 1), &Script);
  EXPECT_EQ(Different.run([&]() -> Task {
    EXPECT_FALSE(Different.engine().happens(ValueReason::WeakFailure));
    co_return 0;
  }),
            OutcomeKind::Divergence);
}

// Others can go on, but the clock jumps as if they had been slow.
TEST(Values, ATimedWaitEndsEarlyAndItsTimeHasCome) {
  Listed Chooser({0, 1, 1, 1, 1, 1, 1, 1});
  World W(Chooser,
          permitting(ValueReason::EarlyTimeout, EngineLimits::AnyNumber));
  EXPECT_EQ(W.run([&]() -> Task {
    co_await W.spawn([&]() -> Task {
      co_await W.lock(Lock);
      EXPECT_EQ(co_await W.wait(X, Lock, 5 * Second), 0);
      EXPECT_GE(W.engine().now(), 5 * Second);
      co_await W.unlock(Lock);
      co_return 0;
    });
    for (int I = 0; I < 5; ++I)
      co_await W.yield();
    EXPECT_GE(W.engine().now(), 5 * Second);
    co_return 0;
  }),
            OutcomeKind::Passed);
  ASSERT_FALSE(valuesOf(W).empty());
  EXPECT_EQ(valuesOf(W)[0].reason(), ValueReason::EarlyTimeout);

  std::vector<Decision> Script = W.decisions();
  EXPECT_TRUE(std::any_of(Script.begin(), Script.end(), [](const Decision &D) {
    return D.Kind == OpKind::CondResume && D.timedOut();
  }));
}

// Half of all sleeps are over while others could go on, so that it is the
// strategy which says how long they take.
TEST(Values, ASleepEndsEarlyAsOftenAsNot) {
  Listed Chooser({}, {0, 1});
  World W(Chooser,
          permitting(ValueReason::EarlyTimeout, EngineLimits::AnyNumber));
  EXPECT_EQ(W.run([&]() -> Task {
    co_await W.sleepUntil(5 * Second);
    EXPECT_GE(W.engine().now(), 5 * Second);
    co_await W.sleepUntil(10 * Second);
    EXPECT_GE(W.engine().now(), 10 * Second);
    co_return 0;
  }),
            OutcomeKind::Passed);
  std::vector<Decision> Values = valuesOf(W);
  ASSERT_EQ(Values.size(), 2u);
  for (const Decision &Each : Values)
    EXPECT_EQ(Each.bound(), SleepValueBound);
}

// What may give up is woken all the same when that comes first.
TEST(Values, AWaitThatMayEndEarlyCanStillBeWoken) {
  Listed Chooser({0, 1, 1, 0, 0, 0, 0, 0});
  World W(Chooser,
          permitting(ValueReason::EarlyTimeout, EngineLimits::AnyNumber));
  EXPECT_EQ(W.run([&]() -> Task {
    int Other = co_await W.spawn([&]() -> Task {
      co_await W.lock(Lock);
      EXPECT_EQ(co_await W.wait(X, Lock, 5 * Second), 1);
      EXPECT_LT(W.engine().now(), Second);
      co_await W.unlock(Lock);
      co_return 0;
    });
    co_await W.lock(Lock);
    co_await W.signal(X);
    co_await W.unlock(Lock);
    co_await W.join(uint32_t(Other));
    co_return 0;
  }),
            OutcomeKind::Passed);
}
