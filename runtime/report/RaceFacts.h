//===- RaceFacts.h - What there is to say of a data race --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_RACEFACTS_H
#define LOCKSTEP_REPORT_RACEFACTS_H

#include "report/Context.h"

#include <optional>
#include <string>
#include <vector>

namespace lockstep {

/// A lock that the thread of an access held.
struct RaceLock {
  ObjectId Object;
  Place Taken;
  size_t Since = NoEvent; ///< the event that took it; none for an annotation
  bool Shared = false;    ///< for reading
};

struct RaceSide {
  RaceAccess Access;
  Place Where;
  std::vector<RaceLock> Locks;
};

/// The locks that could have ordered the accesses.
enum class RaceLocking : uint8_t {
  Nothing,     ///< there is none
  Usual,       ///< one that is held at most accesses, and not at one of these
  BothReading, ///< one that both threads hold for reading only
};

/// An atomic variable through which one thread handed something to the other,
/// with orders that do not synchronize.
struct RaceHandover {
  size_t Store, Load; ///< events
};

struct RaceFacts {
  /// What was accessed, as reports name it; safe to print.
  std::string Name;
  RaceSide Earlier, Later;
  RaceLocking Locking = RaceLocking::Nothing;
  ObjectId Lock; ///< unless Locking is Nothing
  /// Usual: at how many of all accesses to this memory the lock was held, and
  /// whether the earlier access is the one that lacks it.
  uint64_t Held = 0, All = 0;
  bool EarlierLacks = false;
  std::optional<RaceHandover> Handover;

  bool isHalfAtomic() const {
    return Earlier.Access.Atomic != Later.Access.Atomic;
  }
};

/// The race that the record ended with; nothing when its accesses are not
/// known.
std::optional<RaceFacts> factsOfRace(ReportContext &Context);

} // namespace lockstep

#endif
