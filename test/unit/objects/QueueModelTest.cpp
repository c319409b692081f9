//===- QueueModelTest.cpp - When sends and receives can proceed -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "objects/MessageQueue.h"
#include "objects/Models.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {

bool canSend(const Object &Queue, uint32_t Size) {
  Operation Op;
  Op.Kind = OpKind::QueueSend;
  Op.Size = Size;
  return canProceed(Op, Queue, {ThreadId(1)});
}

bool canReceive(const Object &Queue, MessageChoice Choice, int64_t Type) {
  Operation Op;
  Op.Kind = OpKind::QueueReceive;
  Op.Choice = uint8_t(Choice);
  Op.Argument = uint64_t(Type);
  return canProceed(Op, Queue, {ThreadId(1)});
}

Object queueOf(const MessageQueue &Messages) {
  Object Queue;
  Queue.Kind = ObjectKind::Queue;
  Queue.Messages = &Messages;
  return Queue;
}

TEST(QueueModel, ASendWaitsUntilItsMessageFits) {
  MessageQueue Messages(10, 8);
  Object Queue = queueOf(Messages);
  EXPECT_TRUE(canSend(Queue, 8));
  Messages.append({1, "12345"});
  EXPECT_TRUE(canSend(Queue, 3));
  EXPECT_FALSE(canSend(Queue, 4));
}

TEST(QueueModel, AReceiveWaitsForAMessageThatItWants) {
  MessageQueue Messages(10, 100);
  Object Queue = queueOf(Messages);
  EXPECT_FALSE(canReceive(Queue, MessageChoice::First, 0));
  Messages.append({7, "x"});
  EXPECT_TRUE(canReceive(Queue, MessageChoice::First, 0));
  EXPECT_TRUE(canReceive(Queue, MessageChoice::OfType, 7));
  EXPECT_FALSE(canReceive(Queue, MessageChoice::OfType, 6));
  EXPECT_TRUE(canReceive(Queue, MessageChoice::NotOfType, 6));
  EXPECT_FALSE(canReceive(Queue, MessageChoice::NotOfType, 7));
  EXPECT_FALSE(canReceive(Queue, MessageChoice::UpToType, 6));
  EXPECT_TRUE(canReceive(Queue, MessageChoice::UpToType, 7));
}

TEST(QueueModel, NobodyWaitsForAQueueThatIsGone) {
  MessageQueue Messages(0, 0);
  Object Queue = queueOf(Messages);
  EXPECT_FALSE(canSend(Queue, 0));
  Queue.Gone = true;
  EXPECT_TRUE(canSend(Queue, 0));
  EXPECT_TRUE(canReceive(Queue, MessageChoice::OfType, 1));
}

} // namespace
