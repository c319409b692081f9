//===- HangTest.cpp - Deadlock or lost wake-up
//-----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Hang.h"
#include "Records.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {
/// T1 waits on a condition variable; T2 signalled it before, then ended.
struct HangTest : testing::Test, Recording {
  HangTest() : T1(thread()), T2(thread()) {
    Record.Schedule.Outcome = OutcomeKind::Deadlock;
    Line = site("a.cpp", 1, 1, "f");
    Cond = object(ObjectKind::Condition);
    Lock = object(ObjectKind::Mutex);
  }
  void signals(ThreadId Thread, uint64_t Woken) {
    read(Thread, OpKind::CondSignal, Cond, Line, Woken);
  }
  void beginsToWait() {
    event(T1, OpKind::CondWait, Cond, Line).Second = Lock;
    waits(T1, OpKind::CondResume, Cond, Line).Second = Lock;
  }

  ThreadId T1, T2;
  SiteId Line;
  ObjectId Cond, Lock;
};
} // namespace

TEST_F(HangTest, ASignalBeforeTheWaitIsLost) {
  signals(T2, 0);
  beginsToWait();
  EXPECT_EQ(classifyHang(Record), OutcomeKind::LostWakeup);
  EXPECT_EQ(reportedOutcome(Record), OutcomeKind::LostWakeup);
  auto Lost = findLostWakeup(Record, buildWaitGraph(Record));
  ASSERT_TRUE(Lost);
  EXPECT_EQ(Lost->Signal, 0u);
  EXPECT_EQ(Lost->Began, 1u);
}

TEST_F(HangTest, AWakeOfAFutexIsLostToo) {
  ObjectId Word = object(ObjectKind::Futex);
  read(T2, OpKind::FutexWake, Word, Line, 0);
  event(T1, OpKind::FutexWait, Word, Line);
  waits(T1, OpKind::FutexResume, Word, Line);
  EXPECT_EQ(classifyHang(Record), OutcomeKind::LostWakeup);
}

TEST_F(HangTest, ASignalThatWokeSomebodyIsNotLost) {
  signals(T2, 1);
  beginsToWait();
  EXPECT_EQ(classifyHang(Record), OutcomeKind::Deadlock);
}

TEST_F(HangTest, ASignalAfterTheWaitBeganIsNotLost) {
  signals(T2, 0);
  beginsToWait();
  signals(T2, 1);
  EXPECT_EQ(classifyHang(Record), OutcomeKind::Deadlock);
}

TEST_F(HangTest, AThreadDoesNotLoseItsOwnSignal) {
  signals(T1, 0);
  beginsToWait();
  EXPECT_EQ(classifyHang(Record), OutcomeKind::Deadlock);
}

TEST_F(HangTest, WithoutASignalNothingIsLost) {
  beginsToWait();
  EXPECT_EQ(classifyHang(Record), OutcomeKind::Deadlock);
}

TEST_F(HangTest, ACycleOfLocksExplainsMore) {
  signals(T2, 0);
  beginsToWait();
  holds(T2, Lock);
  waits(T2, OpKind::MutexLock, Lock, Line);
  EXPECT_EQ(classifyHang(Record), OutcomeKind::Deadlock);
}

TEST_F(HangTest, AReaderStandsBackForAWriter) {
  ObjectId Shared = object(ObjectKind::RwLock, "Shared");
  event(T1, OpKind::ReadLock, Shared, Line);
  holds(T1, Shared);
  waits(T2, OpKind::WriteLock, Shared, Line);
  waits(T1, OpKind::ReadLock, Shared, Line);
  WaitGraph Graph = buildWaitGraph(Record);
  ASSERT_EQ(Graph.Cycles.size(), 1u);
  EXPECT_EQ(Graph.Cycles[0].size(), 2u);
  EXPECT_TRUE(Graph.Firm);
  Record.Schedule.Outcome = OutcomeKind::Deadlock;
  EXPECT_NE(render().find("it stands back for T2"), std::string::npos)
      << render();
}

TEST_F(HangTest, ALockThatAnEndedThreadHoldsExplainsMore) {
  signals(T2, 0);
  beginsToWait();
  holds(T2, Lock);
  waits(MainThread, OpKind::MutexLock, Lock, Line);
  EXPECT_EQ(classifyHang(Record), OutcomeKind::Deadlock);
}

TEST_F(HangTest, NothingIsLostWhileAThreadCanRun) {
  signals(T2, 0);
  beginsToWait();
  at(MainThread).State = ThreadState::Runnable;
  EXPECT_EQ(classifyHang(Record), OutcomeKind::Deadlock);
  at(MainThread).State = ThreadState::Spinning;
  EXPECT_EQ(classifyHang(Record), OutcomeKind::Livelock);
}

TEST_F(HangTest, OtherOutcomesStayAsTheyAre) {
  signals(T2, 0);
  beginsToWait();
  Record.Schedule.Outcome = OutcomeKind::StepLimit;
  EXPECT_EQ(reportedOutcome(Record), OutcomeKind::StepLimit);
}
