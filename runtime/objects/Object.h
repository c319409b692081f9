//===- Object.h - The model of one object -----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_OBJECTS_OBJECT_H
#define LOCKSTEP_OBJECTS_OBJECT_H

#include "base/Ids.h"
#include "event/Operation.h"

#include <vector>

namespace lockstep {

class MessageQueue;

/// What the engine knows of an object that operations act on: who holds it and
/// who waits. The primitive itself stays glibc's; this mirrors what matters for
/// the question "can this operation proceed now?". Which members mean something
/// depends on Kind.
struct Object {
  ObjectKind Kind = ObjectKind::None;
  /// Mutex: its holder may lock it again.
  bool Recursive = false;
  /// Locked by something that the model did not see; until someone unlocks it,
  /// nobody is let in.
  bool HeldOutside = false;
  /// Once, Guard: its initializer runs in Holder.
  bool Busy = false;
  /// Queue: closed or destroyed; operations proceed and fail.
  bool Gone = false;
  /// RwLock: readers stand back while a writer waits.
  bool PrefersWriters = false;
  /// Made to be shared with other processes. Once there are any, that nobody
  /// here can wake a waiter does not prove a deadlock.
  bool SharedOutside = false;

  /// Where it is in this process; identity only while the object lives.
  uint64_t Address = 0;
  /// Further objects in the same eight bytes (memory/ObjectMap).
  ObjectId Next;

  /// Mutex, SpinLock, RwLock (writer), Once, Guard: who has it.
  ThreadId Holder;
  uint32_t Depth = 0; ///< of a recursive Holder
  /// RwLock: one entry per read lock held.
  std::vector<ThreadId> Readers;
  /// RwLock: how many in Pending want to write.
  uint32_t WaitingWriters = 0;

  /// Thread: which one this object stands for.
  ThreadId Target;
  bool Finished = false; ///< Thread: its ThreadExit was performed

  /// Semaphore: its value. Queue: messages in it. Barrier: threads that have
  /// arrived.
  uint64_t Count = 0;
  /// Queue: how many messages fit. Barrier: how many threads it waits for.
  uint64_t Capacity = 0;
  /// Queue: its messages, when sends differ in size and receives in choice;
  /// null when Count and Capacity say all. Kept by who made the object, at
  /// least until Gone.
  const MessageQueue *Messages = nullptr;

  /// Condition: the mutex of those that wait.
  ObjectId Partner;
  /// Condition, Futex, Barrier, Descriptor: threads that wait to be woken,
  /// longest first.
  std::vector<ThreadId> Parked;
  /// Threads whose pending operation acts on this object and may have to wait.
  std::vector<ThreadId> Pending;
};

} // namespace lockstep

#endif
