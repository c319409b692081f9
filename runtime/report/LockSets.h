//===- LockSets.h - Which locks a thread holds ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_LOCKSETS_H
#define LOCKSTEP_REPORT_LOCKSETS_H

#include "event/Event.h"

#include <cstddef>
#include <map>
#include <span>
#include <vector>

namespace lockstep {

/// A mutex, spinlock or read-write lock that a thread holds.
struct HeldLock {
  ObjectId Object;
  size_t Since = 0;    ///< the event that took it
  bool Shared = false; ///< for reading
};

/// Follows the events of an execution.
class LockSets {
public:
  explicit LockSets(std::span<const Event> Events) : Events(Events) {}

  /// What \p Thread holds after the first \p Count events, in the order in
  /// which it took it; a recursive mutex is there once. Quick when \p Count
  /// ascends from call to call.
  std::vector<HeldLock> held(ThreadId Thread, uint64_t Count);

private:
  void follow(size_t Index);

  std::span<const Event> Events;
  size_t Followed = 0;
  std::map<ThreadId, std::vector<HeldLock>> Taken;
};

} // namespace lockstep

#endif
