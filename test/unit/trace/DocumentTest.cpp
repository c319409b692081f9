//===- DocumentTest.cpp - The document and the code agree -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HexDump.h"
#include "Schedules.h"
#include "trace/Encoder.h"
#include "trace/Format.h"
#include "trace/Limits.h"
#include "trace/Text.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace lockstep;
using namespace lockstep::test;

// docs/trace-format.md and the code say the same.

static std::string document() {
  std::ifstream File(LOCKSTEP_TRACE_DOCUMENT);
  EXPECT_TRUE(File.is_open()) << LOCKSTEP_TRACE_DOCUMENT;
  std::ostringstream Text;
  Text << File.rdbuf();
  return Text.str();
}

TEST(TraceDocument, WorkedExample) {
  std::string Block =
      "```text\n" + explainTrace(*encodeTrace(exampleTrace())) + "```\n";
  EXPECT_NE(document().find(Block), std::string::npos)
      << "the worked example should be:\n"
      << Block;
}

TEST(TraceDocument, ListingOfTheExample) {
  std::string Block = "```text\n" + traceToText(exampleTrace()) + "```\n";
  EXPECT_NE(document().find(Block), std::string::npos)
      << "the listing should be:\n"
      << Block;
}

TEST(TraceDocument, Numbers) {
  const std::string Text = document();
  struct {
    const char *Name;
    uint64_t Value;
  } const Rows[] = {
      {"Version", format::Version},
      {"FrameDecisions", format::FrameDecisions},
      {"RunRankEscape", format::RunRankEscape},
      {"GuessHitsMax", format::GuessHitsMax},
      {"GuessCount", format::GuessCount},
      {"MaxFileBytes", limits::MaxFileBytes},
      {"MaxBlockBytes", limits::MaxBlockBytes},
      {"MaxTotalBytes", limits::MaxTotalBytes},
      {"MaxStringBytes", limits::MaxStringBytes},
      {"MaxStrings", limits::MaxStrings},
      {"MaxModules", limits::MaxModules},
      {"MaxSites", limits::MaxSites},
      {"MaxThreads", limits::MaxThreads},
      {"MaxObjects", limits::MaxObjects},
      {"MaxOperations", limits::MaxOperations},
      {"MaxDecisions", limits::MaxDecisions},
      {"MaxFrameDecisions", limits::MaxFrameDecisions},
      {"MaxEvents", limits::MaxEvents},
      {"MaxAccesses", limits::MaxAccesses},
      {"MaxFrames", limits::MaxFrames},
      {"MaxStacks", limits::MaxStacks},
      {"FrameEvents", format::FrameEvents},
  };
  for (auto &[Name, Value] : Rows) {
    std::string Row =
        std::string("| `") + Name + "` | " + std::to_string(Value) + " |";
    EXPECT_NE(Text.find(Row), std::string::npos) << "no row " << Row;
  }
}

TEST(TraceDocument, Tags) {
  const std::string Text = document();
  for (std::string_view Tag :
       {format::HeadTag, format::SitesTag, format::ThreadsTag,
        format::ObjectsTag, format::OperationsTag, format::DecisionsTag,
        format::EndTag, format::EventsTag, format::CallersTag,
        format::OverlapsTag, format::RacesTag, format::FindingTag,
        format::IndexTag})
    EXPECT_NE(Text.find("\n### " + std::string(Tag) + ": "), std::string::npos)
        << Tag;
}
