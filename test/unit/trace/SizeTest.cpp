//===- SizeTest.cpp - Bytes per decision ----------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Schedules.h"
#include "trace/Decoder.h"
#include "trace/Encoder.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::test;

constexpr uint64_t Million = 1'000'000;

/// Encodes, checks the round trip and returns the bytes per
/// decision, tables and all.
static double bytesPerDecision(const Trace &Source) {
  Result<std::string> Bytes = encodeTrace(Source);
  EXPECT_TRUE(bool(Bytes));
  Result<Trace> Back = decodeTrace(*Bytes);
  EXPECT_TRUE(Back && same(Source, *Back));
  double Ratio = double(Bytes->size()) / double(Source.Decisions.size());
  testing::Test::RecordProperty("bytes_per_decision", std::to_string(Ratio));
  return Ratio;
}

// What no encoding can beat when every choice is uniform is log2(n) bits.
TEST(TraceSize, TwoThreadsRandom) {
  EXPECT_LE(bytesPerDecision(loopingProgram(2, Choice::Random, Million, 11)),
            0.16);
}
TEST(TraceSize, ThreeThreadsRandom) {
  EXPECT_LE(bytesPerDecision(loopingProgram(3, Choice::Random, Million, 11)),
            0.25);
}
TEST(TraceSize, ThreeThreadsPct) {
  EXPECT_LE(bytesPerDecision(loopingProgram(3, Choice::Pct, Million, 11)),
            0.01);
}
/// What the events add, in bytes each.
static double bytesPerEvent(Trace Source) {
  size_t Without = encodeTrace(Source)->size();
  addEvents(Source, 11);
  Result<std::string> Bytes = encodeTrace(Source);
  EXPECT_TRUE(bool(Bytes));
  Result<Trace> Back = decodeTrace(*Bytes);
  EXPECT_TRUE(Back && same(Source, *Back));
  double Ratio = double(Bytes->size() - Without) / double(Source.Events.size());
  testing::Test::RecordProperty("bytes_per_event", std::to_string(Ratio));
  return Ratio;
}

// One value in 50 is a random number of 64 bits.
TEST(TraceSize, EventsOfThreeThreadsRandom) {
  EXPECT_LE(bytesPerEvent(loopingProgram(3, Choice::Random, 900'000, 11)), 0.9);
}

// Each element is a new object: the tables must stay small too.
TEST(TraceSize, TwoThreadsOverALargeArray) {
  EXPECT_LE(bytesPerDecision(arrayProgram(2, 20'000, Million, 11)), 0.16);
}
