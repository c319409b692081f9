//===- HashTest.cpp - Hashes of bytes -------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Hash.h"

#include <gtest/gtest.h>

using namespace lockstep;

// XXH64's published results.
TEST(Hash, PublishedVectors) {
  EXPECT_EQ(hash64(""), 0xef46db3751d8e999u);
  EXPECT_EQ(hash64("a"), 0xd24ec4f1a98c6e5bu);
  EXPECT_EQ(hash64("abc"), 0x44bc2cf5ad770999u);
  EXPECT_EQ(hash32("abc"), 0xad770999u);
}

TEST(Hash, SeedMatters) { EXPECT_NE(hash64("abc", 1), hash64("abc", 0)); }
