//===- SpinTracker.h - Does a thread go in circles? -------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SCHED_SPINTRACKER_H
#define LOCKSTEP_SCHED_SPINTRACKER_H

#include "base/Ids.h"

#include <cstdint>

namespace lockstep {

/// Watches the events of one thread and counts how often it went round the same
/// ones: the same sites, the same objects, the same values, and nothing
/// changed. A load in a loop, a failing compare-exchange, lock, look and
/// unlock: each is a round.
class SpinTracker {
public:
  /// Loops with more distinct events than this are not recognized; the step
  /// limit ends them.
  static constexpr unsigned MaxEvents = 24;

  /// The thread performed something that left the program's state as it was.
  void unchanged(SiteId Site, ObjectId Object, uint64_t Value) {
    if (Cursor < Length && Loop[Cursor].Site == Site &&
        Loop[Cursor].Object == Object && Loop[Cursor].Value == Value)
        [[likely]] {
      advance(Cursor);
      return;
    }
    search(Site, Object, Value);
  }

  /// The thread changed something: whatever it goes round, it is not idle.
  void changed() { Length = Cursor = Rounds = Begin = 0; }

  /// How many times the thread went round its loop.
  uint32_t rounds() const { return Rounds; }

  /// The site, object and value of the first read in the loop, or of its first
  /// event when it reads nothing; invalid ids when there is no loop.
  struct Read {
    SiteId Site;
    ObjectId Object;
    uint64_t Value = 0;
  };
  Read watched() const;

private:
  void advance(unsigned Matched) {
    if (Matched + 1 < Cursor || Matched + 1 == Length) {
      ++Rounds;
      Cursor = Matched + 1 == Length ? 0 : Matched + 1;
    } else {
      Cursor = Matched + 1;
    }
  }
  void search(SiteId Site, ObjectId Object, uint64_t Value);

  Read Loop[MaxEvents];
  unsigned Length = 0;
  unsigned Cursor = 0;
  unsigned Begin = 0; ///< where the last jump back went
  uint32_t Rounds = 0;
};

} // namespace lockstep

#endif
