//===- LockSetsTest.cpp - Which locks a thread holds ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/LockSets.h"

#include <gmock/gmock.h>

using namespace lockstep;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {
struct LockSetsTest : testing::Test {
  Event &add(OpKind Kind, ObjectId Object, uint8_t Flags = 0) {
    Event &New = Events.emplace_back();
    New.Thread = MainThread;
    New.Kind = Kind;
    New.Object = Object;
    New.Flags = Flags;
    return New;
  }
  std::vector<ObjectId> held() {
    LockSets Sets(Events);
    std::vector<ObjectId> Names;
    for (const HeldLock &Each : Sets.held(MainThread, Events.size()))
      Names.push_back(Each.Object);
    return Names;
  }

  std::vector<Event> Events;
  ObjectId Lock{1}, Other{2}, Condition{3};
};
} // namespace

TEST_F(LockSetsTest, KeepsWhatWasTakenAndNotGivenBack) {
  add(OpKind::MutexLock, Lock);
  add(OpKind::ReadLock, Other);
  EXPECT_THAT(held(), ElementsAre(Lock, Other));
  add(OpKind::MutexUnlock, Lock);
  EXPECT_THAT(held(), ElementsAre(Other));
}

TEST_F(LockSetsTest, AttemptsThatFailChangeNothing) {
  add(OpKind::MutexTryLock, Lock, EventFailed);
  add(OpKind::MutexTimedLock, Lock, EventTimedOut);
  EXPECT_THAT(held(), IsEmpty());
  add(OpKind::MutexLock, Lock);
  add(OpKind::MutexUnlock, Lock, EventFailed);
  add(OpKind::CondWait, Condition, EventFailed).Second = Lock;
  EXPECT_THAT(held(), ElementsAre(Lock));
}

TEST_F(LockSetsTest, AWaitGivesTheMutexBackUntilItTakesItAgain) {
  for (uint8_t End : {uint8_t(0), uint8_t(EventTimedOut)}) {
    Events.clear();
    add(OpKind::MutexLock, Lock);
    add(OpKind::CondTimedWait, Condition, End).Second = Lock;
    EXPECT_THAT(held(), IsEmpty());
    add(OpKind::CondResume, Condition, EventTimedOut);
    EXPECT_THAT(held(), IsEmpty());
    add(OpKind::MutexLock, Lock);
    EXPECT_THAT(held(), ElementsAre(Lock));
  }
}
