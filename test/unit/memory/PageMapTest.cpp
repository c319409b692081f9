//===- PageMapTest.cpp - Pages of a shadow, by number ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/PageMap.h"

#include <gmock/gmock.h>
#include <map>
#include <utility>
#include <vector>

using namespace lockstep;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

struct Page {
  int Value = 0;
};
using Map = PageMap<Page, 4>;

std::vector<uint64_t> numbers(const Map &Of, uint64_t First, uint64_t Last) {
  std::vector<uint64_t> Found;
  Of.visit(First, Last,
           [&](uint64_t Number, Page &) { Found.push_back(Number); });
  return Found;
}

TEST(PageMap, HasOnlyWhatWasAskedFor) {
  Map Of;
  EXPECT_EQ(Of.find(7), nullptr);
  EXPECT_EQ(Of.findRecent(7), nullptr);
  Page &Seven = Of.get(7);
  Seven.Value = 70;
  EXPECT_EQ(Of.find(7), &Seven);
  EXPECT_EQ(Of.findRecent(7), &Seven);
  EXPECT_EQ(Of.find(3), nullptr); // the same place among the recent ones
  EXPECT_EQ(Of.findRecent(7), nullptr);
  EXPECT_EQ(Of.find(7), &Seven);
  EXPECT_EQ(&Of.get(7), &Seven);
}

TEST(PageMap, KeepsManyWhereTheyAre) {
  Map Of;
  std::map<uint64_t, Page *> Made;
  // Neighbors, multiples of a power of two, and numbers as of stacks and heaps.
  for (uint64_t I = 0; I < 2000; ++I)
    for (uint64_t Number : {I, I << 20, 0x3fffffe000 - I, 0x2aaaaaa000 + 3 * I})
      Made[Number] = &Of.get(Number);
  for (const auto &[Number, Where] : Made) {
    ASSERT_EQ(Of.find(Number), Where);
    ASSERT_EQ(Where->Value++, 0) << Number << " shares a page";
  }
  EXPECT_EQ(Of.find(2001), nullptr);
  EXPECT_EQ(numbers(Of, 0, ~uint64_t(0) - 1).size(), Made.size());
}

TEST(PageMap, VisitsRangesInOrder) {
  Map Of;
  EXPECT_THAT(numbers(Of, 0, ~uint64_t(0) - 1), IsEmpty());
  for (uint64_t Number : {90, 10, 30, 20, 1000})
    Of.get(Number);
  EXPECT_THAT(numbers(Of, 10, 13), ElementsAre(10));             // one by one
  EXPECT_THAT(numbers(Of, 10, 90), ElementsAre(10, 20, 30, 90)); // by sorting
  EXPECT_THAT(numbers(Of, 11, 89), ElementsAre(20, 30));
  EXPECT_THAT(numbers(Of, 91, 999), IsEmpty());
}

} // namespace
