//===- SanitizerReportTest.cpp - What a sanitizer wrote -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/SanitizerReport.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {

TEST(SanitizerReport, NamesTheKindOfTheSummary) {
  SanitizerReport Found = parseSanitizerReport(
      "=====\n==1==ERROR: AddressSanitizer: attempting double-free on 0x60 in "
      "thread T0:\n    #0 0x1 in free\n\nSUMMARY: AddressSanitizer: "
      "double-free a.c:4:3 in main\n==1==ABORTING\n");
  EXPECT_EQ(Found.Tool, "AddressSanitizer");
  EXPECT_EQ(Found.Kind, "double-free");
}

TEST(SanitizerReport, DoesWithoutASummary) {
  SanitizerReport Found = parseSanitizerReport(
      "==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x60\n");
  EXPECT_EQ(Found.Kind, "heap-use-after-free");
}

TEST(SanitizerReport, CallsLeaksSo) {
  SanitizerReport Found = parseSanitizerReport(
      "==1==ERROR: LeakSanitizer: detected memory leaks\n\nSUMMARY: "
      "AddressSanitizer: 10 byte(s) leaked in 1 allocation(s).\n");
  EXPECT_EQ(Found.Tool, "LeakSanitizer");
  EXPECT_EQ(Found.Kind, "memory-leak");
}

TEST(SanitizerReport, NamesJoinsThatFail) {
  SanitizerReport Found = parseSanitizerReport(
      "==1==ERROR: LeakSanitizer: Joining already joined thread, aborting.\n");
  EXPECT_EQ(Found.Tool, "LeakSanitizer");
  EXPECT_EQ(Found.Kind, "invalid-join");
  EXPECT_EQ(Found.What, "Joining already joined thread");
}

TEST(SanitizerReport, QuotesUndefinedBehavior) {
  SanitizerReport Found = parseSanitizerReport(
      "a.c:5:15: runtime error: shift exponent 40 is too large\n");
  EXPECT_EQ(Found.Tool, "UndefinedBehaviorSanitizer");
  EXPECT_EQ(Found.Kind, "undefined-behavior");
  EXPECT_EQ(Found.What, "shift exponent 40 is too large");
  EXPECT_EQ(Found.File, "a.c");
  EXPECT_EQ(Found.Line, 5u);
  EXPECT_EQ(Found.Column, 15u);
}

TEST(SanitizerReport, TakesOnlyAPlaceForOne) {
  SanitizerReport Found = parseSanitizerReport(
      "the program's line 3\n/b/a:b.c:7: runtime error: x\n");
  EXPECT_EQ(Found.File, "/b/a:b.c");
  EXPECT_EQ(Found.Line, 7u);
  EXPECT_EQ(Found.Column, 0u);
  for (const char *Text :
       {"<unknown>: runtime error: x\n", "bank+0x1a2b: runtime error: x\n",
        ": runtime error: x\n", "a:99999999999: runtime error: x\n"})
    EXPECT_TRUE(parseSanitizerReport(Text).File.empty()) << Text;
}

TEST(SanitizerReport, TakesWarningsForNoError) {
  for (const char *Text :
       {"", "==1==WARNING: ASan doesn't fully support makecontext\n",
        "==1==ERROR: something else", "ERROR: ", "Sanitizer: "})
    EXPECT_FALSE(parseSanitizerReport(Text).exists()) << Text;
}

} // namespace
