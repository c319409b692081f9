//===- ScheduleRingTest.cpp - Which abstract schedule is changed ----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/ScheduleRing.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {
constexpr SitePair Pair{SiteId(1), SiteId(2)}, Other{SiteId(3), SiteId(4)};

AbstractSchedule with(std::vector<Constraint> Of) {
  return {std::move(Of), false};
}

Observation seen(std::vector<SitePair> ReadsFrom, uint64_t Steps = 100) {
  Observation Seen;
  Seen.ReadsFrom = std::move(ReadsFrom);
  Seen.Reached = {SiteId(1), SiteId(2), SiteId(3), SiteId(4)};
  Seen.Steps = Steps;
  return Seen;
}

/// How many of the next executions change a schedule with just \p Of.
unsigned turnsOf(const ScheduleRing &Ring, const Constraint &Of,
                 unsigned Among = 256) {
  unsigned Count = 0;
  for (unsigned Place = 0; Place < Among; ++Place)
    Count += Ring.parentOf(Place).Constraints == std::vector<Constraint>{Of};
  return Count;
}
} // namespace

TEST(ScheduleRing, KeepsWhatCameTrueFirst) {
  ScheduleRing Ring;
  EXPECT_TRUE(Ring.parentOf(5).Constraints.empty());
  Ring.learn(with({{Pair, true}}), seen({}));      // it was missed
  Ring.learn(with({{Pair, false}}), seen({Pair})); // and that was broken
  EXPECT_EQ(Ring.size(), 1u);
  Ring.learn(with({{Pair, true}}), seen({Pair}));
  Ring.learn(with({{Pair, false}}), seen({}));
  EXPECT_EQ(Ring.size(), 3u);
  Ring.learn(with({{Pair, true}}), seen({Pair})); // nothing new
  EXPECT_EQ(Ring.size(), 3u);
  Ring.learn(with({{Pair, true}, {Other, true}}), seen({Pair, Other}));
  EXPECT_EQ(Ring.size(), 4u);
  // A read that never came kept nothing.
  Observation Nowhere = seen({});
  Nowhere.Reached.clear();
  Ring.learn(with({{Other, false}}), Nowhere);
  EXPECT_EQ(Ring.size(), 4u);
}

TEST(ScheduleRing, WhatWasJustKeptIsNext) {
  ScheduleRing Ring;
  Ring.learn(with({}), seen({}));
  Ring.endBatch();
  EXPECT_EQ(turnsOf(Ring, {Pair, true}), 0u);
  Ring.learn(with({{Pair, true}}), seen({Pair}));
  EXPECT_EQ(turnsOf(Ring, {Pair, true}), 0u) << "not before the batch is over";
  Ring.endBatch();
  EXPECT_EQ(Ring.parentOf(0).Constraints.size(), 1u);
  EXPECT_GT(turnsOf(Ring, {Pair, true}), 0u);
}

// The mean is (executions) / (schedules); whose constraints were kept oftener
// is passed over, and the others have 2, 4, 8, … of 16 parts of it.
TEST(ScheduleRing, WhatCameTrueOftenHasNoTurns) {
  ScheduleRing Ring;
  Ring.learn(with({{Pair, true}}), seen({Pair}));
  Ring.learn(with({{Other, true}}), seen({Other}));
  for (unsigned Trial = 0; Trial < 98; ++Trial)
    Ring.learn(with({{Pair, true}}), seen({Pair}));
  Ring.endBatch();
  EXPECT_EQ(turnsOf(Ring, {Pair, true}, 16), 0u);
  EXPECT_GE(turnsOf(Ring, {Other, true}, 16), 1u);
}

TEST(ScheduleRing, LongExecutionsHaveFewer) {
  ScheduleRing Ring;
  Ring.learn(with({{Pair, true}}), seen({Pair}, 10000));
  Ring.learn(with({{Other, true}}), seen({Other}, 10));
  for (unsigned Trial = 0; Trial < 98; ++Trial)
    Ring.learn(with({}), seen({}, 100));
  Ring.endBatch();
  EXPECT_EQ(turnsOf(Ring, {Pair, true}, 9), 1u);
  EXPECT_EQ(turnsOf(Ring, {Other, true}, 9), 8u);
}

// Executions that are over have had their turn, whatever batches they came in.
TEST(ScheduleRing, TurnsGoOnWhereTheyWere) {
  ScheduleRing Ring;
  Ring.learn(with({{Pair, true}}), seen({Pair}));
  Ring.endBatch();
  std::vector<size_t> Before;
  for (unsigned Place = 0; Place < 100; ++Place)
    Before.push_back(Ring.parentOf(Place).Constraints.size());
  for (unsigned Place = 0; Place < 40; ++Place)
    Ring.learn(Ring.parentOf(Place), seen({Pair}));
  Ring.endBatch();
  for (unsigned Place = 40; Place < 100; ++Place)
    EXPECT_EQ(Ring.parentOf(Place - 40).Constraints.size(), Before[Place]);
}
