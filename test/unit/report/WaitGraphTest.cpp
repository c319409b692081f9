//===- WaitGraphTest.cpp - Who waits for whom
//------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/WaitGraph.h"
#include "Records.h"

#include <gmock/gmock.h>

using namespace lockstep;
using testing::ElementsAre;

namespace {
struct WaitGraphTest : testing::Test, Recording {
  WaitGraphTest() : T1(thread()), T2(thread()), T3(thread()) {
    Line = site("a.cpp", 1, 1, "f");
    A = object(ObjectKind::Mutex);
    B = object(ObjectKind::Mutex);
  }
  void takes(ThreadId Thread, ObjectId Object,
             OpKind Kind = OpKind::MutexLock) {
    event(Thread, Kind, Object, Line);
    holds(Thread, Object);
  }
  void waitsFor(ThreadId Thread, ObjectId Object,
                OpKind Kind = OpKind::MutexLock) {
    waits(Thread, Kind, Object, Line);
  }
  WaitGraph graph() { return buildWaitGraph(Record); }

  ThreadId T1, T2, T3;
  SiteId Line;
  ObjectId A, B;
};
} // namespace

TEST_F(WaitGraphTest, FindsTheCycleOfTwoLocks) {
  takes(T1, A);
  takes(T2, B);
  waitsFor(T1, B);
  waitsFor(T2, A);
  waits(MainThread, OpKind::ThreadJoin, threadObject(T1), Line);
  WaitGraph Graph = graph();
  ASSERT_EQ(Graph.Waits.size(), 3u);
  EXPECT_TRUE(Graph.Firm);
  EXPECT_THAT(Graph.Cycles, ElementsAre(ElementsAre(1, 2)));
  EXPECT_EQ(Graph.Waits[1].Holders[0].Acquired, 1u);
}

TEST_F(WaitGraphTest, FindsALockHeldByItsOwnWaiter) {
  takes(T1, A);
  waitsFor(T1, A);
  EXPECT_THAT(graph().Cycles, ElementsAre(ElementsAre(0)));
}

TEST_F(WaitGraphTest, FindsDisjointCycles) {
  ThreadId T4 = thread();
  ObjectId C = object(ObjectKind::Mutex), D = object(ObjectKind::SpinLock);
  takes(T1, A);
  takes(T2, B);
  takes(T3, C);
  takes(T4, D, OpKind::SpinLock);
  waitsFor(T1, B);
  waitsFor(T2, A);
  waitsFor(T3, D, OpKind::SpinLock);
  waitsFor(T4, C);
  EXPECT_THAT(graph().Cycles,
              ElementsAre(ElementsAre(0, 1), ElementsAre(2, 3)));
}

TEST_F(WaitGraphTest, FollowsJoins) {
  takes(MainThread, A);
  waits(MainThread, OpKind::ThreadJoin, threadObject(T1), Line);
  waitsFor(T1, A);
  EXPECT_THAT(graph().Cycles, ElementsAre(ElementsAre(0, 1)));
}

TEST_F(WaitGraphTest, FollowsEveryReader) {
  ObjectId Rw = object(ObjectKind::RwLock);
  takes(T1, Rw, OpKind::ReadLock);
  takes(T2, Rw, OpKind::ReadLock);
  takes(T3, A);
  waitsFor(T3, Rw, OpKind::WriteLock);
  waitsFor(T2, A);
  WaitGraph Graph = graph();
  EXPECT_THAT(Graph.Cycles, ElementsAre(ElementsAre(0, 1)));
  EXPECT_EQ(Graph.Waits[1].Holders.size(), 2u);
}

TEST_F(WaitGraphTest, FollowsInitializers) {
  ObjectId Guard = object(ObjectKind::Guard);
  takes(T1, Guard, OpKind::GuardAcquire);
  takes(T2, A);
  waitsFor(T1, A);
  waitsFor(T2, Guard, OpKind::GuardAcquire);
  EXPECT_THAT(graph().Cycles, ElementsAre(ElementsAre(0, 1)));
}

TEST_F(WaitGraphTest, NamesTheAcquisitionThatIsStillInForce) {
  event(T1, OpKind::MutexLock, A, Line);
  event(T1, OpKind::MutexLock, A, Line);
  event(T1, OpKind::MutexUnlock, A, Line);
  event(T1, OpKind::MutexTryLock, A, Line).Flags = EventFailed;
  event(T1, OpKind::MutexTimedLock, A, Line).Flags = EventTimedOut;
  event(T2, OpKind::MutexLock, B, Line);
  holds(T1, A);
  waitsFor(T2, A);
  EXPECT_EQ(graph().Waits[0].Holders[0].Acquired, 0u);
}

TEST_F(WaitGraphTest, CountsRecursion) {
  event(T1, OpKind::MutexLock, A, Line);
  takes(T1, A);
  waitsFor(T2, A);
  Holder H = graph().Waits[0].Holders[0];
  EXPECT_EQ(H.Acquired, 1u);
  EXPECT_EQ(H.Depth, 2u);
}

TEST_F(WaitGraphTest, AWaitReleasesItsMutex) {
  ObjectId Cond = object(ObjectKind::Condition);
  event(T1, OpKind::MutexLock, A, Line);
  event(T1, OpKind::CondWait, Cond, Line).Second = A;
  event(T1, OpKind::CondResume, Cond, Line).Second = A;
  takes(T1, A);
  waitsFor(T2, A);
  Holder H = graph().Waits[0].Holders[0];
  EXPECT_EQ(H.Acquired, 3u);
  EXPECT_EQ(H.Depth, 1u);
}

TEST_F(WaitGraphTest, SeesLocksThatEndedThreadsHold) {
  takes(T1, A);
  waitsFor(T2, A);
  WaitGraph Graph = graph();
  EXPECT_EQ(Graph.Abandoned, 0u);
  EXPECT_TRUE(Graph.Waits[0].Holders[0].Finished);
  EXPECT_TRUE(Graph.Cycles.empty());
}

TEST_F(WaitGraphTest, KnowsNoAcquisitionItDidNotSee) {
  holds(T1, A);
  waitsFor(T1, A);
  EXPECT_EQ(graph().Waits[0].Holders[0].Acquired, NoEvent);
}

TEST_F(WaitGraphTest, NamesThreadsThatPostedBefore) {
  ObjectId Sem = object(ObjectKind::Semaphore);
  event(T1, OpKind::SemPost, Sem, Line);
  event(T2, OpKind::SemPost, Sem, Line);
  event(T3, OpKind::SemWait, Sem, Line);
  waitsFor(T3, Sem, OpKind::SemWait);
  waitsFor(T1, A);
  Wait W = *graph().waitOf(T3);
  ASSERT_EQ(W.Providers.size(), 2u);
  EXPECT_FALSE(W.Providers[0].Finished);
  EXPECT_TRUE(W.Providers[1].Finished);
}

TEST_F(WaitGraphTest, ASenderWaitsForReceivers) {
  ObjectId Queue = object(ObjectKind::Queue);
  event(T1, OpKind::QueueSend, Queue, Line);
  event(T2, OpKind::QueueReceive, Queue, Line);
  waitsFor(T3, Queue, OpKind::QueueSend);
  Wait W = *graph().waitOf(T3);
  ASSERT_EQ(W.Providers.size(), 1u);
  EXPECT_EQ(W.Providers[0].Thread, T2);
}

TEST_F(WaitGraphTest, WhoStandsAtTheBarrierIsNotMissing) {
  ObjectId Barrier = object(ObjectKind::Barrier);
  for (ThreadId Thread : {T1, T2, T3})
    event(Thread, OpKind::BarrierArrive, Barrier, Line);
  waitsFor(T1, Barrier, OpKind::BarrierResume);
  waitsFor(T2, Barrier, OpKind::BarrierResume);
  Wait W = *graph().waitOf(T1);
  ASSERT_EQ(W.Providers.size(), 1u);
  EXPECT_EQ(W.Providers[0].Thread, T3);
  EXPECT_NE(W.Began, NoEvent);
}

TEST_F(WaitGraphTest, FindsCyclesThroughSignals) {
  ObjectId Cond = object(ObjectKind::Condition);
  event(T2, OpKind::CondSignal, Cond, Line);
  takes(T1, A);
  event(T1, OpKind::CondWait, Cond, Line).Second = B;
  waits(T1, OpKind::CondResume, Cond, Line).Second = B;
  waitsFor(T2, A);
  WaitGraph Graph = graph();
  EXPECT_FALSE(Graph.Firm);
  EXPECT_THAT(Graph.Cycles, ElementsAre(ElementsAre(0, 1)));
}

TEST_F(WaitGraphTest, SurvivesIdsThatMeanNothing) {
  waits(T1, OpKind::MutexLock, ObjectId(), SiteId(77));
  waits(T2, OpKind::MutexLock, ObjectId(99), SiteId(), StackId(5));
  holds(ThreadId(1000), A);
  waitsFor(T3, A);
  event(ThreadId(500), OpKind::MutexUnlock, A, Line);
  EXPECT_EQ(graph().Waits.size(), 3u);
}
