//===- MeasureTest.cpp - Which schedule is simpler ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/Measure.h"
#include "shrink/Plan.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {
std::vector<Decision> schedule(std::string_view Threads) {
  std::vector<Decision> Made;
  for (char Thread : Threads)
    Made.push_back({uint16_t(Thread - '0'), OpKind::AtomicLoad});
  return Made;
}
} // namespace

TEST(Measure, CountsWhatThereIs) {
  std::vector<Decision> Made = schedule("001121");
  Made.push_back(Decision::value(ThreadId(1), ValueReason::WakeOrder, 1, 3));
  Made.push_back(Decision::value(ThreadId(1), ValueReason::WakeOrder, 0, 3));
  Made.push_back(
      Decision::value(ThreadId(1), ValueReason::SpuriousWake, 0, 16));
  Made.push_back(Decision::value(ThreadId(1), ValueReason::WeakFailure, 9, 16));
  Made.push_back({1, OpKind::CondResume, DecisionTimedOut});
  Made.push_back({1, OpKind::Sleep, DecisionTimedOut});
  EXPECT_EQ(measureOf(Made, 2), (Measure{2, 3, 3, 3, 8}));
}

TEST(Measure, PreemptionsCountMost) {
  EXPECT_LT((Measure{0, 9, 9, 9, 9}), (Measure{1, 0, 0, 0, 0}));
  EXPECT_LT((Measure{1, 2, 9, 9, 9}), (Measure{1, 3, 0, 0, 0}));
  EXPECT_LT((Measure{1, 2, 2, 0, 9}), (Measure{1, 2, 2, 1, 0}));
}

TEST(Measure, OfEqualSchedulesOneIsEarlier) {
  // It stays longer with the same thread; then the earlier thread comes first.
  EXPECT_TRUE(isEarlier(schedule("0011"), schedule("0101")));
  EXPECT_FALSE(isEarlier(schedule("0101"), schedule("0011")));
  EXPECT_TRUE(isEarlier(schedule("0012"), schedule("0021")));
  EXPECT_FALSE(isEarlier(schedule("0012"), schedule("0012")));
  EXPECT_TRUE(isEarlier(schedule("00"), schedule("001")));
  std::vector<Decision> Usual = {
      Decision::value(ThreadId(0), ValueReason::WakeOrder, 0, 3)};
  std::vector<Decision> Other = {
      Decision::value(ThreadId(0), ValueReason::WakeOrder, 2, 3)};
  EXPECT_TRUE(isEarlier(Usual, Other));
  EXPECT_FALSE(isEarlier(Other, Usual));
}

TEST(Plan, HoldsTheValuesOfTheSchedule) {
  std::vector<Decision> Made = schedule("001");
  Made.push_back(Decision::value(ThreadId(1), ValueReason::WakeOrder, 0, 3));
  Made.push_back(Decision::value(ThreadId(1), ValueReason::WakeOrder, 2, 3));
  Made.push_back({2, OpKind::AtomicLoad});
  Plan Of = planOf(Made, {{0, 1, 2, false, 2}, {1, 2, 1, false, 3}});
  ASSERT_EQ(Of.Deviations.size(), 3u);
  EXPECT_FALSE(Of.Deviations[0].IsValue);
  EXPECT_TRUE(Of.Deviations[1].IsValue);
  EXPECT_EQ(Of.Deviations[1].After, 1u);
  EXPECT_EQ(Of.Deviations[1].Choice, 2u);
  EXPECT_EQ(Of.Deviations[2].Choice, 2u);
}

TEST(Plan, AHashTellsPlansApart) {
  Plan A{{{0, 1, 2}}, {}}, B = A;
  EXPECT_EQ(hashOf(A), hashOf(B));
  B.Deviations[0].Step = 7;
  EXPECT_EQ(hashOf(A), hashOf(B));
  B.Deviations[0].IsValue = true;
  EXPECT_NE(hashOf(A), hashOf(B));
  B = A;
  B.Last = {1};
  EXPECT_NE(hashOf(A), hashOf(B));
}
