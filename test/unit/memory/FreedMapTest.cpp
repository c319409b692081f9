//===- FreedMapTest.cpp - Memory that nobody may access any more ----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/FreedMap.h"
#include "memory/HeapHistory.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {

FreedBlock block(uint64_t Address, uint64_t Size, bool IsStack = false) {
  FreedBlock Of;
  Of.Address = Address;
  Of.Size = Size;
  Of.IsStack = IsStack;
  return Of;
}

TEST(FreedMap, KnowsTheBytesOfABlockAndNoOthers) {
  FreedMap Map(1 << 20);
  EXPECT_FALSE(Map.mayContain(0x1000, 8));
  Map.add(block(0x1010, 24));
  for (uint64_t Byte = 0x1000; Byte < 0x1040; ++Byte) {
    bool Inside = Byte >= 0x1010 && Byte < 0x1028;
    EXPECT_EQ(Map.mayContain(Byte, 1), Inside) << Byte;
    EXPECT_EQ(Map.find(Byte, 1) != nullptr, Inside) << Byte;
    EXPECT_EQ(Map.mayContain(Byte, 0), Inside) << Byte;
  }
  EXPECT_TRUE(Map.mayContain(0x100c, 8));
  EXPECT_TRUE(Map.mayContain(0x1027, 16));
  EXPECT_FALSE(Map.mayContain(0x1028, 16));
}

TEST(FreedMap, SeesABlockInTheMiddleOfALongAccess) {
  FreedMap Map(1 << 20);
  Map.add(block(0x20000, 24));
  EXPECT_TRUE(Map.mayContain(0x10000, 0x20000));
  EXPECT_FALSE(Map.mayContain(0x10000, 0x10000));
  EXPECT_FALSE(Map.mayContain(0x20018, 0x100000));
}

TEST(FreedMap, MarksBlocksThatSpanPages) {
  FreedMap Map(16 << 20);
  Map.add(block(0x10000 - 16, 0x30000));
  for (uint64_t At : {0xfff0, 0x10000, 0x20000, 0x3ffe0})
    EXPECT_TRUE(Map.mayContain(At, 8)) << At;
  EXPECT_FALSE(Map.mayContain(0x3fff0, 8));
}

TEST(FreedMap, EvictsTheOldestWhenItIsFull) {
  FreedMap Map(4096);
  uint64_t Address = 0x1000, Evicted = 0x1000;
  for (unsigned I = 0; I < 100; ++I, Address += 64) {
    ASSERT_TRUE(Map.fits(48));
    Map.add(block(Address, 48));
    while (uint64_t Oldest = Map.evict()) {
      EXPECT_EQ(Oldest, Evicted);
      EXPECT_FALSE(Map.mayContain(Oldest, 48));
      Evicted += 64;
    }
  }
  EXPECT_GT(Evicted, 0x1000u);
  EXPECT_TRUE(Map.mayContain(Address - 64, 48));
  // The same place again.
  Map.add(block(0x1000, 48));
  EXPECT_TRUE(Map.mayContain(0x1000, 48));
}

TEST(FreedMap, KeepsNothingWithoutRoom) {
  EXPECT_FALSE(FreedMap(0).fits(1));
  EXPECT_FALSE(FreedMap(4096).fits(4096));
  EXPECT_TRUE(FreedMap(1 << 20).fits(4096));
}

TEST(FreedMap, RemembersStacksUntilTheyServeAgain) {
  FreedMap Map(0);
  Map.addStack(block(0x100000, 0x1000, true));
  Map.addStack(block(0x200000, 0x1000, true));
  EXPECT_NE(Map.find(0x100ff8, 8), nullptr);
  EXPECT_NE(Map.find(0x200000, 8), nullptr);
  EXPECT_EQ(Map.find(0x180000, 8), nullptr);
  EXPECT_FALSE(Map.mayContain(0x201000, 8));
  Map.removeStacks(0x200000, 0x1000);
  EXPECT_EQ(Map.find(0x200000, 8), nullptr);
  EXPECT_TRUE(Map.mayContain(0x100000, 8));
  Map.removeStacks(0x100000, 0x1000);
  EXPECT_FALSE(Map.mayContain(0x100000, 8));
}

} // namespace

TEST(HeapHistory, FindsTheBlockThatHasAByte) {
  HeapHistory Heap;
  Heap.allocated({100, 24, MainThread, StackId(1)});
  Heap.allocated({200, 0, ThreadId(1), StackId(2)});
  EXPECT_EQ(Heap.find(99), nullptr);
  EXPECT_EQ(Heap.find(100)->Where, StackId(1));
  EXPECT_EQ(Heap.find(123)->Where, StackId(1));
  EXPECT_EQ(Heap.find(124), nullptr) << "behind its end";
  EXPECT_EQ(Heap.find(200)->By, ThreadId(1)) << "an empty one has a place, too";
  EXPECT_EQ(Heap.before(150)->Address, 100u);
  EXPECT_TRUE(Heap.freed(100));
  EXPECT_EQ(Heap.find(100), nullptr);
  EXPECT_EQ(Heap.before(150), nullptr);
}
