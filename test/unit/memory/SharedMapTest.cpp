//===- SharedMapTest.cpp - Memory that threads share ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/SharedMap.h"

#include <gmock/gmock.h>

using namespace lockstep;
using testing::ElementsAre;

namespace {
struct SharedMapTest : testing::Test {
  void touchByAnother(uint64_t Address, SiteId Site) {
    Map.touch(Address, 8, true, ThreadId(1), Site);
  }
  bool isForeign(uint64_t Address) {
    return Map.isForeign(Address, 8, MainThread);
  }
  SharedMap Map;
};
constexpr uint64_t Gigabyte = 1 << 30;
} // namespace

TEST_F(SharedMapTest, ForgetsTheRangeAndNothingElse) {
  for (uint64_t Address : {0x1000, 0x1008, 0x1200, 0x1208})
    touchByAnother(Address, SiteId(1));
  Map.forget(0x1008, 0x200);
  EXPECT_TRUE(isForeign(0x1000));
  EXPECT_FALSE(isForeign(0x1008));
  EXPECT_FALSE(isForeign(0x1200));
  EXPECT_TRUE(isForeign(0x1208));
}

TEST_F(SharedMapTest, ForgetsMuchMoreThanWasTouchedInNoTime) {
  touchByAnother(5 * Gigabyte, SiteId(3));
  touchByAnother(3 * Gigabyte, SiteId(2));
  touchByAnother(Gigabyte, SiteId(1));
  std::vector<SiteId> Sites;
  Map.forget(2 * Gigabyte, 100000 * Gigabyte, MainThread, &Sites);
  EXPECT_TRUE(isForeign(Gigabyte));
  EXPECT_FALSE(isForeign(3 * Gigabyte));
  EXPECT_FALSE(isForeign(5 * Gigabyte));
  EXPECT_THAT(Sites, ElementsAre(SiteId(2), SiteId(), SiteId(3), SiteId()));
}
