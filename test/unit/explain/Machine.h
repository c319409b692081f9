//===- Machine.h - A machine that performs events ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_UNIT_EXPLAIN_MACHINE_H
#define LOCKSTEP_TEST_UNIT_EXPLAIN_MACHINE_H

#include "base/Random.h"
#include "trace/Trace.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace lockstep {

/// Memory, locks, semaphores, a queue, condition variables, a barrier and
/// threads, with the meaning that they have in programs. Performs one operation
/// after another and answers what it returns: an account of events that owes
/// nothing to the code under test.
class Machine {
public:
  static constexpr uint32_t Threads = 4;
  /// The objects, by kind; ObjectIds are indices into this.
  static const std::vector<ObjectKind> &objects();
  /// Where memory objects are; some overlap.
  static std::vector<uint64_t> addresses();
  static ObjectId threadObject(ThreadId Of);

  /// Performs \p E, of which thread, kind, objects, size, and what is written
  /// or whether it gives up are given. Fills in value and flags. \returns false
  /// when it would have to wait, or makes no sense now; then nothing happened.
  bool perform(Event &E);

  bool isParked(ThreadId Thread, ObjectId Object) const;
  /// Threads that were created and have not exited.
  size_t live() const { return Born.size() - Exited.size(); }
  const std::map<uint64_t, uint8_t> &memory() const { return Memory; }

private:
  struct Lock {
    std::optional<uint32_t> Holder;
    std::multiset<uint32_t> Readers;
  };
  bool performMemory(Event &E);
  bool performLock(Event &E);
  bool performWait(Event &E);
  bool performToken(Event &E);
  bool performThread(Event &E);
  uint64_t load(const Event &E) const;
  void store(const Event &E, uint64_t Value);

  std::map<uint64_t, uint8_t> Memory;
  std::map<uint32_t, Lock> Locks;
  std::map<uint32_t, std::deque<uint32_t>> Parked;
  std::set<uint32_t> Notified;
  std::map<uint32_t, uint64_t> Count; ///< of semaphores
  std::map<uint32_t, std::deque<uint64_t>> Queues;
  std::set<uint32_t> Born{0}, Started{0}, Exited;
};

/// A random execution of up to \p Length events. Every thread is in at most one
/// wait at a time; the rest is chance.
Trace randomExecution(Random &Dice, size_t Length);

} // namespace lockstep

#endif
