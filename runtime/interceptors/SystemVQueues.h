//===- SystemVQueues.h - The program's System V queues ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_SYSTEMVQUEUES_H
#define LOCKSTEP_INTERCEPTORS_SYSTEMVQUEUES_H

#include "interceptors/Queues.h"

#include <map>
#include <memory>
#include <sys/msg.h>

namespace lockstep {

/// A queue of msgget(2), which lives until it is removed.
struct SystemVQueue : ModelledQueue {
  /// The kernel bounds both the bytes and, by the same number, the messages.
  SystemVQueue(ObjectId Where, uint64_t MaxBytes)
      : ModelledQueue(Where, MaxBytes, MaxBytes) {}

  bool Removed = false;
  /// Who may use it, times and last users. The counts are in Messages.
  msqid_ds Status{};
};

/// Whether the owner's bits \p Wanted (0400, 0200) are granted: who asks is who
/// made the queue.
bool mayAccess(const SystemVQueue &Queue, unsigned Wanted);

/// What a key stands for.
struct QueueKey {
  /// The queue's, or that of the queue to come.
  ObjectId Object;
  int Id = -1; ///< -1: there is none, or not here
};

class SystemVQueues {
public:
  /// All queues of this process.
  static SystemVQueues &get();

  /// The entry of \p Key, made when absent. IPC_PRIVATE is no key.
  QueueKey &keyed(Control &C, key_t Key);
  void removeKey(key_t Key) { Keys.erase(Key); }

  /// Null when \p Id is not one of ours, or removed.
  std::shared_ptr<SystemVQueue> find(int Id) const;
  /// Whether \p Id is or was one of ours.
  bool isOurs(int Id) const {
    return Id >= FirstId && size_t(Id - FirstId) < Queues.size();
  }
  /// \returns its id.
  int add(std::shared_ptr<SystemVQueue> New);

private:
  /// Higher than what the kernel hands out in practice.
  static constexpr int FirstId = 0x7f000000;

  std::map<key_t, QueueKey> Keys;
  std::vector<std::shared_ptr<SystemVQueue>> Queues; ///< by id
};

} // namespace lockstep

#endif
