//===- MessageQueueTest.cpp - The order in which messages are received ----===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "objects/MessageQueue.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {

std::string take(MessageQueue &Queue,
                 MessageChoice Choice = MessageChoice::First,
                 int64_t Type = 0) {
  return Queue.take(Choice, Type).Bytes;
}

/// Messages of types 3, 1, 2, 1 in this order.
MessageQueue mixed() {
  MessageQueue Queue(10, 100);
  Queue.append({3, "c"});
  Queue.append({1, "a"});
  Queue.append({2, "b"});
  Queue.append({1, "A"});
  return Queue;
}

TEST(MessageQueue, AppendedMessagesComeInOrder) {
  MessageQueue Queue = mixed();
  EXPECT_EQ(take(Queue), "c");
  EXPECT_EQ(take(Queue), "a");
  EXPECT_EQ(take(Queue), "b");
  EXPECT_EQ(take(Queue), "A");
  EXPECT_EQ(Queue.find(MessageChoice::First, 0), nullptr);
}

TEST(MessageQueue, HigherPrioritiesComeFirstAndEqualOnesInOrder) {
  MessageQueue Queue(10, 100);
  Queue.insertByPriority({1, "low"});
  Queue.insertByPriority({5, "high"});
  Queue.insertByPriority({5, "high too"});
  Queue.insertByPriority({0, "lowest"});
  Queue.insertByPriority({3, "middle"});
  EXPECT_EQ(take(Queue), "high");
  EXPECT_EQ(take(Queue), "high too");
  EXPECT_EQ(take(Queue), "middle");
  EXPECT_EQ(take(Queue), "low");
  EXPECT_EQ(take(Queue), "lowest");
}

TEST(MessageQueue, ATypeSelectsItsFirstMessage) {
  MessageQueue Queue = mixed();
  EXPECT_EQ(take(Queue, MessageChoice::OfType, 1), "a");
  EXPECT_EQ(take(Queue, MessageChoice::OfType, 1), "A");
  EXPECT_EQ(Queue.find(MessageChoice::OfType, 1), nullptr);
  EXPECT_EQ(Queue.count(), 2u);
}

TEST(MessageQueue, ATypeCanBeExcluded) {
  MessageQueue Queue = mixed();
  EXPECT_EQ(take(Queue, MessageChoice::NotOfType, 3), "a");
  EXPECT_EQ(take(Queue, MessageChoice::NotOfType, 1), "c");
  EXPECT_EQ(take(Queue, MessageChoice::NotOfType, 1), "b");
  EXPECT_EQ(Queue.find(MessageChoice::NotOfType, 1), nullptr);
}

TEST(MessageQueue, UpToATypeTheLowestComesFirst) {
  MessageQueue Queue = mixed();
  EXPECT_EQ(take(Queue, MessageChoice::UpToType, 2), "a");
  EXPECT_EQ(take(Queue, MessageChoice::UpToType, 2), "A");
  EXPECT_EQ(take(Queue, MessageChoice::UpToType, 2), "b");
  EXPECT_EQ(Queue.find(MessageChoice::UpToType, 2), nullptr);
  EXPECT_EQ(take(Queue, MessageChoice::UpToType, 3), "c");
}

TEST(MessageQueue, MessagesAndBytesAreBounded) {
  MessageQueue Queue(2, 10);
  EXPECT_TRUE(Queue.fits(10));
  EXPECT_FALSE(Queue.fits(11));
  Queue.append({1, "12345678"});
  EXPECT_EQ(Queue.bytes(), 8u);
  EXPECT_TRUE(Queue.fits(2));
  EXPECT_FALSE(Queue.fits(3));
  Queue.append({1, ""});
  EXPECT_FALSE(Queue.fits(0));
  take(Queue);
  EXPECT_EQ(Queue.bytes(), 0u);
  EXPECT_TRUE(Queue.fits(10));
}

TEST(MessageQueue, LowerLimitsKeepWhatIsIn) {
  MessageQueue Queue = mixed();
  Queue.setLimits(10, 2);
  EXPECT_FALSE(Queue.fits(0));
  EXPECT_EQ(Queue.count(), 4u);
  take(Queue);
  take(Queue);
  EXPECT_TRUE(Queue.fits(0));
  EXPECT_FALSE(Queue.fits(1));
}

} // namespace
