//===- VarintTest.cpp - Numbers as bytes ----------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Varint.h"

#include <gtest/gtest.h>

#include <limits>

using namespace lockstep;
using namespace std::string_literals;

TEST(Varint, RoundTripAndLength) {
  for (unsigned Bit = 0; Bit < 64; ++Bit)
    for (int64_t Around : {-1, 0, 1}) {
      uint64_t Value = (uint64_t(1) << Bit) + uint64_t(Around);
      std::string Bytes;
      appendVarint(Bytes, Value);
      uint64_t Back = ~Value;
      EXPECT_EQ(parseVarint(Bytes + "more", Back), Bytes.size());
      EXPECT_EQ(Back, Value);
      EXPECT_LE(Bytes.size(), MaxVarintBytes);
      // Every cut is noticed, and leaves the value alone.
      for (size_t Size = 0; Size < Bytes.size(); ++Size) {
        Back = 77;
        EXPECT_EQ(parseVarint(Bytes.substr(0, Size), Back), 0u);
        EXPECT_EQ(Back, 77u);
      }
    }
}

TEST(Varint, Bytes) {
  std::string Out;
  appendVarint(Out, 300);
  EXPECT_EQ(Out, "\xac\x02");
  Out.clear();
  appendVarint(Out, std::numeric_limits<uint64_t>::max());
  EXPECT_EQ(Out, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

TEST(Varint, RefusesOtherForms) {
  uint64_t Value;
  EXPECT_EQ(parseVarint("\x80\0"s, Value), 0u);     // zero in two bytes
  EXPECT_EQ(parseVarint("\xac\x82\0"s, Value), 0u); // 300 in three
  EXPECT_EQ(parseVarint("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", Value),
            0u); // 65 bits
  EXPECT_EQ(parseVarint(std::string(20, '\x80') + "\1", Value), 0u);
}

TEST(ZigZag, SmallNumbersStaySmall) {
  EXPECT_EQ(zigZag(0), 0u);
  EXPECT_EQ(zigZag(-1), 1u);
  EXPECT_EQ(zigZag(1), 2u);
  for (int64_t Value : {int64_t(0), int64_t(-1), int64_t(5000),
                        std::numeric_limits<int64_t>::min(),
                        std::numeric_limits<int64_t>::max()})
    EXPECT_EQ(unZigZag(zigZag(Value)), Value);
}

TEST(Fixed, LittleEndian) {
  std::string Out;
  appendFixed(Out, 0x0102030405060708, 8);
  appendFixed(Out, 0x0a0b0c0d, 4);
  EXPECT_EQ(Out, "\x08\x07\x06\x05\x04\x03\x02\x01\x0d\x0c\x0b\x0a");
  EXPECT_EQ(parseFixed(Out, 8), 0x0102030405060708u);
  EXPECT_EQ(parseFixed(Out.substr(8), 4), 0x0a0b0c0du);
}
