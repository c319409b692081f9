//===- CoverageTest.cpp - How much was explored ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Coverage.h"

#include <gtest/gtest.h>

using namespace lockstep;

TEST(SpeciesCount, Estimates) {
  SpeciesCount Species;
  EXPECT_EQ(Species.chanceOfNew(), 1);
  EXPECT_EQ(Species.estimatedKinds(), 0);
  // Three of kind 1, two of kind 2, one each of 3 and 4.
  for (uint64_t Kind : {1, 2, 1, 3, 1, 2, 4})
    Species.meet(Kind);
  EXPECT_EQ(Species.kinds(), 4u);
  EXPECT_EQ(Species.individuals(), 7u);
  EXPECT_DOUBLE_EQ(Species.chanceOfNew(), 2.0 / 7);
  // 4 + 6/7 * (2 * 1) / (2 * (1 + 1))
  EXPECT_DOUBLE_EQ(Species.estimatedKinds(), 4 + 6.0 / 7 * 0.5);
}

TEST(SpeciesCount, SaysWhatIsNew) {
  SpeciesCount Species;
  EXPECT_TRUE(Species.meet(9));
  EXPECT_FALSE(Species.meet(9));
  EXPECT_FALSE(Species.meet(9));
  EXPECT_EQ(Species.chanceOfNew(), 0);
}

namespace {
Observation behavior(uint32_t Write, uint64_t Print) {
  Observation Seen;
  Seen.Fingerprint = Print;
  Seen.ReadsFrom = {{SiteId(1), SiteId(Write)}};
  Seen.Possible = {{SiteId(1), SiteId(2)}, {SiteId(1), SiteId(3)}};
  Seen.Reached = {SiteId(1), SiteId(Write)};
  return Seen;
}
} // namespace

TEST(Coverage, CountsEachKindOfThing) {
  Coverage Seen;
  Seen.add(behavior(2, 10));
  Seen.add(behavior(2, 11));
  EXPECT_EQ(Seen.executions(), 2u);
  EXPECT_EQ(Seen.schedules().kinds(), 2u);
  EXPECT_EQ(Seen.behaviors().kinds(), 1u);
  EXPECT_EQ(Seen.pairs(), 1u);
  EXPECT_EQ(Seen.possiblePairs(), 2u);
  EXPECT_EQ(Seen.missingPairs(), 1u);
  EXPECT_EQ(Seen.sites(), 2u);
  Seen.add(behavior(3, 10));
  EXPECT_EQ(Seen.missingPairs(), 0u);
  EXPECT_EQ(Seen.sites(), 3u);
}

TEST(Coverage, IsSaturatedWhenNothingNewIsLikely) {
  Coverage Seen;
  for (unsigned I = 0; I < 100; ++I)
    Seen.add(behavior(2, I));
  EXPECT_FALSE(Seen.isSaturated()) << "99 without anything new are too few";
  Seen.add(behavior(2, 0));
  EXPECT_TRUE(Seen.isSaturated());
  Seen.add(behavior(3, 0));
  EXPECT_FALSE(Seen.isSaturated());
  // One of 201 behaviors was seen once: one in two hundred, or less.
  for (unsigned I = 0; I < 100; ++I)
    Seen.add(behavior(2, 0));
  EXPECT_TRUE(Seen.isSaturated());
}
