//===- BlameTest.cpp - Where failing becomes likely -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/Blame.h"

#include <functional>
#include <gtest/gtest.h>
#include <map>

using namespace lockstep;
using namespace lockstep::explain;

namespace {
/// Fails as often as a function of the prefix says, and counts who asks.
class FakeOracle final : public PrefixOracle {
public:
  explicit FakeOracle(std::function<uint64_t(uint64_t)> Answer)
      : Answer(std::move(Answer)) {}
  uint64_t failures(uint64_t Prefix) override {
    ++Asked[Prefix];
    return Answer(Prefix);
  }
  std::function<uint64_t(uint64_t)> Answer;
  std::map<uint64_t, int> Asked;
};
} // namespace

TEST(Blame, IntervalsAreWilsons) {
  // Newcombe, Two-sided confidence intervals for the single proportion, 1998,
  // table I, method 3.
  Interval Some = wilsonInterval(81, 263);
  EXPECT_NEAR(Some.Low, 0.2553, 0.00005);
  EXPECT_NEAR(Some.High, 0.3662, 0.00005);
  Interval None = wilsonInterval(0, 20);
  EXPECT_NEAR(None.Low, 0, 0.00005);
  EXPECT_NEAR(None.High, 0.1611, 0.00005);
  Interval All = wilsonInterval(20, 20);
  EXPECT_NEAR(All.Low, 0.8389, 0.00005);
  EXPECT_EQ(All.High, 1);
  EXPECT_EQ(wilsonInterval(0, 0).High, 1);
}

TEST(Blame, FindsTheStepOfAJumpWhereverItIs) {
  for (uint64_t Jump = 1; Jump <= 300; ++Jump) {
    FakeOracle Oracle(
        [Jump](uint64_t Prefix) { return Prefix >= Jump ? 39 : 1; });
    Blame Found = findBlame(300, 40, Oracle);
    ASSERT_GT(Found.After, 0u);
    EXPECT_EQ(Found.Measures[Found.After].Prefix, Jump);
    EXPECT_EQ(Found.Measures[Found.After - 1].Prefix, Jump - 1);
    EXPECT_TRUE(Found.isClear());
  }
}

TEST(Blame, FindsTheLargestOfSeveralJumps) {
  FakeOracle Oracle([](uint64_t Prefix) {
    return Prefix >= 900000 ? 40 : Prefix >= 123457 ? 30 : Prefix >= 7 ? 5 : 0;
  });
  Blame Found = findBlame(1000000, 40, Oracle);
  EXPECT_EQ(Found.Measures[Found.After].Prefix, 123457u);
  EXPECT_TRUE(Found.isClear());
  EXPECT_LE(Found.Measures.size(), 80u);
}

TEST(Blame, AsksForEachPrefixOnceAndKeepsThemInOrder) {
  FakeOracle Oracle([](uint64_t Prefix) { return Prefix * 40 / 1000; });
  Blame Found = findBlame(1000, 40, Oracle);
  EXPECT_EQ(Oracle.Asked.size(), Found.Measures.size());
  for (const auto &[Prefix, Times] : Oracle.Asked)
    EXPECT_EQ(Times, 1) << Prefix;
  for (size_t I = 1; I < Found.Measures.size(); ++I)
    EXPECT_LT(Found.Measures[I - 1].Prefix, Found.Measures[I].Prefix);
  EXPECT_EQ(Found.Measures.front().Prefix, 0u);
  EXPECT_EQ(Found.Measures.back().Prefix, 1000u);
  EXPECT_LE(Found.Measures.size(), 80u);
}

TEST(Blame, AGradualRiseHasNoClearStep) {
  FakeOracle Oracle([](uint64_t Prefix) { return Prefix * 40 / 1000; });
  EXPECT_FALSE(findBlame(1000, 40, Oracle).isClear());
}

TEST(Blame, WhatAlwaysFailsHasNoStepToBlame) {
  FakeOracle Oracle([](uint64_t) { return 40; });
  Blame Found = findBlame(1000, 40, Oracle);
  EXPECT_EQ(Found.After, 0u);
  EXPECT_FALSE(Found.isClear());
}

TEST(Blame, ShortSchedulesAreTriedWhole) {
  FakeOracle Oracle([](uint64_t Prefix) { return Prefix == 3 ? 40 : 0; });
  Blame Found = findBlame(3, 40, Oracle);
  EXPECT_EQ(Found.Measures.size(), 4u);
  EXPECT_EQ(Found.Measures[Found.After].Prefix, 3u);
  EXPECT_EQ(findBlame(0, 40, Oracle).Measures.size(), 1u);
}
