//===- FoldingTest.cpp - Which events a schedule shows
//---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Folding.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace lockstep;

namespace {
/// "0001" is three events of thread 0 and one of thread 1.
std::vector<ThreadId> threads(const std::string &Digits) {
  std::vector<ThreadId> Threads;
  for (char Digit : Digits)
    Threads.push_back(ThreadId(uint32_t(Digit - '0')));
  return Threads;
}

bool shows(const std::vector<ScheduleRow> &Rows, size_t Index) {
  return std::any_of(Rows.begin(), Rows.end(), [&](const ScheduleRow &Row) {
    return Row.Count == 1 && Row.First == Index;
  });
}

size_t covered(const std::vector<ScheduleRow> &Rows) {
  size_t Next = 0;
  for (const ScheduleRow &Row : Rows) {
    EXPECT_EQ(Row.First, Next);
    Next += Row.Count;
  }
  return Next;
}
} // namespace

TEST(Folding, ShowsShortSchedulesWhole) {
  EXPECT_EQ(foldSchedule(threads("0110"), {}, 60).size(), 4u);
  EXPECT_TRUE(foldSchedule({}, {}, 60).empty());
}

TEST(Folding, FoldsTheMiddleOfAQuietStretch) {
  auto Threads = threads("1" + std::string(100, '0') + "1");
  std::vector<ScheduleRow> Rows = foldSchedule(Threads, {}, 60);
  ASSERT_EQ(Rows.size(), 9u);
  EXPECT_EQ(Rows[4].Count, 94u);
  EXPECT_EQ(Rows[4].Thread, ThreadId(0));
  EXPECT_EQ(covered(Rows), Threads.size());
}

TEST(Folding, AFoldOfTwoWouldSaveNothing) {
  EXPECT_EQ(foldSchedule(threads("00000000"), {}, 60).size(), 8u);
  EXPECT_EQ(foldSchedule(threads("000000000"), {}, 60).size(), 7u);
}

TEST(Folding, KeepsTheEvidence) {
  std::vector<size_t> Evidence{50};
  auto Rows = foldSchedule(threads(std::string(100, '0')), Evidence, 60);
  EXPECT_TRUE(shows(Rows, 50));
  EXPECT_FALSE(shows(Rows, 49));
}

TEST(Folding, KeepsToTheMostRows) {
  std::string Digits;
  for (int I = 0; I < 5000; ++I)
    Digits += I % 2 ? "1" : "0";
  auto Threads = threads(Digits);
  std::vector<size_t> Evidence;
  for (size_t I = 0; I < 4000; I += 100)
    Evidence.push_back(I);
  for (size_t MaxRows : {10, 11, 13, 60, 200}) {
    auto Rows = foldSchedule(Threads, Evidence, MaxRows);
    EXPECT_LE(Rows.size(), MaxRows);
    EXPECT_EQ(covered(Rows), Threads.size());
    EXPECT_TRUE(shows(Rows, 0));
    EXPECT_TRUE(shows(Rows, 4999));
    EXPECT_TRUE(shows(Rows, Evidence.back()));
    for (const ScheduleRow &Row : Rows)
      if (Row.Count > 1) {
        EXPECT_FALSE(Row.Thread.isValid());
        EXPECT_EQ(Row.Switches, Row.Count - 1);
      }
  }
}

TEST(Folding, FoldsWhatDoesNotMatter) {
  auto Threads = threads("0101010101");
  std::vector<bool> Matters(10);
  for (size_t Index : {0, 1, 6, 9})
    Matters[Index] = true;
  std::vector<ScheduleRow> Rows = foldSchedule(Threads, {}, 60, Matters);
  EXPECT_EQ(covered(Rows), Threads.size());
  for (size_t Index : {0, 1, 6, 9})
    EXPECT_TRUE(shows(Rows, Index));
  ASSERT_EQ(Rows[2].Count, 4u);
  EXPECT_TRUE(Rows[2].Quiet);
  // A fold of two would save nothing.
  EXPECT_TRUE(shows(Rows, 7));
  EXPECT_TRUE(shows(Rows, 8));
}

TEST(Folding, KeepsEvidenceThatDoesNotMatter) {
  std::vector<size_t> Evidence{5};
  std::vector<bool> Matters(10);
  auto Rows = foldSchedule(threads("0101010101"), Evidence, 60, Matters);
  ASSERT_EQ(Rows.size(), 3u);
  EXPECT_TRUE(shows(Rows, 5));
}

TEST(Folding, AFoldOfBothKindsIsNotQuiet) {
  std::vector<bool> Matters(100, true);
  Matters[40] = false;
  auto Rows = foldSchedule(threads(std::string(100, '0')), {}, 60, Matters);
  ASSERT_EQ(Rows.size(), 7u);
  EXPECT_FALSE(Rows[3].Quiet);
  EXPECT_EQ(Rows[3].Thread, ThreadId(0));
}

TEST(Folding, NeverFoldsWhatWasChosen) {
  auto Threads = threads("1" + std::string(100, '0') + "1");
  const size_t Chosen[] = {50};
  std::vector<ScheduleRow> Rows = foldSchedule(Threads, {}, 60, {}, Chosen);
  EXPECT_TRUE(shows(Rows, 50));
  EXPECT_EQ(covered(Rows), Threads.size());

  std::string Digits;
  for (int I = 0; I < 1000; ++I)
    Digits += I % 2 ? '1' : '0';
  std::vector<size_t> Many;
  for (size_t I = 300; I < 700; I += 10)
    Many.push_back(I);
  Rows = foldSchedule(threads(Digits), {}, 60, {}, Many);
  for (size_t Index : Many)
    EXPECT_TRUE(shows(Rows, Index)) << Index;
  EXPECT_EQ(covered(Rows), Digits.size());
  EXPECT_LE(Rows.size(), 60 + 2 * Many.size());
}
