//===- MessageQueue.h - Messages that wait to be received -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_OBJECTS_MESSAGEQUEUE_H
#define LOCKSTEP_OBJECTS_MESSAGEQUEUE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lockstep {

/// Which message a receive wants, msgrcv(2).
enum class MessageChoice : uint8_t {
  First,     ///< whichever is first
  OfType,    ///< the first of the given type
  NotOfType, ///< the first of another type
  UpToType   ///< the first of the lowest type that is at most the given one
};

struct Message {
  int64_t Type = 0; ///< System V: its type. POSIX: its priority.
  std::string Bytes;
};

/// The messages of one queue, POSIX (mq_overview(7)) or System V (msgop(2)), in
/// the order in which receives find them.
class MessageQueue {
public:
  /// Holds at most \p MaxMessages messages of together \p MaxBytes bytes.
  MessageQueue(uint64_t MaxMessages, uint64_t MaxBytes)
      : MaxMessages(MaxMessages), MaxBytes(MaxBytes) {}

  /// Whether there is room for one more message of \p Size bytes.
  bool fits(uint64_t Size) const {
    return Messages.size() < MaxMessages && Bytes <= MaxBytes &&
           Size <= MaxBytes - Bytes;
  }
  /// The message that a receive gets; null when none is as wanted. Valid until
  /// the queue changes.
  const Message *find(MessageChoice Choice, int64_t Type) const;
  /// Takes the message that find() finds, which must exist.
  Message take(MessageChoice Choice, int64_t Type);

  /// Adds behind all others. There must be room.
  void append(Message New);
  /// Adds before those of a lower Type and behind the others. There must be
  /// room.
  void insertByPriority(Message New);

  uint64_t count() const { return Messages.size(); }
  uint64_t bytes() const { return Bytes; }
  uint64_t maxMessages() const { return MaxMessages; }
  uint64_t maxBytes() const { return MaxBytes; }
  /// New limits; messages that are in stay.
  void setLimits(uint64_t NewMaxMessages, uint64_t NewMaxBytes) {
    MaxMessages = NewMaxMessages;
    MaxBytes = NewMaxBytes;
  }

private:
  size_t locate(MessageChoice Choice, int64_t Type) const;

  std::vector<Message> Messages;
  uint64_t Bytes = 0;
  uint64_t MaxMessages;
  uint64_t MaxBytes;
};

} // namespace lockstep

#endif
