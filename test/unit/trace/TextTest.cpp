//===- TextTest.cpp - The listing of a trace ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Text.h"
#include "Schedules.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::test;

TEST(TraceText, Example) {
  EXPECT_EQ(traceToText(exampleTrace()), R"(# tool: 0.1.0
# program: /b/bank
# argument: ./bank
# environment: TZ=UTC
# module: /b/bank build-id=1f3a sites=3
# strategy: random
# campaign-seed: 300
# iteration: 7
# options: spurious=0
# pool-size: 4
# shared-site: S2 b.c:4:5 in add
# outcome: signal
# exit-code: 0
# signal: 11
# summary: SUMMARY: crash
# thread: T0
# thread: T1 parent=T0 birth=0 name=adder
# object: O0 Thread
# object: O1 Memory name=n
# decisions: 12
# truncated: no
0 T0 ThreadCreate O0 S0 b.c:9:3 in main
1 T0 AtomicRmw O1(n) S2 b.c:4:5 in add
2 T1 AtomicRmw O1(n) S2 b.c:4:5 in add
3 T1 AtomicRmw O1(n) S2 b.c:4:5 in add
4 T0 AtomicRmw O1(n) S2 b.c:4:5 in add
5 T1 AtomicRmw O1(n) S2 b.c:4:5 in add
6 T1 value WakeOrder 1 of 2
7 T1 AtomicRmw O1(n) S2 b.c:4:5 in add
8 T1 AtomicRmw O1(n) S2 b.c:4:5 in add
9 T1 AtomicRmw O1(n) S2 b.c:4:5 in add
10 T1 AtomicRmw O1(n) S2 b.c:4:5 in add
11 T1 AtomicRmw O1(n) S2 b.c:4:5 in add
)");
}

TEST(TraceText, ControlCharactersDoNotReachATerminal) {
  EXPECT_EQ(printable("a\x1b[2J\n\\\x7f\xc2\x9b\xc3\xa9"),
            "a\\x1b[2J\\x0a\\\\\\x7f\\xc2\\x9b\xc3\xa9");
  for (char Byte : traceToText(oddTrace(1, 500)))
    EXPECT_TRUE(uint8_t(Byte) >= 0x20 || Byte == '\n');
}

TEST(TraceText, PlacesOutsideInstrumentedCode) {
  Trace Source = exampleTrace();
  Source.Sites[2] = {OpKind::AtomicRmw, 0, 4096, "", 0, 0, "", ""};
  Source.Decisions = {
      {0, OpKind::MutexTimedLock, DecisionTimedOut, 2, 99},
      {9, OpKind::Yield, 0, SiteId::InvalidValue, ObjectId::InvalidValue}};
  std::string Text = traceToText(Source);
  EXPECT_TRUE(Text.ends_with("0 T0 MutexTimedLock O99 S2 /b/bank+0x1000 "
                             "timed-out\n1 T9 Yield - -\n"))
      << Text;
}
