//===- RoundTripTest.cpp - What is written is read ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Schedules.h"
#include "trace/Decoder.h"
#include "trace/Encoder.h"
#include "trace/Format.h"
#include "trace/Limits.h"
#include "trace/Validator.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::test;

static void expectRoundTrip(const Trace &Source) {
  Result<std::string> Bytes = encodeTrace(Source);
  ASSERT_TRUE(bool(Bytes)) << Bytes.error();
  Result<Trace> Back = decodeTrace(*Bytes);
  ASSERT_TRUE(bool(Back)) << Back.error();
  EXPECT_TRUE(same(Source, *Back));
}

TEST(TraceRoundTrip, Empty) { expectRoundTrip(Trace()); }

TEST(TraceRoundTrip, Example) { expectRoundTrip(exampleTrace()); }

TEST(TraceRoundTrip, APrefixStaysAPrefix) {
  Trace Source = exampleTrace();
  Source.Truncated = true;
  expectRoundTrip(Source);
}

TEST(TraceRoundTrip, EveryOddField) {
  for (uint64_t Seed = 0; Seed < 40; ++Seed)
    expectRoundTrip(oddTrace(Seed, Seed * 40));
}

TEST(TraceRoundTrip, AtTheBordersOfFrames) {
  for (size_t Count : {format::FrameDecisions - 1, format::FrameDecisions,
                       format::FrameDecisions + 1})
    expectRoundTrip(oddTrace(3, Count));
}

TEST(TraceRoundTrip, Events) {
  for (uint64_t Seed = 0; Seed < 20; ++Seed) {
    Trace Source = oddTrace(Seed, Seed * 40);
    addEvents(Source, Seed);
    expectRoundTrip(Source);
  }
}

TEST(TraceRoundTrip, EventsAtTheBordersOfFrames) {
  Trace Source =
      loopingProgram(3, Choice::Random, 2 * format::FrameEvents + 9, 5);
  addEvents(Source, 5);
  for (size_t Count : {2 * format::FrameEvents - 1, 2 * format::FrameEvents,
                       2 * format::FrameEvents + 1}) {
    Source.Events.resize(std::min(Count, Source.Events.size()));
    expectRoundTrip(Source);
  }
}

TEST(TraceRoundTrip, TooManyEventsAreLeftOut) {
  Trace Source = loopingProgram(2, Choice::Random, 1'100'000, 1);
  addEvents(Source, 1);
  ASSERT_GT(Source.Events.size(), limits::MaxEvents);
  Result<std::string> Bytes = encodeTrace(Source);
  ASSERT_TRUE(bool(Bytes)) << Bytes.error();
  Source.Events.clear();
  EXPECT_TRUE(same(Source, *decodeTrace(*Bytes)));
}

TEST(TraceRoundTrip, LongRunOfOneThread) {
  Trace Source;
  Source.Decisions.assign(200'000, {7, OpKind::Yield, 0, 1, 2});
  expectRoundTrip(Source);
}

TEST(TraceRoundTrip, SameTraceSameBytes) {
  Trace Source = oddTrace(5, 100'000);
  Result<std::string> First = encodeTrace(Source);
  Result<std::string> Second = encodeTrace(Source);
  ASSERT_TRUE(First && Second);
  EXPECT_EQ(*First, *Second);
  Result<Trace> Back = decodeTrace(*First);
  ASSERT_TRUE(bool(Back));
  Result<std::string> Third = encodeTrace(*Back);
  ASSERT_TRUE(bool(Third));
  EXPECT_EQ(*First, *Third);
}

TEST(TraceRoundTrip, EmptySitesTakeNoRoom) {
  Trace Source;
  Source.Sites.resize(1'000'000);
  Result<std::string> Bytes = encodeTrace(Source);
  ASSERT_TRUE(bool(Bytes));
  EXPECT_LT(Bytes->size(), 300u);
  expectRoundTrip(Source);
}

TEST(TraceWriter, RefusesWhatTheReaderWould) {
  auto Refusal = [](const Trace &Source) {
    Result<std::string> Bytes = encodeTrace(Source);
    return Bytes ? std::string() : Bytes.error();
  };
  Trace Long;
  Long.Program.assign(limits::MaxStringBytes + 1, 'x');
  EXPECT_EQ(Refusal(Long),
            "this trace cannot be written: section 'HEAD': the program is "
            "longer than the limit of 524288 bytes; record a shorter "
            "execution, with a lower max_steps");
  Trace Many;
  Many.Threads.resize(limits::MaxThreads + 1);
  EXPECT_NE(Refusal(Many).find("the thread list is 65537"), std::string::npos);
  Trace Unknown;
  Unknown.Outcome = OutcomeKind(OutcomeKindCount);
  EXPECT_NE(Refusal(Unknown).find("the outcome is not"), std::string::npos);
  Trace Kind;
  Kind.Decisions.push_back({0, OpKind(OpKindCount), 0, 0, 0});
  EXPECT_NE(Refusal(Kind).find("an operation's kind"), std::string::npos);
  Trace Events = exampleTrace();
  Events.Events[3].Object = ObjectId(0);
  EXPECT_NE(Refusal(Events).find("event 3: it is not what decision 3 led to"),
            std::string::npos);
}
