//===- SliceTest.cpp - Slices drop no cause -------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/Slice.h"

#include "explain/Machine.h"
#include "explain/Operations.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::explain;

namespace {
const std::vector<uint64_t> Addresses = Machine::addresses();

/// The closure of \p Last under the relations of Causes, straight from their
/// definition, without any order.
std::set<EventIndex> closureOf(const Trace &T, const Causes &Of,
                               EventIndex Last) {
  std::set<EventIndex> Closed;
  std::vector<EventIndex> Work{Last};
  while (!Work.empty()) {
    EventIndex I = Work.back();
    Work.pop_back();
    if (!Closed.insert(I).second)
      continue;
    for (const Cause &Direct : Of.direct(I))
      Work.push_back(Direct.Event);
    for (EventIndex J = 0; J < I; ++J) {
      bool Steers = T.Events[J].Thread == T.Events[I].Thread && Of.observes(J);
      bool Changes =
          Of.dependsOn(I).isValid() && Of.changes(J) == Of.dependsOn(I);
      if (Steers || Changes)
        Work.push_back(J);
    }
    for (const auto &[Point, Writers] : Of.alonePoints())
      if (Point <= I)
        Work.insert(Work.end(), Writers.begin(), Writers.end());
  }
  return Closed;
}

std::set<EventIndex> eventsOf(const Slice &Of) {
  std::set<EventIndex> Events;
  for (const SliceEntry &Entry : Of.entries())
    Events.insert(Entry.Event);
  return Events;
}

/// Performs the events of \p Kept alone. Each must be possible, return what it
/// returned, and find memory as it was whenever a thread is the only one.
void performAlone(const Trace &T, const Slice &Kept) {
  Machine Whole, Part;
  EventIndex Last = Kept.entries().back().Event;
  for (EventIndex I = 0; I <= Last; ++I) {
    Event InWhole = T.Events[I];
    ASSERT_TRUE(Whole.perform(InWhole));
    if (Kept.contains(I)) {
      Event Again = T.Events[I];
      Again.Value = 0;
      Again.Flags = 0;
      ASSERT_TRUE(Part.perform(Again))
          << operationName(Again.Kind) << " at " << I << " to " << Last;
      bool Same =
          !explain::observes(Again) || (Again.Value == T.Events[I].Value &&
                                        Again.Flags == T.Events[I].Flags);
      ASSERT_TRUE(Same) << operationName(Again.Kind) << " at " << I << " to "
                        << Last;
    }
    bool LeftAlone =
        T.Events[I].Kind == OpKind::ThreadExit && Whole.live() == 1;
    if (LeftAlone && I < Last) {
      ASSERT_EQ(Whole.memory(), Part.memory()) << "after " << I;
    }
  }
}
} // namespace

TEST(Slice, IsTheClosureOfItsCriterion) {
  Random Dice(1);
  for (int Round = 0; Round < 300; ++Round) {
    Trace T = randomExecution(Dice, 80);
    Causes Of(T, Addresses);
    EventIndex Last = Dice.below(uint32_t(T.Events.size()));
    EXPECT_EQ(eventsOf(Slice::toEvent(T, Of, Last)), closureOf(T, Of, Last));
  }
}

TEST(Slice, DropsNoCause) {
  Random Dice(2);
  size_t Kept = 0, All = 0, Alone = 0;
  for (int Round = 0; Round < 2000; ++Round) {
    Trace T = randomExecution(Dice, 20 + Dice.below(120));
    Causes Of(T, Addresses);
    EventIndex Last = Dice.below(uint32_t(T.Events.size()));
    Slice Result = Slice::toEvent(T, Of, Last);
    performAlone(T, Result);
    if (testing::Test::HasFatalFailure())
      return;
    Kept += Result.entries().size();
    All += Last + 1;
    Alone += Of.alonePoints().size();
  }
  // It was put to the test, and it does drop something.
  EXPECT_GT(Alone, 100u);
  EXPECT_LT(Kept, All * 9 / 10);
}

TEST(Slice, OfTheEndHasTheSliceOfEachThreadsLastEvent) {
  Random Dice(3);
  for (int Round = 0; Round < 100; ++Round) {
    Trace T = randomExecution(Dice, 60);
    T.Outcome = OutcomeKind::Assertion;
    T.Culprit = T.Events[Dice.below(uint32_t(T.Events.size()))].Thread;
    Causes Of(T, Addresses);
    Slice Whole = Slice::toTheEnd(T, Of);
    for (EventIndex I = 0; I < T.Events.size(); ++I) {
      if (T.Events[I].Thread != T.Culprit || !Of.observes(I))
        continue;
      for (EventIndex Each : eventsOf(Slice::toEvent(T, Of, I)))
        EXPECT_TRUE(Whole.contains(Each));
    }
  }
}

TEST(Slice, GivesAReasonThatPointsAtALaterEventOfTheSlice) {
  Random Dice(4);
  for (int Round = 0; Round < 100; ++Round) {
    Trace T = randomExecution(Dice, 60);
    Causes Of(T, Addresses);
    EventIndex Last = EventIndex(T.Events.size() - 1);
    Slice Result = Slice::toEvent(T, Of, Last);
    for (const SliceEntry &Entry : Result.entries()) {
      EXPECT_FALSE(whyText(T, Entry).empty());
      EXPECT_EQ(whyText(T, Entry).find('{'), std::string::npos);
      if (Entry.Event == Last)
        continue;
      ASSERT_LT(Entry.For, T.Events.size());
      EXPECT_GT(Entry.For, Entry.Event);
      EXPECT_TRUE(Result.contains(Entry.For));
    }
  }
}

TEST(Slice, FindsTheEventOfAStep) {
  Trace T;
  for (uint64_t Step : {2, 5, 9})
    T.Events.emplace_back().Step = Step;
  EXPECT_EQ(eventAtStep(T, 5), 1u);
  EXPECT_EQ(eventAtStep(T, 2), 0u);
  EXPECT_EQ(eventAtStep(T, 4), NoIndex);
  EXPECT_EQ(eventAtStep(T, 10), NoIndex);
}

TEST(Slice, OfAMillionEventsTakesLinearTime) {
  // Two threads hand a lock back and forth. Quadratic work would not end.
  Trace T;
  for (uint32_t I = 0; I < 1000000; ++I) {
    Event &E = T.Events.emplace_back();
    constexpr OpKind Round[] = {OpKind::MutexLock, OpKind::PlainRead,
                                OpKind::PlainWrite, OpKind::MutexUnlock};
    E.Step = I;
    E.Thread = ThreadId(I / 4 % 2);
    E.Kind = Round[I % 4];
    E.Object = ObjectId(I % 4 == 1 || I % 4 == 2);
    E.Size = 4;
  }
  Causes Of(T);
  Slice Result = Slice::toTheEnd(T, Of);
  EXPECT_EQ(Result.entries().size(), 999998u);
}
