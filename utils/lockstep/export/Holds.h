//===- Holds.h - From when to when which thread held a lock -----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_EXPORT_HOLDS_H
#define LOCKSTEP_CLI_EXPORT_HOLDS_H

#include "event/Event.h"

#include <cstddef>
#include <span>
#include <vector>

namespace lockstep::cli {

/// A stretch of time in which a thread held a mutex, a spinlock or a read-write
/// lock. A lock that is taken again while it is held makes no second one.
struct Hold {
  ThreadId Thread;
  ObjectId Object;
  size_t First = 0; ///< the event that took it
  /// The event that gave it back (an unlock, or a wait on a condition
  /// variable); the number of events when it was held to the end.
  size_t Last = 0;
  bool Shared = false; ///< for reading
};

/// All of them, by First. \p Recorded: whether the events say which attempts
/// failed; if not, attempts that can fail ("try to lock") are taken to have
/// failed.
std::vector<Hold> findHolds(std::span<const Event> Events, bool Recorded);

} // namespace lockstep::cli

#endif
