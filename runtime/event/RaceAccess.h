//===- RaceAccess.h - Accesses that raced -----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EVENT_RACEACCESS_H
#define LOCKSTEP_EVENT_RACEACCESS_H

#include "base/Ids.h"

#include <algorithm>
#include <cstdint>

namespace lockstep {

/// The sites of two accesses that raced, in ascending order.
struct RacePair {
  SiteId First, Second;

  RacePair() = default;
  RacePair(SiteId A, SiteId B)
      : First(std::min(A, B)), Second(std::max(A, B)) {}
  friend auto operator<=>(const RacePair &, const RacePair &) = default;
};

/// An access to what raced, in an execution that was recorded in full. Most
/// are no scheduling points, and so no events.
struct RaceAccess {
  ThreadId Thread;
  SiteId Site;
  SiteId Caller;       ///< as Event::Caller
  StackId Stack;       ///< not stored in traces
  uint64_t Events = 0; ///< how many were recorded before it
  uint8_t Write = 0;
  uint8_t Atomic = 0;
  uint32_t Size = 0; ///< bytes; 0: not known

  friend bool operator==(const RaceAccess &, const RaceAccess &) = default;
};

/// A lock of the program's own making, known by annotations, that the thread of
/// an access held. Locks that Lockstep knows itself are in the events.
struct AnnotatedHold {
  uint32_t Access = 0; ///< in the list of accesses
  ObjectId Lock;
  SiteId Caller;      ///< where it was taken, as Event::Caller
  StackId Stack;      ///< the same; not stored in traces
  uint8_t Shared = 0; ///< for reading

  friend bool operator==(const AnnotatedHold &,
                         const AnnotatedHold &) = default;
};

} // namespace lockstep

#endif
