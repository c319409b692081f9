//===- TimelineTest.cpp - A schedule in columns by thread
//------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Timeline.h"
#include "report/Text.h"

#include <cstring>
#include <gtest/gtest.h>
#include <sstream>

using namespace lockstep;

namespace {
TimelineLine line(uint32_t Thread, const std::string &Text) {
  TimelineLine Line;
  Line.Step = 7;
  Line.Thread = ThreadId(Thread);
  Line.Text = Text;
  Line.Where = "bank.cpp:42";
  Line.Source = "  To.Lock.lock();";
  return Line;
}

std::vector<TimelineColumn> columns(uint32_t Count) {
  std::vector<TimelineColumn> Columns;
  for (uint32_t I = 0; I < Count; ++I)
    Columns.push_back({ThreadId(I), "T" + std::to_string(I)});
  return Columns;
}

size_t widest(const std::string &Text) {
  std::istringstream In(Text);
  size_t Widest = 0;
  for (std::string Line; std::getline(In, Line);)
    Widest = std::max(Widest, displayWidth(Line));
  return Widest;
}
} // namespace

TEST(Timeline, PutsEachThreadInItsColumn) {
  std::string Text = renderTimeline({line(0, "lock A"), line(1, "lock B")},
                                    columns(2), 100, false);
  EXPECT_EQ(Text, "   step   T0              T1\n"
                  "      7   lock A          |       bank.cpp:42    "
                  "To.Lock.lock();\n"
                  "      7   |               lock B  bank.cpp:42    "
                  "To.Lock.lock();\n");
}

TEST(Timeline, KeepsToItsWidth) {
  std::string Long(300, 'x');
  for (unsigned Width : {0u, 60u, 80u, 100u, 133u, 250u})
    for (uint32_t Threads : {1u, 2u, 3u, 8u, 40u, 300u}) {
      std::vector<TimelineLine> Lines;
      for (uint32_t I = 0; I < Threads; ++I)
        Lines.push_back(line(I, Long));
      Lines.push_back(line(0, "short"));
      Lines.back().Where = Lines.back().Source = Long;
      std::string Text = renderTimeline(Lines, columns(Threads), Width, false);
      EXPECT_LE(widest(Text), std::max(Width, 60u))
          << Width << " columns, " << Threads << " threads";
      EXPECT_NE(Text.find("xxxxxxxx"), Text.npos);
    }
}

TEST(Timeline, ThreadsWithoutRoomShareTheLastColumn) {
  std::string Text =
      renderTimeline({line(39, "lock A")}, columns(40), 100, false);
  EXPECT_NE(Text.find("T39: lock A"), Text.npos);
  EXPECT_NE(Text.find("others"), Text.npos);
}

TEST(Timeline, MarksSwitchesFoldsAndEnds) {
  TimelineLine Switch = line(0, "a"), Fold = line(0, "..."), End = line(0, "b");
  Switch.Switch = true;
  Fold.Fold = true;
  End.AtEnd = true;
  std::string Text =
      renderTimeline({Switch, Fold, End}, columns(1), 100, false);
  EXPECT_NE(Text.find("      7 > a"), Text.npos);
  EXPECT_NE(Text.find("\n          ..."), Text.npos);
  EXPECT_NE(Text.find("    end   b"), Text.npos);
}

TEST(Timeline, CutsNoEndThatMustBeSeen) {
  TimelineLine Line;
  Line.Thread = ThreadId(0);
  Line.Text = std::string(200, 'x') + ", by choice";
  Line.Where = "bank.cpp:42";
  std::vector<TimelineColumn> Columns = {{ThreadId(0), "T0"}};
  EXPECT_EQ(renderTimeline({Line}, Columns, 80, false).find("by choice"),
            std::string::npos);
  Line.Uncut = strlen(", by choice");
  std::string Text = renderTimeline({Line}, Columns, 80, false);
  EXPECT_NE(Text.find("xxx..., by choice  bank.cpp:42"), std::string::npos);
  // However little room there is.
  Line.Text = "lock mutex" + std::string(100, 'y');
  Line.Uncut = 100;
  Text = renderTimeline({Line}, Columns, 60, false);
  EXPECT_NE(Text.find("lock mutex" + std::string(100, 'y')), std::string::npos);
}
