//===- NearestTest.cpp - What was meant by a misspelt word ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Nearest.h"

#include <gtest/gtest.h>
#include <string>

using namespace lockstep;

TEST(EditDistance, CountsEachKindOfMistake) {
  EXPECT_EQ(editDistance("", ""), 0u);
  EXPECT_EQ(editDistance("", "abc"), 3u);
  EXPECT_EQ(editDistance("abc", ""), 3u);
  EXPECT_EQ(editDistance("pct", "PCT"), 0u);
  EXPECT_EQ(editDistance("ptc", "pct"), 1u);
  EXPECT_EQ(editDistance("randm", "random"), 1u);
  EXPECT_EQ(editDistance("kitten", "sitting"), 3u);
  // No substring is edited twice: 3, where the unrestricted distance is 2.
  EXPECT_EQ(editDistance("ca", "abc"), 3u);
}

TEST(Nearest, FindsTheClosest) {
  const std::string_view Names[] = {"random", "pct", "pos"};
  EXPECT_EQ(nearest("ptc", Names), "pct");
  EXPECT_EQ(nearest("radnom", Names), "random");
  EXPECT_EQ(nearest("pos", Names), "pos");
  // "pot" is one letter from both; the first counts.
  EXPECT_EQ(nearest("pot", Names), "pct");
}

TEST(Nearest, IsSilentWhenNothingIsNear) {
  const std::string_view Names[] = {"random", "pct", "pos"};
  EXPECT_EQ(nearest("", Names), "");
  EXPECT_EQ(nearest("wombat", Names), "");
  EXPECT_EQ(nearest("xyz", Names), "");
  EXPECT_EQ(nearest(std::string(100000, 'p'), Names), "");
  EXPECT_EQ(nearest("pct", {}), "");
}
