//===- ProgramStatesTest.cpp - Where a program stood ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/DigestMaker.h"
#include "support/Listed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::scripted;

static Observation statesOf(const Program &P, std::vector<uint32_t> Schedule) {
  return digest(P, std::move(Schedule), {.Schedule = true});
}

static Program twoWriters() {
  Program P;
  P.thread(0).write(0).write(1);
  P.thread(1).write(0).write(1);
  return P;
}

TEST(ProgramStates, OneForEachDecision) {
  Observation Seen = statesOf(twoWriters(), {0, 1, 1, 0});
  ASSERT_EQ(Seen.Schedule.size(), 4u);
  ASSERT_EQ(Seen.States.size(), 4u);
  EXPECT_EQ(Seen.Schedule[1].thread(), ThreadId(1));
  EXPECT_THAT(digest(twoWriters(), {0, 1, 1, 0}).States, testing::IsEmpty());
}

// The last write is what counts, and where the threads are.
TEST(ProgramStates, ForgetTheOrderOfWhatWasOverwritten) {
  std::vector<uint64_t> A = statesOf(twoWriters(), {0, 1, 0, 1}).States;
  std::vector<uint64_t> B = statesOf(twoWriters(), {1, 0, 0, 1}).States;
  EXPECT_EQ(A[0], B[0]);
  EXPECT_NE(A[1], B[1]) << "other threads went";
  EXPECT_NE(A[2], B[2]) << "another one wrote last";

  Program Overwritten;
  Overwritten.thread(0).write(0).write(0);
  Overwritten.thread(1).write(0).write(0);
  A = statesOf(Overwritten, {0, 1, 1, 0}).States;
  B = statesOf(Overwritten, {1, 0, 1, 0}).States;
  EXPECT_NE(A[2], B[2]);
  EXPECT_EQ(A[3], B[3]) << "the same write was the last";
}

TEST(ProgramStates, LeaveOutWhatDoesNotConflict) {
  Program P;
  P.thread(0).write(2).write(0);
  P.thread(1).write(3).write(0);
  std::vector<uint64_t> A = statesOf(P, {0, 1, 0, 1}).States;
  EXPECT_EQ(A[0], A[1]);
  EXPECT_EQ(A[1], A[2]);
  EXPECT_NE(A[2], A[3]);
}

// A loop comes back to where it began.
TEST(ProgramStates, RepeatInLoops) {
  Program P;
  P.thread(0).spinUntil(0, 1);
  P.thread(1).read(0).write(0, 1);
  std::vector<uint64_t> States = statesOf(P, {0, 0, 0, 1, 1, 0}).States;
  EXPECT_EQ(States[0], States[1]);
  EXPECT_EQ(States[1], States[3]);
  EXPECT_NE(States[3], States[4]);
}

// The same site may have an object, or none.
TEST(ProgramStates, TakeOperationsWithoutAnObject) {
  Decision With{0, OpKind::AtomicStore, 0, 7, 0};
  Decision Other{1, OpKind::AtomicStore, 0, 7, 0};
  Decision Without{0, OpKind::AtomicStore, 0, 7, ObjectId::InvalidValue};
  Decision Steps[] = {With, Other, Without};
  uint16_t Parents[] = {0, 0};
  Observation Seen =
      DigestMaker().digest({Steps, Parents, {}}, 0, {.Schedule = true});
  EXPECT_EQ(Seen.States.size(), 3u);
}

TEST(ProgramStates, AreBounded) {
  Program P;
  std::vector<uint32_t> Schedule;
  for (unsigned Step = 0; Step < 3000; ++Step) {
    P.thread(0).write(0);
    P.thread(1).write(0);
    Schedule.insert(Schedule.end(), {0, 1});
  }
  Observation Seen = statesOf(P, Schedule);
  EXPECT_EQ(Seen.Steps, 6000u);
  EXPECT_EQ(Seen.States.size(), Observation::MostScheduled);
  EXPECT_EQ(Seen.Schedule.size(), Observation::MostScheduled);
}
