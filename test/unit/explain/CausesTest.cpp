//===- CausesTest.cpp - The causes of single events -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/Causes.h"
#include "explain/Slice.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::explain;

namespace {
constexpr ThreadId T0{0}, T1{1}, T2{2};
constexpr ObjectId X{0}, Y{1}, M{2}, C{3}, Sem{4}, J1{5}, J2{6}, B{7};

/// Events in order, and what the causes of one of them are.
struct Story : Trace {
  Event &add(ThreadId Thread, OpKind Kind, ObjectId Object = {},
             uint8_t Flags = 0) {
    Event E;
    E.Step = Events.size();
    E.Thread = Thread;
    E.Kind = Kind;
    E.Object = Object;
    E.Flags = Flags;
    E.Size = 4;
    Events.push_back(E);
    return Events.back();
  }
  void ends(ThreadId Thread, ThreadState State, OpKind Kind = OpKind::None,
            ObjectId Object = {}) {
    if (Ends.size() <= Thread.index())
      Ends.resize(Thread.index() + 1);
    Ends[Thread.index()] = {State, Kind, SiteId(), Object, ObjectId()};
  }
  std::vector<Cause> causes(EventIndex Of) const {
    Causes All(*this);
    auto Direct = All.direct(Of);
    return {Direct.begin(), Direct.end()};
  }
};

using List = std::vector<Cause>;
} // namespace

TEST(Causes, AThreadStartsBecauseItWasCreated) {
  Story S;
  S.add(T0, OpKind::ThreadCreate, J2);
  S.add(T0, OpKind::ThreadCreate, J1);
  S.add(T1, OpKind::ThreadStart, J1);
  EXPECT_EQ(S.causes(2), (List{{1, Reason::Create}}));
}

TEST(Causes, AReadSeesAWriteThatOverlaps) {
  Story S;
  S.Objects.resize(2);
  S.add(T1, OpKind::AtomicStore, X).Size = 8;
  S.add(T2, OpKind::AtomicLoad, Y);
  EXPECT_EQ(S.causes(1), List{});
  S.Objects[Y.index()].Base = X;
  S.Objects[Y.index()].Distance = 4;
  EXPECT_EQ(S.causes(1), (List{{0, Reason::Write}}));
  S.Objects[Y.index()].Distance = 8;
  EXPECT_EQ(S.causes(1), List{});
}
TEST(Causes, AThreadWithoutAnObjectIsCountedByBirth) {
  Story S;
  S.add(T0, OpKind::ThreadCreate);
  S.add(T0, OpKind::ThreadCreate);
  S.add(T2, OpKind::ThreadStart);
  S.add(T0, OpKind::ThreadStart);
  EXPECT_EQ(S.causes(2), (List{{1, Reason::Create}}));
  EXPECT_EQ(S.causes(3), List{});
}

TEST(Causes, AJoinEndsBecauseTheThreadExited) {
  Story S;
  S.add(T1, OpKind::ThreadExit, J1);
  S.add(T0, OpKind::ThreadJoin, J1);
  EXPECT_EQ(S.causes(1), (List{{0, Reason::Join}}));
}

TEST(Causes, ALockIsTakenBecauseItWasGivenBack) {
  Story S;
  S.add(T1, OpKind::MutexLock, M);
  S.add(T2, OpKind::MutexTryLock, M, EventFailed);
  S.add(T1, OpKind::MutexUnlock, M);
  S.add(T2, OpKind::MutexLock, M);
  EXPECT_EQ(S.causes(1), (List{{0, Reason::Holds}}));
  EXPECT_EQ(S.causes(3), (List{{2, Reason::Unlock}}));
}

TEST(Causes, AWriterComesInBecauseAllReadersLeft) {
  Story S;
  S.add(T1, OpKind::ReadLock, M);
  S.add(T2, OpKind::ReadLock, M);
  S.add(T0, OpKind::WriteTryLock, M, EventFailed);
  S.add(T1, OpKind::RwUnlock, M);
  S.add(T2, OpKind::RwUnlock, M);
  S.add(T0, OpKind::WriteLock, M);
  S.add(T0, OpKind::RwUnlock, M);
  S.add(T1, OpKind::ReadLock, M);
  EXPECT_EQ(S.causes(1), List{});
  EXPECT_EQ(S.causes(2), (List{{0, Reason::Holds}, {1, Reason::Holds}}));
  EXPECT_EQ(S.causes(5), (List{{3, Reason::Unlock}, {4, Reason::Unlock}}));
  EXPECT_EQ(S.causes(7), (List{{6, Reason::Unlock}}));
}

TEST(Causes, ARobustMutexIsInheritedFromTheDead) {
  Story S;
  S.add(T1, OpKind::MutexLock, M);
  S.add(T1, OpKind::ThreadExit, J1);
  S.add(T2, OpKind::MutexLock, M);
  EXPECT_EQ(S.causes(2), (List{{0, Reason::Holds}, {1, Reason::Unlock}}));
}

TEST(Causes, AWaitEndsBecauseOfASignalThatWokeSomebody) {
  Story S;
  S.add(T0, OpKind::CondSignal, C, EventHasValue).Value = 0;
  S.add(T1, OpKind::MutexLock, M);
  S.add(T1, OpKind::CondWait, C).Second = M;
  S.add(T0, OpKind::MutexLock, M);
  S.add(T0, OpKind::CondSignal, C, EventHasValue).Value = 1;
  S.add(T0, OpKind::CondSignal, C, EventHasValue).Value = 0;
  S.add(T1, OpKind::CondResume, C);
  EXPECT_EQ(S.causes(3), (List{{2, Reason::Unlock}}));
  EXPECT_EQ(S.causes(6), (List{{2, Reason::Begins}, {4, Reason::Wake}}));
}

TEST(Causes, AWaitThatTimedOutHasNoCauseButTime) {
  Story S;
  S.add(T1, OpKind::CondTimedWait, C).Second = M;
  S.add(T0, OpKind::CondSignal, C);
  S.add(T1, OpKind::CondResume, C, EventTimedOut);
  EXPECT_EQ(S.causes(2), (List{{0, Reason::Begins}}));
}

TEST(Causes, AFutexWaitReadsItsWordAndIsWokenWhereItWasMoved) {
  Story S;
  S.add(T0, OpKind::AtomicStore, X);
  S.add(T1, OpKind::FutexWait, C).Second = X;
  S.add(T0, OpKind::FutexWake, C, EventHasValue).Value = 1;
  S.Events.back().Second = B;
  S.add(T0, OpKind::FutexWake, B, EventHasValue).Value = 1;
  S.add(T1, OpKind::FutexResume, C);
  EXPECT_EQ(S.causes(1), (List{{0, Reason::Write}}));
  EXPECT_EQ(S.causes(4), (List{{1, Reason::Begins},
                               {2, Reason::Wake},
                               {2, Reason::Wake},
                               {3, Reason::Wake}}));
}

TEST(Causes, ASemaphoreHandsOutWhatWasGivenLast) {
  Story S;
  S.add(T0, OpKind::SemPost, Sem);
  S.add(T0, OpKind::SemPost, Sem);
  S.add(T1, OpKind::SemWait, Sem);
  S.add(T1, OpKind::SemWait, Sem);
  S.add(T1, OpKind::SemWait, Sem);
  EXPECT_EQ(S.causes(2), (List{{1, Reason::Give}}));
  EXPECT_EQ(S.causes(3), (List{{0, Reason::Give}}));
  EXPECT_EQ(S.causes(4), List{});
}

TEST(Causes, ABarrierOpensWithItsLastArrival) {
  Story S;
  S.add(T1, OpKind::BarrierArrive, B);
  S.add(T2, OpKind::BarrierArrive, B);
  S.add(T1, OpKind::BarrierResume, B);
  EXPECT_EQ(S.causes(0), List{});
  EXPECT_EQ(S.causes(1), (List{{0, Reason::Arrive}}));
  EXPECT_EQ(S.causes(2), (List{{1, Reason::Pass}}));
}

TEST(Causes, ReadsComeFromTheLastWriteToEachByte) {
  Story S;
  S.add(T1, OpKind::PlainWrite, X).Size = 8;
  S.add(T2, OpKind::PlainWrite, Y);
  S.add(T0, OpKind::PlainRead, X).Size = 8;
  S.add(T0, OpKind::PlainRead, Y);
  S.add(T0, OpKind::AtomicCas, Y, EventFailed);
  uint64_t Addresses[] = {0x1000, 0x1004};
  Causes Of(S, Addresses);
  auto Whole = Of.direct(2), Part = Of.direct(3);
  EXPECT_EQ(List(Whole.begin(), Whole.end()),
            (List{{0, Reason::Write}, {1, Reason::Write}}));
  EXPECT_EQ(List(Part.begin(), Part.end()), (List{{1, Reason::Write}}));
  // Where nothing is known of addresses, objects are apart.
  EXPECT_EQ(S.causes(2), (List{{0, Reason::Write}}));
  EXPECT_EQ(S.causes(4), (List{{1, Reason::Write}}));
}

TEST(Causes, AWriteThatIsLostIsACauseOfTheOneThatOverwritesIt) {
  Story S;
  S.add(T1, OpKind::PlainWrite, X);
  S.add(T1, OpKind::PlainWrite, X);
  S.add(T2, OpKind::PlainWrite, X);
  EXPECT_EQ(S.causes(1), List{});
  EXPECT_EQ(S.causes(2), (List{{1, Reason::Overwrite}}));
}

TEST(Causes, WritesMatterToAThreadThatIsLeftAlone) {
  Story S;
  S.Outcome = OutcomeKind::Assertion;
  S.Culprit = T0;
  S.add(T0, OpKind::ThreadCreate, J1);
  S.add(T1, OpKind::ThreadStart, J1);
  S.add(T1, OpKind::PlainWrite, X);
  S.add(T1, OpKind::PlainWrite, X);
  S.add(T1, OpKind::ThreadExit, J1);
  S.add(T0, OpKind::ThreadJoin, J1);
  Slice Result = Slice::toTheEnd(S, Causes(S));
  EXPECT_FALSE(Result.contains(2));
  EXPECT_TRUE(Result.contains(3));
}

TEST(Causes, ADeadlockComesFromThoseWhoHoldTheLocks) {
  Story S;
  S.Outcome = OutcomeKind::Deadlock;
  S.add(T1, OpKind::PlainWrite, X);
  S.add(T1, OpKind::MutexLock, M);
  S.add(T2, OpKind::MutexLock, C);
  S.add(T0, OpKind::PlainRead, Y);
  S.ends(T0, ThreadState::Finished);
  S.ends(T1, ThreadState::Waiting, OpKind::MutexLock, C);
  S.ends(T2, ThreadState::Waiting, OpKind::MutexLock, M);
  Causes Of(S);
  ASSERT_EQ(Of.ends().size(), 2u);
  EXPECT_EQ(Of.ends()[0].Direct, (List{{2, Reason::Holds}}));
  EXPECT_EQ(Of.ends()[1].Direct, (List{{1, Reason::Holds}}));
  Slice Result = Slice::toTheEnd(S, Of);
  ASSERT_EQ(Result.entries().size(), 2u);
  EXPECT_EQ(whyText(S, Result.entries()[0]), "keeps T2 out at the end");
}

TEST(Causes, ALostWakeUpComesFromTheSignalBeforeTheWait) {
  Story S;
  S.Outcome = OutcomeKind::LostWakeup;
  S.add(T0, OpKind::CondSignal, C, EventHasValue);
  S.add(T1, OpKind::CondWait, C).Second = M;
  S.ends(T0, ThreadState::Finished);
  S.ends(T1, ThreadState::Waiting, OpKind::CondResume, C);
  Causes Of(S);
  ASSERT_EQ(Of.ends().size(), 1u);
  EXPECT_EQ(Of.ends()[0].Direct,
            (List{{1, Reason::Begins}, {0, Reason::Missed}}));
}

TEST(Causes, ALivelockComesFromTheLastWriteToWhatIsWatched) {
  Story S;
  S.Outcome = OutcomeKind::Livelock;
  S.Culprit = T1;
  S.add(T0, OpKind::AtomicStore, X);
  S.add(T0, OpKind::AtomicStore, X);
  S.add(T1, OpKind::AtomicLoad, X);
  S.ends(T0, ThreadState::Finished);
  S.ends(T1, ThreadState::Spinning, OpKind::AtomicLoad, X);
  Slice Result = Slice::toTheEnd(S, Causes(S));
  EXPECT_FALSE(Result.contains(0));
  EXPECT_TRUE(Result.contains(1));
  EXPECT_TRUE(Result.contains(2));
}

TEST(Causes, AnEmptySemaphoreIsTheWorkOfAllWhoUsedIt) {
  Story S;
  S.Outcome = OutcomeKind::Deadlock;
  S.add(T0, OpKind::SemPost, Sem);
  S.add(T2, OpKind::SemWait, Sem);
  S.ends(T0, ThreadState::Finished);
  S.ends(T1, ThreadState::Waiting, OpKind::SemWait, Sem);
  Slice Result = Slice::toTheEnd(S, Causes(S));
  ASSERT_EQ(Result.entries().size(), 2u);
  EXPECT_EQ(Result.entries()[1].Why, Reason::State);
}

TEST(Causes, OfNothingAreNothing) {
  Trace Empty;
  Causes Of(Empty);
  EXPECT_TRUE(Of.ends().empty());
  EXPECT_TRUE(Slice::toTheEnd(Empty, Of).entries().empty());
}
