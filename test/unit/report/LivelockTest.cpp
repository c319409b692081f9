//===- LivelockTest.cpp - Threads that spin for ever
//-----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Livelock.h"
#include "Records.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {
struct LivelockTest : testing::Test, Recording {
  LivelockTest() : T1(thread()), T2(thread()) {
    Flag = object(ObjectKind::Memory, "Flag");
    Load = site("a.cpp", 1, 1, "f");
    Store = site("a.cpp", 2, 1, "g");
    Record.Schedule.Culprit = T1;
    Record.Schedule.FailedSite = Load;
    Record.Schedule.FailedObject = Flag;
    at(T1).State = ThreadState::Spinning;
  }
  void loads(ThreadId Thread, int Times, uint64_t Value) {
    for (int I = 0; I < Times; ++I)
      read(Thread, OpKind::AtomicLoad, Flag, Load, Value);
  }
  ThreadId T1, T2;
  ObjectId Flag;
  SiteId Load, Store;
};
} // namespace

TEST_F(LivelockTest, NamesValueRoundsAndLastWriter) {
  loads(T1, 3, 0);
  write(T2, OpKind::AtomicStore, Flag, Store, 5);
  loads(T1, 7, 5);
  std::vector<Spin> Spins = findSpins(Record);
  ASSERT_EQ(Spins.size(), 1u);
  EXPECT_EQ(Spins[0].Value, 5u);
  EXPECT_EQ(Spins[0].Rounds, 7u);
  EXPECT_EQ(Spins[0].LastWrite, 3u);
}

TEST_F(LivelockTest, FailedAndIdleWritesAreNone) {
  Event &Cas = read(T2, OpKind::AtomicCas, Flag, Store, 5);
  Cas.Flags |= EventFailed;
  Event &Exchange = read(T1, OpKind::AtomicRmw, Flag, Store, 1);
  Exchange.Written = 1;
  Exchange.Flags |= EventHasWritten;
  loads(T1, 2, 1);
  EXPECT_EQ(findSpins(Record)[0].LastWrite, NoEvent);
}

TEST_F(LivelockTest, AWiderWriteCoversTheBytes) {
  ObjectId Wide = object(ObjectKind::Memory);
  at(Wide).Address = 0x1000;
  at(Flag).Address = 0x1004;
  write(T2, OpKind::AtomicStore, Wide, Store, 0).Size = 8;
  loads(T1, 2, 0);
  EXPECT_EQ(findSpins(Record)[0].LastWrite, 0u);
}

TEST_F(LivelockTest, FindsTheLineOfOthersThatSpin) {
  at(T2).State = ThreadState::Spinning;
  ObjectId Other = object(ObjectKind::Memory);
  loads(T1, 2, 0);
  read(T2, OpKind::AtomicCas, Other, Store, 9).Flags |= EventFailed;
  event(T2, OpKind::SpinHint);
  std::vector<Spin> Spins = findSpins(Record);
  ASSERT_EQ(Spins.size(), 2u);
  EXPECT_EQ(Spins[1].Object, Other);
  EXPECT_EQ(Spins[1].Site, Store);
  EXPECT_EQ(Spins[1].Value, 9u);
}

TEST_F(LivelockTest, SaysNothingAboutEventsThatAreMissing) {
  std::vector<Spin> Spins = findSpins(Record);
  ASSERT_EQ(Spins.size(), 1u);
  EXPECT_EQ(Spins[0].Rounds, 0u);
  EXPECT_FALSE(Spins[0].HasValue);
}
