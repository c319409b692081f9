//===- Threads.h - The threads of one execution -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_ENGINE_THREADS_H
#define LOCKSTEP_ENGINE_THREADS_H

#include "base/Check.h"
#include "event/Operation.h"
#include "sched/SpinTracker.h"

#include <deque>
#include <vector>

namespace lockstep {

/// One thread of the program, as the engine knows it.
struct Thread {
  ThreadId Id;
  ThreadId Parent;
  uint32_t BirthOrder = 0; ///< among the parent's children
  uint32_t Children = 0;
  ObjectId Self; ///< the object that joins act on

  /// Null once finished, and between two operations.
  const Operation *Pending = nullptr;
  bool Enabled = false;
  bool Finished = false;
  bool TimedOut = false; ///< how the last wait ended
  bool Early = false;    ///< need not wait for the deadline of Pending
  bool Rare = false;     ///< something rare was chosen for its next event

  bool Notified = false; ///< woken since it parked
  ObjectId ParkedOn;     ///< valid from park() until woken or unpark()
  uint32_t WakeMask = 0; ///< of a parked futex waiter

  /// The thread goes in circles: it is set aside until another thread changes
  /// something, or until nobody else can go on.
  bool SetAside = false;
  uint64_t ChangesWhenSetAside = 0;
  uint32_t RoundsWhenSetAside = 0;
  SpinTracker Spin;
  uint64_t PlainWrites = 0; ///< to memory off its own stack

  /// \name The proof that it goes in circles (Engine::probe)
  /// @{
  uint64_t Print = 0;
  uint64_t PrintWrites = 0;
  uint32_t PrintRound = 0;
  bool ProvenIdle = false;
  /// @}

  Operation Start; ///< the pending operation of a thread that was just born
};

/// All threads by id. References stay valid while threads are born.
class ThreadTable {
public:
  Thread &operator[](ThreadId Id) {
    LOCKSTEP_CHECK(Id.index() < ById.size());
    return *ById[Id.index()];
  }
  const Thread &operator[](ThreadId Id) const {
    LOCKSTEP_CHECK(Id.index() < ById.size());
    return *ById[Id.index()];
  }
  Thread &add() {
    Thread &New = Table.emplace_back();
    New.Id = ThreadId(uint32_t(ById.size()));
    ById.push_back(&New);
    return New;
  }
  uint32_t size() const { return uint32_t(ById.size()); }
  auto begin() { return Table.begin(); }
  auto end() { return Table.end(); }
  auto begin() const { return Table.begin(); }
  auto end() const { return Table.end(); }

private:
  std::deque<Thread> Table;
  std::vector<Thread *> ById; ///< a deque divides to find an element
};

} // namespace lockstep

#endif
