//===- FormatsTest.cpp ----------------------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Formats.h"

#include <gtest/gtest.h>
#include <vector>

using namespace lockstep;

namespace {

constexpr uint64_t NoLimit = UINT64_MAX;
const char A[] = "a", B[] = "b";
const wchar_t W[] = L"w";

struct Seen {
  const void *Address;
  uint64_t Size;
  bool IsText = true;
  bool IsWide = false;
  bool operator==(const Seen &) const = default;
};

std::vector<Seen> collect(const FormatRanges &Ranges) {
  std::vector<Seen> All;
  for (const FormatRange &Each : Ranges)
    All.push_back({Each.Address, Each.Size, Each.IsText, Each.IsWide});
  return All;
}

std::vector<Seen> printed(const char *Format, ...) {
  va_list Arguments;
  va_start(Arguments, Format);
  FormatRanges Ranges = printedRanges(Format, Arguments);
  va_end(Arguments);
  return collect(Ranges);
}

std::vector<Seen> scanned(const char *Format, int Assigned, ...) {
  va_list Arguments;
  va_start(Arguments, Assigned);
  FormatRanges Ranges = scannedRanges(Format, Assigned, Arguments);
  va_end(Arguments);
  return collect(Ranges);
}

using All = std::vector<Seen>;

TEST(Formats, StringsAreFoundBehindEveryKindOfArgument) {
  EXPECT_EQ(printed("%d %s", 1, A), (All{{A, NoLimit}}));
  EXPECT_EQ(printed("%hhd%hd%ld%lld%zu%jd%td%s", 1, 2, 3L, 4LL, size_t(5),
                    intmax_t(6), ptrdiff_t(7), A),
            (All{{A, NoLimit}}));
  EXPECT_EQ(printed("%f %Lg %e %s", 1.0, 2.0L, 3.0, A), (All{{A, NoLimit}}));
  EXPECT_EQ(printed("%c%%%m%p%s%s", 'x', A, A, B),
            (All{{A, NoLimit}, {B, NoLimit}}));
  EXPECT_EQ(printed("%-5s|%+08.3f|%#x|%'d|%s", A, 1.0, 2, 3, B),
            (All{{A, NoLimit}, {B, NoLimit}}));
  EXPECT_EQ(printed("%1$*2$d%3$s", 1, 2, A), (All{{A, NoLimit}}));
}

TEST(Formats, ManyArgumentsComeFromTheStackOfTheCall) {
  EXPECT_EQ(printed("%d%d%d%d%d%d%d%d%f%f%f%f%f%f%f%f%f%f%Lf%s", 1, 2, 3, 4, 5,
                    6, 7, 8, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1., 2.L, A),
            (All{{A, NoLimit}}));
}

TEST(Formats, APrecisionLimits) {
  EXPECT_EQ(printed("%.3s", A), (All{{A, 3}}));
  EXPECT_EQ(printed("%.s", A), (All{{A, 0}}));
  EXPECT_EQ(printed("%.*s", 4, A), (All{{A, 4}}));
  EXPECT_EQ(printed("%.*s", -4, A), (All{{A, NoLimit}}));
  EXPECT_EQ(printed("%*.*s", 9, 4, A), (All{{A, 4}}));
  EXPECT_EQ(printed("%20.5s", A), (All{{A, 5}}));
}

TEST(Formats, WideStringsWithoutPrecisionOnly) {
  EXPECT_EQ(printed("%ls", W), (All{{W, NoLimit, true, true}}));
  EXPECT_EQ(printed("%S", W), (All{{W, NoLimit, true, true}}));
  EXPECT_EQ(printed("%.3ls%s", W, A), (All{{A, NoLimit}}));
}

TEST(Formats, PositionsNameArguments) {
  EXPECT_EQ(printed("%2$s %1$d", 7, A), (All{{A, NoLimit}}));
  EXPECT_EQ(printed("%2$s %1$s %2$s", A, B),
            (All{{B, NoLimit}, {A, NoLimit}, {B, NoLimit}}));
  EXPECT_EQ(printed("%3$.*2$s %1$f", 1.5, 4, A), (All{{A, 4}}));
}

TEST(Formats, InDoubtNothing) {
  EXPECT_EQ(printed("%2$s", 1, A), All{});    // what is the first one?
  EXPECT_EQ(printed("%1$s %s", A, B), All{}); // a mixture
  EXPECT_EQ(printed("%1$s %1$d", A), All{});  // two types of one argument
  EXPECT_EQ(printed("%s %y %s", A, 1, B), (All{{A, NoLimit}}));
  EXPECT_EQ(printed("%s %", A), (All{{A, NoLimit}}));
  EXPECT_EQ(printed("%99999999999999999999$s", A), All{});
  EXPECT_EQ(printed("%s", static_cast<char *>(nullptr)), All{});
  EXPECT_EQ(printed("nothing"), All{});
}

TEST(Formats, MoreArgumentsThanAreLookedAt) {
  std::string Format;
  for (unsigned I = 0; I != MaxFormatArguments; ++I)
    Format += "%%%m";
  EXPECT_EQ(printed((Format + "%s").c_str(), A), (All{{A, NoLimit}}));
  EXPECT_EQ(printed("%65$s", A), All{});
}

TEST(Formats, ScannedValuesHaveTheSizeOfTheirType) {
  int Int;
  double Double;
  long double LongDouble;
  short Short;
  EXPECT_EQ(scanned("%d %lf", 2, &Int, &Double),
            (All{{&Int, 4, false}, {&Double, 8, false}}));
  EXPECT_EQ(scanned("%hx,%Lf", 2, &Short, &LongDouble),
            (All{{&Short, 2, false}, {&LongDouble, 16, false}}));
}

TEST(Formats, OnlyWhatWasAssignedIsWritten) {
  int One, Two;
  EXPECT_EQ(scanned("%d%d", 1, &One, &Two), (All{{&One, 4, false}}));
  EXPECT_EQ(scanned("%d%d", 0, &One, &Two), All{});
  EXPECT_EQ(scanned("%d%d", -1, &One, &Two), All{});
  EXPECT_EQ(scanned("%*d%d", 1, &One), (All{{&One, 4, false}}));
  EXPECT_EQ(scanned("%n%d", 1, &One, &Two), (All{{&Two, 4, false}}));
}

TEST(Formats, ScannedStringsAndCharacters) {
  char Text[20];
  char *Made;
  EXPECT_EQ(scanned("%s", 1, Text), (All{{Text, NoLimit}}));
  EXPECT_EQ(scanned("%9s", 1, Text), (All{{Text, 10}}));
  EXPECT_EQ(scanned("%c%5c", 2, Text, Text),
            (All{{Text, 1, false}, {Text, 5, false}}));
  EXPECT_EQ(scanned("%[^]%]%3[]a-z]", 2, Text, Text),
            (All{{Text, NoLimit}, {Text, 4}}));
  EXPECT_EQ(scanned("%ms", 1, &Made), (All{{&Made, 8, false}}));
  EXPECT_EQ(scanned("%ls", 1, W), (All{{W, NoLimit, true, true}}));
  EXPECT_EQ(scanned("%[abc", 1, Text), All{});
  EXPECT_EQ(scanned("%1$s", 1, Text), All{});
}

} // namespace
