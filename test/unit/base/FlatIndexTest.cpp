//===- FlatIndexTest.cpp - Numbers for keys -------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/FlatIndex.h"

#include <gtest/gtest.h>

using namespace lockstep;

TEST(FlatIndex, NumbersKeysInTheOrderOfAppearance) {
  FlatIndex Index;
  EXPECT_EQ(Index.insert(70), std::pair(0u, true));
  EXPECT_EQ(Index.insert(0), std::pair(1u, true));
  EXPECT_EQ(Index.insert(70), std::pair(0u, false));
  EXPECT_EQ(Index.insert(~uint64_t(0)), std::pair(2u, true));
  EXPECT_EQ(Index.size(), 3u);
}

TEST(FlatIndex, KeepsNumbersWhileItGrows) {
  FlatIndex Index;
  for (uint64_t Key = 0; Key < 10000; ++Key)
    EXPECT_EQ(Index.insert(Key << 32), std::pair(uint32_t(Key), true));
  for (uint64_t Key = 0; Key < 10000; ++Key)
    EXPECT_EQ(Index.insert(Key << 32), std::pair(uint32_t(Key), false));
}

TEST(FlatIndex, ForgetsEverythingAtOnce) {
  FlatIndex Index;
  Index.insert(5);
  Index.insert(6);
  Index.clear();
  EXPECT_EQ(Index.size(), 0u);
  EXPECT_EQ(Index.insert(6), std::pair(0u, true));
}
