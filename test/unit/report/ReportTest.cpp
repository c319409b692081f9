//===- ReportTest.cpp - Whole reports of odd executions
//--------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Report.h"
#include "Records.h"
#include "report/Messages.h"
#include "report/Schedule.h"
#include "report/Text.h"
#include "report/TraceRecord.h"

#include <algorithm>
#include <ctime>
#include <gtest/gtest.h>
#include <set>

using namespace lockstep;

namespace {
/// No control character but the newline.
bool isPrintable(const std::string &Text) {
  return std::none_of(Text.begin(), Text.end(), [](unsigned char C) {
    return (C < 0x20 && C != '\n') || C == 0x7f;
  });
}

std::string lastLine(const std::string &Text) {
  size_t Begin = Text.rfind('\n', Text.size() - 2);
  return Text.substr(Begin + 1, Text.size() - Begin - 2);
}
} // namespace

TEST(Report, EndsInTheSummaryOfItsKind) {
  for (auto &[Name, Sample] : sampleRecordings()) {
    std::string Summary = lastLine(Sample.render());
    EXPECT_EQ(Summary, summaryLine(Sample.Record, Sample.Symbols));
    std::string Kind = outcomeSlug(reportedOutcome(Sample.Record));
    EXPECT_TRUE(Summary.starts_with("SUMMARY: Lockstep: " + Kind + " "))
        << Summary;
  }
}

TEST(Report, SaysOfAThreadThatWouldWaitThatItDoes) {
  Recording Sample = sampleRecordings().at("divergence");
  Sample.Record.Actual.Flags = DecisionHasToWait;
  std::string Text = Sample.render();
  EXPECT_NE(Text.find("lock mutex 'Savings.Lock' (has to wait) at bank.cpp"),
            Text.npos)
      << Text;
  EXPECT_EQ(Text.find("times out"), Text.npos);
}

TEST(Messages, NameAnObjectOfAnOperationOnce) {
  EXPECT_EQ(messages::decision("T1", OpKind::SemWait, "semaphore 'Go'", "",
                               /*TimedOut=*/false),
            "T1: wait on semaphore 'Go'");
  EXPECT_EQ(messages::decision("T1", OpKind::SemDestroy, "destroyer", "",
                               /*TimedOut=*/true),
            "T1: destroy semaphore destroyer (times out)");
  EXPECT_EQ(messages::threadStands("T1", OpKind::ThreadJoin, "thread T2"),
            "T1 stands before: join thread T2");
  EXPECT_EQ(messages::threadStands("T1", OpKind::MutexLock, "mutex 'A'"),
            "T1 stands before: lock mutex 'A'");
}

TEST(Report, RendersTheSameTwice) {
  for (auto &[Name, Sample] : sampleRecordings())
    EXPECT_EQ(Sample.render(), Sample.render());
}

TEST(Report, KeepsScheduleAndSourceToTheWidth) {
  for (auto &[Name, Sample] : sampleRecordings()) {
    Sample.Style.Width = 80;
    std::string Text = Sample.render();
    size_t At = Text.find("Schedule: "), End = Text.find("\n\n", At);
    for (size_t Next; At < End; At = Next + 1) {
      Next = Text.find('\n', At);
      EXPECT_LE(displayWidth(Text.substr(At, Next - At)), 80u) << Name;
    }
  }
}

TEST(Report, ColorsOnlyAddEscapes) {
  for (auto &[Name, Sample] : sampleRecordings()) {
    std::string Plain = Sample.render();
    EXPECT_TRUE(isPrintable(Plain)) << Name;
    Sample.Style.Color = true;
    std::string Stripped, Colored = Sample.render();
    EXPECT_NE(Colored, Plain);
    for (size_t I = 0; I < Colored.size(); ++I)
      if (Colored[I] == '\033')
        I = Colored.find('m', I);
      else
        Stripped += Colored[I];
    EXPECT_EQ(Stripped, Plain);
  }
}

TEST(Report, SurvivesRecordsThatSayNothing) {
  for (unsigned I = 0; I < OutcomeKindCount; ++I) {
    ExecutionRecord Record;
    Record.Schedule.Outcome = OutcomeKind(I);
    TableSymbolizer Symbols;
    NoSourceText Sources;
    std::string Text = renderReport(Record, Symbols, Sources, {});
    EXPECT_NE(Text.find("SUMMARY: Lockstep: "), Text.npos);
  }
}

TEST(Report, SurvivesIdsThatMeanNothing) {
  for (unsigned I = 0; I < OutcomeKindCount; ++I) {
    Recording R;
    R.Record.Schedule.Outcome = OutcomeKind(I);
    R.Record.Schedule.Culprit = ThreadId(77);
    R.Record.FailedAt = StackId(77);
    R.Record.Schedule.FailedSite = SiteId(77);
    R.Record.Schedule.FailedObject = ObjectId(77);
    R.event(ThreadId(99), OpKind::AtomicLoad, ObjectId(99), SiteId(99),
            StackId(99));
    R.waits(MainThread, OpKind::MutexLock, ObjectId(88), SiteId(88),
            StackId(88));
    R.Record.Expected = {500, OpKind::MutexLock, 0, 99, 99};
    R.Record.Uncontrolled.push_back({"select", StackId(99), 1});
    EXPECT_NE(R.render().find("SUMMARY: Lockstep: "), std::string::npos);
  }
}

TEST(Report, EscapesWhatComesFromTheProgram) {
  std::string Evil = "\033]0;owned\007\r\xff\n";
  for (auto &[Name, Sample] : sampleRecordings()) {
    ExecutionRecord &Record = Sample.Record;
    for (ThreadRecord &Thread : Record.Threads)
      Thread.Name = Evil;
    for (ObjectRecord &Object : Record.Objects)
      Object.Name = Evil;
    for (TraceSite &Site : Record.Schedule.Sites)
      Site.File = Site.Function = Site.Variable = Evil;
    for (auto &[Address, Frames] : Sample.Symbols.Frames)
      Frames[0].File = Frames[0].Function = Frames[0].Module = Evil;
    Record.Detail = Record.ProgramOutput = Record.Schedule.Strategy = Evil;
    Record.Uncontrolled.push_back({Evil, StackId(0), 1});
    Sample.Style.TracePath = Evil;
    EXPECT_TRUE(isPrintable(Sample.render())) << Name;
  }
}

TEST(Report, StaysShortAndQuickHoweverLongTheExecution) {
  Recording R;
  R.Record.Schedule.Outcome = OutcomeKind::Deadlock;
  std::vector<ThreadId> Threads;
  for (int I = 0; I < 500; ++I)
    Threads.push_back(R.thread("worker"));
  SiteId Site = R.site("a.cpp", 1, 1, "f", std::string(5000, 's'));
  StackId Stack = R.stack(std::vector<std::string>(300, "f() a.cpp:1"));
  for (int I = 0; I < 1000; ++I)
    R.object(ObjectKind::Mutex);
  for (uint32_t I = 0; I < 100000; ++I)
    R.event(Threads[I * 7 % 500], OpKind::MutexLock, ObjectId(I % 1000), Site,
            Stack);
  for (uint32_t I = 0; I < 500; ++I) {
    R.holds(Threads[I], ObjectId(I));
    R.waits(Threads[I], OpKind::MutexLock, ObjectId((I + 1) % 500), Site,
            Stack);
  }
  R.Record.ProgramOutput = std::string(1 << 20, 'x');
  std::clock_t Before = std::clock();
  std::string Text = R.render();
  EXPECT_LT(double(std::clock() - Before) / CLOCKS_PER_SEC, 1.0);
  EXPECT_LT(Text.size(), 200000u);
  EXPECT_LT(std::count(Text.begin(), Text.end(), '\n'), 1000);
}

TEST(Report, ShowsTheEndOfTheProgramsOutput) {
  Recording R;
  for (int I = 0; I < 100; ++I)
    R.Record.ProgramOutput += "line " + std::to_string(I) + "\n";
  std::string Text = R.render();
  EXPECT_NE(Text.find("  ... 470 bytes before this ...\n  | line 60\n"),
            Text.npos)
      << Text;
  EXPECT_NE(Text.find("  | line 99\n\n"), Text.npos);
}

TEST(Report, LeavesTheOutputOutWhenAskedTo) {
  Recording R;
  R.Record.ProgramOutput = "line\n";
  R.Style.OutputLines = 0;
  EXPECT_EQ(R.render().find("line"), std::string::npos);
}

TEST(Report, RendersATraceWithoutEvents) {
  Recording R;
  ThreadId T1 = R.thread();
  ObjectId A = R.object(ObjectKind::Mutex, "A");
  SiteId Site = R.site("a.cpp", 5, 1, "f");
  R.Record.Schedule.Decisions = {
      {0, OpKind::MutexLock, 0, Site.Value, A.Value},
      Decision::value(MainThread, ValueReason::WakeOrder, 1, 2),
      {1, OpKind::MutexTimedLock, DecisionTimedOut, Site.Value, A.Value}};
  ExecutionRecord Record = recordOfTrace(R.Record.Schedule);
  Record.Objects = R.Record.Objects;
  ReportContext Context(Record, R.Symbols, R.Sources, R.Style);
  std::string Text = renderSchedule(Context, {});
  EXPECT_EQ(T1, ThreadId(1));
  EXPECT_NE(Text.find("0   lock A"), Text.npos) << Text;
  EXPECT_NE(Text.find("2 > |               timed lock A: timed out"), Text.npos)
      << Text;
}

TEST(Messages, EveryMisuseHasATextOfItsOwn) {
  std::set<std::string> Heads, Meanings;
  for (unsigned I = 1; I <= unsigned(MisuseKind::CondMutexMismatch); ++I) {
    Heads.insert(messages::headMisuse(MisuseKind(I), "T1", "mutex m1"));
    Meanings.insert(messages::misuseMeaning(MisuseKind(I)));
  }
  EXPECT_EQ(Heads.size(), unsigned(MisuseKind::CondMutexMismatch));
  EXPECT_EQ(Meanings.size(), unsigned(MisuseKind::CondMutexMismatch));
  EXPECT_FALSE(Meanings.count(""));
}
