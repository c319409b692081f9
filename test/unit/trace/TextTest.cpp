//===- TextTest.cpp - The listing of a trace ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Text.h"
#include "Schedules.h"
#include "base/Random.h"
#include "trace/Encoder.h"
#include "trace/Validator.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::test;

TEST(TraceText, ControlCharactersDoNotReachATerminal) {
  EXPECT_EQ(printable("a\x1b[2J\n\\\x7f\xc2\x9b\xc3\xa9\xe2\x80\xae"),
            "a\\x1b[2J\\x0a\\\\\\x7f\\xc2\\x9b\xc3\xa9\\xe2\\x80\\xae");
  for (char Byte : traceToText(oddTrace(1, 500)))
    EXPECT_TRUE(uint8_t(Byte) >= 0x20 || Byte == '\n');
}

/// Whether the text of \p Source gives \p Source, byte for byte.
static void expectRoundTrip(const Trace &Source) {
  Result<AssembledTrace> Back = traceFromText(traceToText(Source));
  ASSERT_TRUE(bool(Back)) << Back.error();
  EXPECT_FALSE(Back->Edited);
  EXPECT_TRUE(same(Source, Back->Made));
  EXPECT_EQ(*encodeTrace(Source), *encodeTrace(Back->Made));
}

TEST(TraceText, RoundTrips) {
  expectRoundTrip(Trace());
  expectRoundTrip(exampleTrace());
  for (uint64_t Seed = 0; Seed < 20; ++Seed) {
    Trace Odd = oddTrace(Seed, Seed * 50);
    expectRoundTrip(Odd);
    addEvents(Odd, Seed);
    expectRoundTrip(Odd);
  }
  Trace Cut = loopingProgram(3, Choice::Random, 2000, 1);
  Cut.Truncated = true;
  expectRoundTrip(Cut);
}

TEST(TraceText, RoundTripsAnyString) {
  Random Source(1);
  constexpr char Bytes[] = " \t\n\r\\\";#=x\0\x1b\xc3\xa9\xe2\x80\xae:'";
  for (unsigned I = 0; I < 500; ++I) {
    std::string Text;
    for (uint32_t Size = Source.below(8); Size > 0; --Size)
      Text += Bytes[Source.below(sizeof Bytes - 1)];
    Trace Odd = exampleTrace();
    Odd.Program = Odd.Arguments[0] = Odd.Summary = Text;
    Odd.Threads[1].Name = Odd.Objects[1].Name = Odd.Modules[0].Path = Text;
    Odd.Sites[2].Function = Odd.Sites[2].File = Text;
    expectRoundTrip(Odd);
  }
}

TEST(TraceText, PlacesOutsideInstrumentedCode) {
  Trace Source = exampleTrace();
  Source.Sites[2] = {OpKind::AtomicRmw, 0, 4096, "", 0, 0, "", ""};
  Source.Decisions = {
      {0, OpKind::MutexTimedLock, DecisionTimedOut, 2, 99},
      {9, OpKind::Yield, 0, SiteId::InvalidValue, ObjectId::InvalidValue}};
  Source.Events.clear();
  std::string Text = traceToText(Source);
  EXPECT_NE(Text.find("0 T0 MutexTimedLock O99 S2 timed-out ; at "
                      "/b/bank+0x1000\n1 T9 Yield\n"),
            std::string::npos)
      << Text;
}

/// The example's text after \p From was replaced with \p To.
static std::string edited(const std::string &From, const std::string &To) {
  std::string Text = traceToText(exampleTrace());
  size_t At = Text.find(From);
  EXPECT_NE(At, std::string::npos) << From;
  return Text.replace(At, From.size(), To);
}

TEST(TraceText, AnEditedScheduleLosesWhatCameOfIt) {
  Result<AssembledTrace> Out = traceFromText(
      edited("2 T1 AtomicRmw O1 S2 ; n: 1 -> 2 at b.c:4:5 in add\n",
             "\n; a thought\n  T1 AtomicRmw\tS2  O1 timed-out;another\r\n"
             "T1 value SpuriousWake 1 of 2\n"));
  ASSERT_TRUE(bool(Out)) << Out.error();
  EXPECT_TRUE(Out->Edited);
  Trace Expected = exampleTrace();
  Expected.Decisions[2].Flags = DecisionTimedOut;
  Expected.Decisions.insert(
      Expected.Decisions.begin() + 3,
      Decision::value(ThreadId(1), ValueReason::SpuriousWake, 1, 2));
  Expected.Events.clear();
  Expected.Ends.clear();
  Expected.Culprit = ThreadId();
  Expected.Summary.clear();
  EXPECT_TRUE(same(Expected, Out->Made));
  EXPECT_TRUE(bool(validateContents(Out->Made)));
}

TEST(TraceText, NumbersAndCommentsAreNoEdit) {
  Result<AssembledTrace> Out = traceFromText(
      edited("2 T1 AtomicRmw O1 S2 ; n: 1 -> 2 at b.c:4:5 in add\n",
             ";\n99 T1 AtomicRmw O1 S2 ; mine\n\n"));
  ASSERT_TRUE(bool(Out)) << Out.error();
  EXPECT_FALSE(Out->Edited);
  EXPECT_TRUE(same(exampleTrace(), Out->Made));
}

TEST(TraceText, ErrorsNameThePlaceAndTheMend) {
  auto Says = [](const std::string &From, const std::string &To,
                 const std::string &Expected) {
    Result<AssembledTrace> Out = traceFromText(edited(From, To));
    ASSERT_FALSE(bool(Out)) << To;
    EXPECT_EQ(Out.error(), Expected);
  };
  const std::string Line = "2 T1 AtomicRmw O1 S2 ";
  Says(Line, "2 T1 AtomicRmv O1 S2 ",
       "line 30, column 6: the operation 'AtomicRmv' does not exist; did you "
       "mean 'AtomicRmw'?");
  Says(Line, "2 X1 AtomicRmw",
       "line 30, column 3: the thread 'X1' is not one; write T and a number, "
       "such as T0");
  Says(Line, "T1 AtomicRmw O1 O1",
       "line 30, column 17: there is one already; remove one of them");
  Says(Line, "T1 AtomicRmw O1 here",
       "line 30, column 17: an object (O0), a site (S0), 'timed-out' or a "
       "comment behind ';' is expected here");
  Says(Line, "2 T1 AtomicRmw O7 S2 ",
       "line 30, column 16: O7: there is no such object; the last is O1");
  Says(Line, "T1 AtomicRmw S3",
       "line 30, column 14: S3: there is no such site; the last is S2");
  Says(Line, "2 T2 AtomicRmw",
       "line 30, column 3: T2: there is no such thread; the last is T1");
  Says("0 T0 ThreadCreate O0 S0 ; at b.c:9:3 in main\n", "",
       "line 29, column 3: T1: the thread acts before its parent creates it; "
       "move the line behind the ThreadCreate");
  Says("WakeOrder 1 of 2", "WakeOrder 2 of 2",
       "line 34, column 6: value: the choice is not below the bound; lower it");
  Says("WakeOrder 1 of 2", "WakeOrder 1 2",
       "line 34, column 24: 'of' and the bound are expected here, such as '0 "
       "of 2'");
  Says("WakeOrder", "wakeorder",
       "line 34, column 12: the reason 'wakeorder' does not exist; did you "
       "mean 'WakeOrder'?");
  Says("# iteration: 7", "# iteratoin: 7",
       "line 8, column 3: the key 'iteratoin' does not exist; did you mean "
       "'iteration'?");
  Says("# iteration: 7", "# iteration: seven",
       "line 8, column 14: iteration 'seven' is not a number; write one from "
       "0 to 18446744073709551615");
  Says("# thread: T1 ", "# thread: T3 ",
       "line 22, column 11: the entries are numbered; the next is T1");
  Says("name=\"n\"", "name=\"\\n\"",
       "line 24, column 32: a '\\' that begins nothing; write it as '\\\\', "
       "and a byte as '\\x' and two hexadecimal digits");
  Says("name=\"n\"", "nam=\"n\"",
       "line 24, column 26: the field 'nam' does not exist; did you mean "
       "'name'?");
  Says("# lockstep-trace: 1", "# tool: 1",
       "line 1, column 1: this is not the text of a trace, which begins with "
       "'# lockstep-trace: 1'; 'lockstep dump' writes it");
}

// Thousands of seeded changes: none may crash, and what can be read can be
// written and read again.
TEST(TraceText, ChangedText) {
  Random Source(2);
  const std::string Whole = traceToText(exampleTrace());
  unsigned Good = 0;
  for (unsigned I = 0; I < 5000; ++I) {
    std::string Text = Whole;
    for (uint32_t Times = 1 + Source.below(3); Times > 0; --Times) {
      size_t At = Source.below(uint32_t(Text.size()));
      size_t From = Source.below(uint32_t(Text.size()));
      Text.replace(At, Source.below(6), Whole.substr(From, Source.below(6)));
    }
    Result<AssembledTrace> Out = traceFromText(Text);
    if (!Out) {
      EXPECT_TRUE(Out.error().starts_with("line ")) << Out.error();
      continue;
    }
    ++Good;
    Result<AssembledTrace> Again = traceFromText(traceToText(Out->Made));
    ASSERT_TRUE(bool(Again)) << Again.error();
    EXPECT_TRUE(same(Out->Made, Again->Made));
  }
  EXPECT_GT(Good, 100u);
}
