//===- HostileTest.cpp - Files that were made to do harm ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Resealed.h"
#include "Schedules.h"
#include "base/Random.h"
#include "trace/Decoder.h"
#include "trace/Encoder.h"
#include "trace/Text.h"
#include "trace/Validator.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::test;

// Thousands of seeded changes, at three depths: the bytes of the file, the
// payloads behind the checks, and the contents behind the compression. None may
// crash; built with sanitizers, none may do anything undefined.

/// Changes \p Bytes in one to four places.
static void mutate(std::string &Bytes, Random &Source) {
  for (uint32_t Times = 1 + Source.below(4); Times > 0; --Times) {
    size_t At = Source.below(uint32_t(Bytes.size() + 1));
    size_t Length = 1 + Source.below(8);
    constexpr char Extremes[] = {'\0', '\1', '\x7f', '\x80', '\xff'};
    char Byte =
        Source.chance(1, 2) ? char(Source.next()) : Extremes[Source.below(5)];
    switch (Source.below(5)) {
    case 0:
      Bytes.insert(At, Length, Byte);
      break;
    case 1:
      Bytes.erase(At, Length);
      break;
    case 2:
      Bytes.insert(At, Bytes.substr(Source.below(uint32_t(At + 1)), Length));
      break;
    default:
      if (At < Bytes.size())
        Bytes[At] = Byte;
    }
  }
}

/// Uses what can be made of \p Bytes in every way. \return whether it decoded.
static bool exercise(const std::string &Bytes) {
  (void)validateTrace(Bytes);
  Result<Trace> Out = decodeTrace(Bytes);
  if (!Out) {
    EXPECT_FALSE(Out.error().empty());
    return false;
  }
  EXPECT_FALSE(traceToText(*Out).empty());
  Result<std::string> Again = encodeTrace(*Out);
  EXPECT_TRUE(bool(Again));
  Result<Trace> Back = decodeTrace(*Again);
  EXPECT_TRUE(Back && same(*Out, *Back));
  return true;
}

static std::vector<std::string> seeds() {
  std::vector<std::string> Out;
  Trace Full = loopingProgram(3, Choice::Random, 1000, 7);
  addEvents(Full, 7);
  for (const Trace &Source : {exampleTrace(), oddTrace(1, 300), Full,
                              loopingProgram(3, Choice::Random, 2000, 4)})
    Out.push_back(*encodeTrace(Source));
  return Out;
}

TEST(TraceHostile, ChangedBytes) {
  Random Source(1);
  for (const std::string &Whole : seeds())
    for (unsigned I = 0; I < 2000; ++I) {
      std::string Bytes = Whole;
      mutate(Bytes, Source);
      exercise(Bytes);
    }
}

TEST(TraceHostile, ChangedPayloads) {
  Random Source(2);
  for (const std::string &Whole : seeds())
    for (unsigned I = 0; I < 2000; ++I) {
      std::vector<LooseSection> Sections = takeApart(Whole);
      mutate(Sections[Source.below(uint32_t(Sections.size()))].Payload, Source);
      exercise(putTogether(Sections));
    }
}

TEST(TraceHostile, ChangedContents) {
  Random Source(3);
  unsigned Decoded = 0;
  for (const std::string &Whole : seeds())
    for (unsigned I = 0; I < 4000; ++I) {
      std::vector<LooseSection> Sections = takeApart(Whole);
      Sections.pop_back(); // the index, whose offsets would not agree
      LooseSection &Chosen = Sections[Source.below(uint32_t(Sections.size()))];
      std::string Numbers;
      std::vector<std::string> Blocks =
          takeBlocks(Chosen.Payload, numbersBefore(Chosen.Tag), Numbers);
      mutate(Blocks[Source.below(uint32_t(Blocks.size()))], Source);
      Chosen.Payload = storeBlocks(Numbers, Blocks);
      Decoded += exercise(putTogether(Sections));
    }
  // Some changes make another valid trace: the mutations do get this deep.
  EXPECT_GT(Decoded, 500u);
}

TEST(TraceHostile, AnyBytes) {
  Random Source(4);
  for (unsigned I = 0; I < 2000; ++I) {
    std::string Bytes;
    for (uint32_t Size = Source.below(200); Size > 0; --Size)
      Bytes.push_back(char(Source.next()));
    EXPECT_FALSE(exercise(Bytes));
  }
}
