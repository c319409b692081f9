//===- MemberPathTest.cpp - From an offset to a member --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/MemberPath.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {
constexpr const char *Accounts = "[2*48]1\n{0+40 lock;40+8 balance;}";
constexpr const char *Table = "{0+16 name:1;16+224 rows:2;240+40 grid:6;}\n"
                              "[16*1]\n"
                              "[4*56]3\n"
                              "{0+4 id;8+48 slots:4;}\n"
                              "[3*16]5\n"
                              "{0+8 p;8+8 next;}\n"
                              "[2*20]7\n"
                              "[5*4]";
} // namespace

TEST(MemberPath, EndsWhereTheLayoutDoes) {
  EXPECT_EQ(memberPath(Accounts, 0, 0), "[0].lock");
  EXPECT_EQ(memberPath(Accounts, 48, 0), "[1].lock");
  EXPECT_EQ(memberPath(Accounts, 88, 8), "[1].balance");
  EXPECT_EQ(memberPath(Accounts, 64, 4), "[1].lock+16");
}

TEST(MemberPath, GoesThroughNestedTypes) {
  EXPECT_EQ(memberPath(Table, 16 + 3 * 56 + 8 + 16 + 8, 8),
            ".rows[3].slots[1].next");
  EXPECT_EQ(memberPath(Table, 240 + 20 + 8, 4), ".grid[1][2]");
  EXPECT_EQ(memberPath(Table, 0, 1), ".name[0]");
}

TEST(MemberPath, StopsBeforeWhatIsSmallerThanTheAccess) {
  EXPECT_EQ(memberPath(Accounts, 48, 48), "[1]");
  EXPECT_EQ(memberPath(Accounts, 0, 96), "");
  EXPECT_EQ(memberPath(Table, 0, 16), ".name");
  EXPECT_EQ(memberPath(Table, 8, 8), ".name[8]");
  EXPECT_EQ(memberPath(Table, 16 + 4, 8), ".rows[0]+4") << "id and padding";
  EXPECT_EQ(memberPath(Table, 12, 8), "+12") << "name and rows";
}

TEST(MemberPath, OfAUnionTheFirstThatFits) {
  constexpr const char *Union = "{0+4 i;0+8 d;0+4 parts:1;}\n{0+2 lo;2+2 hi;}";
  EXPECT_EQ(memberPath(Union, 0, 4), ".i");
  EXPECT_EQ(memberPath(Union, 0, 8), ".d");
  EXPECT_EQ(memberPath(Union, 4, 4), ".d+4");
}

TEST(MemberPath, BasesAndAnonymousMembersHaveNoName) {
  constexpr const char *Door = "{8+1 open|locked;12+4:1;0+8:2;}\n"
                               "{0+4 whole;}\n{0+4 kind;4+4 rank;}";
  EXPECT_EQ(memberPath(Door, 4, 4), ".rank");
  EXPECT_EQ(memberPath(Door, 12, 4), ".whole");
  EXPECT_EQ(memberPath(Door, 8, 1), ".open|locked");
}

TEST(MemberPath, ArraysOfUnknownLengthHaveElements) {
  EXPECT_EQ(memberPath("[0*4]", 400, 4), "[100]");
  EXPECT_EQ(memberPath("[2*4]", 8, 4), "+8");
}

TEST(MemberPath, ADamagedLayoutNamesNothing) {
  for (const char *Bad :
       {"", "\n", "{", "[", "}", "[2*", "[2*48", "[2*0]0", "[*4]", "{;;;}",
        "{8+;}", "{+8 x;}", "{99999999999999999999+8 x;}", "{8+8 x", "8+8 x;"})
    EXPECT_EQ(memberPath(Bad, 8, 4), "+8") << Bad;
  EXPECT_EQ(memberPath("[2*8]9", 8, 4), "[1]") << "no such line";
  EXPECT_EQ(memberPath("[2*8]-1", 8, 4), "[1]");
  EXPECT_EQ(memberPath("{18446744073709551615+8 x;8+8 y:z;}", 8, 4), ".y");
  // Types that hold themselves end somewhere.
  EXPECT_LT(memberPath("{0+8 x:0;}", 4, 4).size(), 1000u);
  EXPECT_EQ(memberPath("{0+8:0;}", 4, 4), "+4");
}
