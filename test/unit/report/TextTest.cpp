//===- TextTest.cpp - Strings for terminals
//--------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Text.h"

#include <gtest/gtest.h>

using namespace lockstep;

TEST(Text, EscapesWhatSteersATerminal) {
  EXPECT_EQ(escapeText("plain"), "plain");
  EXPECT_EQ(escapeText("a\033[31mb\r\n"), "a\\x1b[31mb\\x0d\\x0a");
  EXPECT_EQ(escapeText("a\tb"), "a    b");
  EXPECT_EQ(escapeText("Z\xc3\xbcrich"), "Z\xc3\xbcrich");
  EXPECT_EQ(escapeText("\xc3"), "\\xc3");
  EXPECT_EQ(escapeText("\xff\xfe"), "\\xff\\xfe");
  EXPECT_EQ(escapeText("\xc0\x80"), "\\xc0\\x80") << "overlong";
  EXPECT_EQ(escapeText("\xe2\x80\xae"), "\\xe2\\x80\\xae")
      << "right-to-left override";
  EXPECT_EQ(escapeText("\xc2\x9b"), "\\xc2\\x9b") << "C1 control";
  EXPECT_EQ(escapeText(std::string_view("\0", 1)), "\\x00");
}

TEST(Text, ClipsAndPadsByColumns) {
  EXPECT_EQ(clipText("abcdef", 6), "abcdef");
  EXPECT_EQ(clipText("abcdefg", 6), "abc...");
  EXPECT_EQ(clipText("\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc", 4),
            "\xc3\xbc...");
  EXPECT_EQ(clipText("abcdefg", 2), "..");
  EXPECT_EQ(padText("\xc3\xbc", 3), "\xc3\xbc  ");
}

TEST(Text, WrapsBetweenWords) {
  EXPECT_EQ(wrapText("one two three", 7),
            (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrapText("unbreakable", 4),
            (std::vector<std::string>{"unbreakable"}));
  EXPECT_TRUE(wrapText("", 10).empty());
}

TEST(Text, WritesValuesAsAPersonWould) {
  EXPECT_EQ(valueText(7, 4), "7");
  EXPECT_EQ(valueText(0xffffffff, 4), "-1");
  EXPECT_EQ(valueText(0xffffffff, 8), "0xffffffff");
  EXPECT_EQ(valueText(~uint64_t(0), 8), "-1");
  EXPECT_EQ(valueText(0xff, 1), "255");
  EXPECT_EQ(valueText(0x7fff12345678, 8), "0x7fff12345678");
}

TEST(Text, WritesShares) {
  EXPECT_EQ(percentText(0), "0 %");
  EXPECT_EQ(percentText(1e-9), "less than 0.0001 %");
  EXPECT_EQ(percentText(0.000002), "0.0002 %");
  EXPECT_EQ(percentText(0.00123), "0.12 %");
  EXPECT_EQ(percentText(0.0999), "10 %");
  EXPECT_EQ(percentText(0.98), "98 %");
  EXPECT_EQ(percentText(1), "100 %");
}

TEST(FunctionName, KeepsTheNameOnly) {
  EXPECT_EQ(shortFunctionName("main"), "main");
  EXPECT_EQ(shortFunctionName("transfer(Account&, Account&, int)"), "transfer");
  EXPECT_EQ(shortFunctionName("bank::Account::lock() const"),
            "bank::Account::lock");
  EXPECT_EQ(shortFunctionName("void run<int, std::vector<int>>(int)"), "run");
  EXPECT_EQ(shortFunctionName("std::vector<int, std::allocator<int> >::size()"),
            "std::vector::size");
  EXPECT_EQ(shortFunctionName("(anonymous namespace)::worker(void*)"),
            "(anonymous namespace)::worker");
  EXPECT_EQ(shortFunctionName("main::{lambda(int)#1}::operator()(int) const"),
            "main::{lambda}::operator()");
  EXPECT_EQ(shortFunctionName("f(int)::{lambda()#2}::operator()() const"),
            "f::{lambda}::operator()");
  EXPECT_EQ(shortFunctionName("operator<<(std::ostream&, int)"), "operator<<");
  EXPECT_EQ(shortFunctionName("A::operator bool() const"), "A::operator bool");
  EXPECT_EQ(shortFunctionName("operator new(unsigned long)"), "operator new");
  EXPECT_EQ(shortFunctionName("take(int) [clone .cold]"), "take");
  for (const char *Odd : {"", "(", "<", ")>", "a<", "{", "operator", " ", "a("})
    shortFunctionName(Odd);
}
