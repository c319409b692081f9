//===- SiteSetTest.cpp - A set of sites -----------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/SiteSet.h"

#include <gtest/gtest.h>

using namespace lockstep;

TEST(SiteSet, HoldsWhatWasInserted) {
  SiteSet Set;
  EXPECT_FALSE(Set.contains(SiteId(3)));
  EXPECT_TRUE(Set.insert(SiteId(3)));
  EXPECT_FALSE(Set.insert(SiteId(3)));
  EXPECT_TRUE(Set.contains(SiteId(3)));
  EXPECT_FALSE(Set.contains(SiteId(2)));
  EXPECT_FALSE(Set.contains(SiteId(67)));
  Set.erase(SiteId(3));
  Set.erase(SiteId(1000));
  EXPECT_FALSE(Set.contains(SiteId(3)));
}

TEST(SiteSet, KeepsRangesApart) {
  SiteSet Set;
  constexpr uint32_t Place = 0x40000000;
  EXPECT_TRUE(Set.insert(SiteId(Place + 5)));
  EXPECT_FALSE(Set.contains(SiteId(5)));
  EXPECT_TRUE(Set.insert(SiteId(5)));
  EXPECT_TRUE(Set.contains(SiteId(Place + 5)));
  EXPECT_FALSE(Set.contains(SiteId()));
}

TEST(SiteSetDeathTest, RefusesTheInvalidSite) {
  SiteSet Set;
  EXPECT_DEATH(Set.insert(SiteId()), "isValid");
}
