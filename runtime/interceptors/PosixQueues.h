//===- PosixQueues.h - The POSIX message queues of the program --*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_POSIXQUEUES_H
#define LOCKSTEP_INTERCEPTORS_POSIXQUEUES_H

#include "interceptors/Queues.h"

#include <map>
#include <memory>
#include <mqueue.h>

namespace lockstep {

/// A queue of mq_open(3), which lives as long as its name or a descriptor.
struct PosixQueue : ModelledQueue {
  PosixQueue(ObjectId Where, const mq_attr &Limits, mode_t Mode)
      : ModelledQueue(Where, uint64_t(Limits.mq_maxmsg), ~uint64_t(0)),
        MessageSize(size_t(Limits.mq_msgsize)), Mode(Mode) {}
  size_t MessageSize; ///< at most, of one message
  mode_t Mode;
};

/// What a descriptor stands for.
struct QueueDescriptor {
  std::shared_ptr<PosixQueue> Queue;
  bool Readable = false;
  bool Writable = false;
  bool Nonblocking = false;
};

/// What a name stands for.
struct QueueName {
  /// The queue's, or that of the queue to come.
  ObjectId Object;
  std::shared_ptr<PosixQueue> Queue; ///< null: there is none, or not here
};

class PosixQueues {
public:
  /// All queues of this process.
  static PosixQueues &get();

  /// The entry of \p Name, made when absent.
  QueueName &named(Control &C, const std::string &Name);
  void removeName(const std::string &Name) { Names.erase(Name); }

  /// Null when \p Number is none of ours.
  QueueDescriptor *find(mqd_t Number);
  /// \returns a real descriptor, which nothing else in the process has, or a
  /// negative error number.
  int open(QueueDescriptor New, bool CloseOnExec);
  void close(mqd_t Number);

private:
  std::map<std::string, QueueName> Names;
  std::map<mqd_t, QueueDescriptor> Descriptors;
};

} // namespace lockstep

#endif
