//===- AnnotationTest.cpp - Findings as commands of a code host -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Annotation.h"
#include "Records.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace lockstep;

/// T0 spins for ever at \p File:42:7.
static std::string annotate(const std::string &File,
                            const std::string &Workspace,
                            const std::string &Name = "Flag") {
  Recording Made;
  ObjectId Flag = Made.object(ObjectKind::Memory, Name);
  SiteId Site = Made.site(File, 42, 7, "spin");
  Made.read(MainThread, OpKind::AtomicLoad, Flag, Site, 0);
  Made.at(MainThread).State = ThreadState::Spinning;
  Made.at(MainThread).Pending.Kind = OpKind::AtomicLoad;
  Made.at(MainThread).Pending.Object = Flag;
  Made.at(MainThread).Pending.Site = Site;
  Made.Record.Schedule.Outcome = OutcomeKind::Livelock;
  Made.Record.Schedule.Culprit = MainThread;
  Made.Record.Schedule.FailedObject = Flag;
  Made.Record.Schedule.FailedSite = Site;
  return githubAnnotation(Made.Record, Made.Symbols, Workspace);
}

TEST(Annotation, NamesPlaceTitleAndMessage) {
  std::string Text = annotate("/w/src/bank.cpp", "/w/");
  EXPECT_TRUE(Text.starts_with("::error file=src/bank.cpp,line=42,col=7,"
                               "title=Lockstep%3A livelock::T0 (main) "))
      << Text;
}

TEST(Annotation, TakesOnlyTheWorkspaceOffAPath) {
  for (const char *Workspace : {"/w/s", "", "/", "/w/src/bank.cpp", "/x"})
    EXPECT_NE(annotate("/w/src/bank.cpp", Workspace).find("file=/w/src/"),
              std::string::npos)
        << Workspace;
}

TEST(Annotation, IsOneLineWhateverTheNames) {
  std::string Text =
      annotate("/a,b:c%\n::error::x.cpp", "", "F\r\n::stop-commands::x");
  EXPECT_EQ(std::count(Text.begin(), Text.end(), '\n'), 1);
  EXPECT_EQ(Text.back(), '\n');
  EXPECT_EQ(Text.find('\r'), std::string::npos);
  EXPECT_NE(Text.find("file=/a%2Cb%3Ac%25"), std::string::npos) << Text;
}

TEST(Annotation, SaysNothingOfAnExecutionThatPassed) {
  Recording Made;
  Made.Record.Schedule.Outcome = OutcomeKind::Passed;
  EXPECT_EQ(githubAnnotation(Made.Record, Made.Symbols, ""), "");
}

TEST(Annotation, WarnsOfWhatIsUnknown) {
  Recording Made;
  Made.Record.Schedule.Outcome = OutcomeKind::StepLimit;
  EXPECT_TRUE(githubAnnotation(Made.Record, Made.Symbols, "")
                  .starts_with("::warning title=Lockstep%3A step-limit::"));
}
