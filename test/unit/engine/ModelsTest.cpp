//===- ModelsTest.cpp - What an operation does to its object --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/World.h"

#include "objects/Models.h"

#include "gtest/gtest.h"

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
constexpr ThreadId Self(1), Other(2);

Operation operation(OpKind Kind) {
  Operation Op;
  Op.Kind = Kind;
  Op.Object = ObjectId(0);
  return Op;
}

bool proceeds(OpKind Kind, const Object &Target, bool Notified = false) {
  return canProceed(operation(Kind), Target, {Self, Notified});
}

bool apply(OpKind Kind, Object &Target, ThreadId By, uint8_t Flags = 0,
           uint64_t Value = 0) {
  return applyToLock(operation(Kind), {.Value = Value, .Flags = Flags}, By,
                     Target);
}
} // namespace

// An operation that cannot wait is never asked whether it may proceed, and one
// that can is not always let through.
TEST(Models, OnlyWaitingOperationsAreHeldBack) {
  Object Held;
  Held.Holder = Other;
  Held.Busy = true;
  for (unsigned I = 0; I < OpKindCount; ++I) {
    auto Kind = OpKind(I);
    EXPECT_NE(mayWait(Kind), proceeds(Kind, Held)) << operationName(Kind);
    EXPECT_TRUE(!isResume(Kind) ||
                (mayWait(Kind) && proceeds(Kind, Held, true)));
  }
}

TEST(Models, AFailedAttemptChangesNothing) {
  for (OpKind Kind : {OpKind::MutexTryLock, OpKind::WriteTryLock,
                      OpKind::ReadTryLock, OpKind::SpinTryLock}) {
    Object Lock;
    EXPECT_FALSE(apply(Kind, Lock, Self, EventFailed));
    EXPECT_FALSE(apply(Kind, Lock, Self, EventTimedOut));
    EXPECT_FALSE(Lock.Holder.isValid());
    EXPECT_TRUE(Lock.Readers.empty());
    EXPECT_TRUE(apply(Kind, Lock, Self));
    EXPECT_TRUE(Lock.Holder == Self || Lock.Readers.front() == Self);
  }
}

TEST(Models, AReaderUnlocksItsOwnLock) {
  Object Lock;
  apply(OpKind::ReadLock, Lock, Self);
  apply(OpKind::ReadLock, Lock, Other);
  apply(OpKind::ReadLock, Lock, Self);
  EXPECT_TRUE(apply(OpKind::RwUnlock, Lock, Self));
  EXPECT_EQ(Lock.Readers, (std::vector<ThreadId>{Other, Self}));
  EXPECT_FALSE(proceeds(OpKind::WriteLock, Lock));
  apply(OpKind::RwUnlock, Lock, Self);
  apply(OpKind::RwUnlock, Lock, Other);
  EXPECT_TRUE(proceeds(OpKind::WriteLock, Lock));
}

TEST(Models, AnInitializerRunsInOneThread) {
  Object Once;
  EXPECT_FALSE(apply(OpKind::OnceBegin, Once, Self, 0, 0)) << "was done";
  EXPECT_FALSE(Once.Busy);
  EXPECT_TRUE(apply(OpKind::OnceBegin, Once, Self, 0, 1));
  EXPECT_EQ(Once.Holder, Self);
  EXPECT_FALSE(proceeds(OpKind::OnceBegin, Once));
  EXPECT_TRUE(apply(OpKind::OnceEnd, Once, Self));
  EXPECT_TRUE(proceeds(OpKind::OnceBegin, Once));
}

TEST(Models, QueuesBlockWhenFullAndWhenEmpty) {
  Object Queue;
  Queue.Capacity = 1;
  EXPECT_TRUE(proceeds(OpKind::QueueSend, Queue));
  EXPECT_FALSE(proceeds(OpKind::QueueReceive, Queue));
  Queue.Count = 1;
  EXPECT_FALSE(proceeds(OpKind::QueueSend, Queue));
  EXPECT_TRUE(proceeds(OpKind::QueueReceive, Queue));
  Queue.Gone = true;
  EXPECT_TRUE(proceeds(OpKind::QueueSend, Queue));
}
