//===- Event.h - What a thread did ------------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EVENT_EVENT_H
#define LOCKSTEP_EVENT_EVENT_H

#include "event/Operation.h"

namespace lockstep {

enum EventFlags : uint8_t {
  EventTimedOut = 1,    ///< a waiting operation whose deadline came
  EventFailed = 2,      ///< trylock, compare-exchange, … that did not succeed
  EventSpurious = 4,    ///< woken without a signal
  EventHasValue = 8,    ///< Value means something
  EventHasWritten = 16, ///< Written means something
  EventNotAPoint = 32,  ///< recorded, but no other thread could be chosen here
  EventByChoice = 64,   ///< a value decision made it end so (ValueReason)
  EventAllFlags = 127
};

/// One event, as written to shared memory while a failing execution is played
/// again for its report. Only then: ordinary executions record decisions only.
struct Event {
  uint64_t Step = 0;  ///< index of the decision that led to it
  uint64_t Value = 0; ///< read, returned, or the number of threads woken
  uint64_t Written = 0;
  uint64_t Time = 0; ///< virtual nanoseconds since the execution began
  ThreadId Thread;
  SiteId Site;
  /// The place that a report names instead of Site: the program's own line,
  /// where Site lies in a library. Invalid when it is the same, or not known.
  SiteId Caller;
  ObjectId Object;
  ObjectId Second; ///< the mutex of a condition-variable wait
  StackId Stack;   ///< where; invalid for memory accesses
  uint32_t Size = 0;
  OpKind Kind = OpKind::None;
  uint8_t Order = lockstep_order_none;
  uint8_t Rmw = 0;
  uint8_t Flags = 0; ///< EventFlags

  friend bool operator==(const Event &, const Event &) = default;
};

/// Whether \p E took its object, a lock.
constexpr bool tookLock(const Event &E) {
  return takesLock(E.Kind) && !(E.Flags & (EventFailed | EventTimedOut));
}

/// The lock that \p E gave back, or invalid. A wait on a condition variable
/// gives back its mutex, and takes it by an event of its own when it is over;
/// also when it is over because its time came.
constexpr ObjectId lockGivenBack(const Event &E) {
  if (E.Flags & EventFailed)
    return ObjectId();
  if (E.Kind == OpKind::CondWait || E.Kind == OpKind::CondTimedWait)
    return E.Second;
  return operationLockUse(E.Kind) == LockUse::GiveBack ? E.Object : ObjectId();
}

} // namespace lockstep

#endif
