//===- TracePlacesTest.cpp - What a trace needs of the report -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/TracePlaces.h"
#include "Records.h"
#include "report/Places.h"
#include "report/Report.h"
#include "report/TraceRecord.h"
#include "trace/Decoder.h"
#include "trace/Encoder.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {
struct TracePlacesTest : testing::Test, Recording {
  TracePlacesTest() {
    Record.Schedule.Outcome = OutcomeKind::Signal;
    Header = site("/usr/include/c++/12/gthr-default.h", 749, 10, "gthread_lock",
                  "", "__mutex");
    Own = site("bank.cpp", 30, 5, "audit(int)", "", "Total");
  }
  StackId calledFrom(const std::string &Frame) {
    return stack({"std::mutex::lock /usr/include/c++/12/mutex:100", Frame});
  }
  void complete() {
    Record.Schedule.Ends.clear();
    for (const ThreadRecord &Thread : Record.Threads)
      Record.Schedule.Ends.push_back({Thread.State, Thread.Pending.Kind,
                                      Thread.Pending.Site,
                                      Thread.Pending.Object, ObjectId()});
    completeTrace(Record, Symbols);
  }
  const TraceSite &caller(size_t I) {
    return Record.Schedule.Sites[Record.Schedule.Events[I].Caller.index()];
  }
  SiteId Header, Own;
};
} // namespace

TEST_F(TracePlacesTest, ThePlaceThatAReportNamesIsAdded) {
  ObjectId A = object(ObjectKind::Mutex);
  event(MainThread, OpKind::MutexLock, A, Header,
        calledFrom("deposit(Account&) bank.cpp:12"));
  event(MainThread, OpKind::AtomicLoad, A, Own, calledFrom("main bank.cpp:50"));
  event(MainThread, OpKind::MutexUnlock, A, Header);
  event(MainThread, OpKind::MutexLock, A, Header,
        calledFrom("deposit(Account&) bank.cpp:12"));
  event(MainThread, OpKind::Yield, {}, {}, calledFrom("main bank.cpp:51"));
  event(MainThread, OpKind::Yield, {}, {}, stack({"sched_yield"}));
  size_t Before = Record.Schedule.Sites.size();
  complete();
  EXPECT_EQ(caller(0), (TraceSite{OpKind::None, 0xffffffff, 0, "bank.cpp", 12,
                                  0, "deposit", ""}));
  EXPECT_FALSE(Record.Schedule.Events[1].Caller.isValid()) << "its own line";
  EXPECT_FALSE(Record.Schedule.Events[2].Caller.isValid()) << "no stack";
  EXPECT_EQ(Record.Schedule.Events[3].Caller, Record.Schedule.Events[0].Caller);
  EXPECT_EQ(caller(4).Line, 51u);
  EXPECT_EQ(caller(5).Function, "sched_yield");
  EXPECT_EQ(Record.Schedule.Sites.size(), Before + 3) << "each once";
}

TEST_F(TracePlacesTest, MemoryThatOverlapsIsRelated) {
  ObjectId Word = object(ObjectKind::Memory), Half = object(ObjectKind::Memory),
           Next = object(ObjectKind::Memory);
  at(Half).Address = 0x1004;
  at(Word).Address = 0x1000;
  at(Next).Address = 0x1008;
  event(MainThread, OpKind::AtomicStore, Word, Own).Size = 8;
  event(MainThread, OpKind::AtomicLoad, Half, Own).Size = 4;
  event(MainThread, OpKind::AtomicLoad, Next, Own).Size = 4;
  Record.Schedule.Objects.resize(Record.Objects.size());
  complete();
  const std::vector<TraceObject> &Objects = Record.Schedule.Objects;
  EXPECT_EQ(Objects[Half.index()].Base, Word);
  EXPECT_EQ(Objects[Half.index()].Distance, 4u);
  EXPECT_FALSE(Objects[Word.index()].Base.isValid());
  EXPECT_FALSE(Objects[Next.index()].Base.isValid());
}

TEST_F(TracePlacesTest, TheTraceThenSaysWhatTheReportSays) {
  ObjectId A = object(ObjectKind::Mutex), B = object(ObjectKind::Mutex);
  event(MainThread, OpKind::MutexLock, A, Header,
        calledFrom("main bank.cpp:12"));
  waits(MainThread, OpKind::MutexLock, B, Header,
        calledFrom("main bank.cpp:13"));
  Record.Schedule.Culprit = MainThread;
  Record.Schedule.Threads.resize(1);
  Record.Schedule.Objects.resize(2);
  Record.FailedAt = calledFrom("main bank.cpp:14");
  complete();
  EXPECT_EQ(Record.Schedule.Summary, summaryLine(Record, Symbols));
  EXPECT_EQ(Record.Schedule.Objects[0].Name, "mutex@bank.cpp:12");
  EXPECT_EQ(Record.Schedule.Objects[1].Name, "mutex@bank.cpp:13");

  ExecutionRecord Read = recordOfTrace(Record.Schedule);
  NoSymbols None;
  Places Where(Read, None);
  auto Text = [&](SiteId Site) { return Where.find(Site, StackId()).text(); };
  EXPECT_EQ(Text(Read.Schedule.Events[0].Site), "bank.cpp:12 in main");
  EXPECT_EQ(Text(Read.Threads[0].Pending.Site), "bank.cpp:13 in main");
  EXPECT_EQ(Text(Read.Schedule.Ends[0].Site), "bank.cpp:13 in main");
  EXPECT_EQ(Text(Read.Schedule.FailedSite), "bank.cpp:14 in main");
  EXPECT_EQ(Read.Schedule.Decisions[0].Site, Header.Value) << "as recorded";
}

TEST_F(TracePlacesTest, TheSameRecordGivesTheSameSites) {
  event(MainThread, OpKind::Yield, {}, Header, calledFrom("main bank.cpp:12"));
  complete();
  std::vector<Event> Events = Record.Schedule.Events;
  EXPECT_EQ(Events[0].Caller, SiteId(2));
  Record.Schedule.Sites.resize(2);
  complete();
  EXPECT_EQ(Record.Schedule.Events, Events);
}

/// What the report of \p R says of its finding, and what its trace says when it
/// was written and read again.
static std::pair<std::string, std::string> liveAndRead(Recording R) {
  R.Record.Schedule.Threads.clear();
  for (const ThreadRecord &Each : R.Record.Threads)
    R.Record.Schedule.Threads.push_back({Each.Parent.Value, 0, Each.Name});
  R.Record.Schedule.Objects.resize(R.Record.Objects.size());
  for (size_t I = 0; I < R.Record.Objects.size(); ++I)
    R.Record.Schedule.Objects[I].Kind = R.Record.Objects[I].Kind;
  completeTrace(R.Record, R.Symbols);
  Result<Trace> Read = decodeTrace(*encodeTrace(R.Record.Schedule));
  TraceSymbols Symbols(*Read);
  ExecutionRecord Record = recordOfTrace(*Read);
  ReportContext Live(R.Record, R.Symbols, R.Sources, R.Style);
  ReportContext Later(Record, Symbols, R.Sources, R.Style);
  return {findingText(Live), findingText(Later)};
}

TEST_F(TracePlacesTest, ARaceReadsAsInItsReport) {
  Recording R = sampleRecordings().at("data-race");
  R.Record.Schedule.Memory = {.BlockSize = 24,
                              .Offset = 8,
                              .AllocatedBy = MainThread,
                              .AllocatedAt = R.stack({"main bank.cpp:60"})};
  ObjectId Own = R.object(ObjectKind::None);
  R.Record.Schedule.Holds = {
      {1, Own, SiteId(), R.stack({"audit() bank.cpp:36"}), 1}};
  auto [Live, Read] = liveAndRead(R);
  EXPECT_EQ(Live, Read);
  EXPECT_NE(Read.find("holding lock l1, for reading (since bank.cpp:36"),
            std::string::npos)
      << Read;
  EXPECT_NE(Read.find("It lies 8 bytes behind the begin of a block of 24 bytes"
                      "\n  allocated by T0 (main) at bank.cpp:60 in main"),
            std::string::npos)
      << Read;
}

TEST_F(TracePlacesTest, AMemoryErrorReadsAsInItsReport) {
  Recording &R = *this;
  R.Record.Schedule.Outcome = OutcomeKind::UseAfterFree;
  ThreadId Other = R.thread("reader");
  R.Record.Schedule.Culprit = Other;
  R.Record.FailedAt = R.stack({"audit(int) bank.cpp:30", "start_thread"});
  R.Record.Schedule.FailedSite = Own;
  R.event(MainThread, OpKind::Free, R.object(ObjectKind::Memory), Own);
  R.Record.Schedule.Memory = {.BlockSize = 40,
                              .Offset = 4,
                              .AccessSize = 4,
                              .FreedBy = MainThread,
                              .FreedAt = R.stack({"main bank.cpp:70"}),
                              .FreeIsStep = 1,
                              .AllocatedBy = Other,
                              .AllocatedAt = R.stack({"main bank.cpp:60"})};
  R.at(Other).Created = R.stack({"main bank.cpp:50"});
  auto [Live, Read] = liveAndRead(R);
  EXPECT_EQ(Live, Read);
  for (const char *Part :
       {"freed by T0 (main) behind step 0, at bank.cpp:70 in main",
        "allocated by T1 'reader' at bank.cpp:60 in main",
        "T1 'reader' was created by T0 (main) here:\n    #0"})
    EXPECT_NE(Read.find(Part), std::string::npos) << Part << " in\n" << Read;
}
