//===- ReadsFrom.h - Which write a read reads -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SCHED_READSFROM_H
#define LOCKSTEP_SCHED_READSFROM_H

#include "base/Random.h"
#include "event/Operation.h"
#include "sched/Observation.h"

#include <vector>

namespace lockstep {

/// Whether an operation reads what an earlier one left in its object: loads,
/// and everything that takes a lock, a message or a wake-up.
bool readsObject(OpKind Kind);
/// Whether later operations read what it leaves: stores, and everything that
/// gives a lock, a message or a wake-up.
bool writesObject(OpKind Kind);

/// The hash of a reads-from pair. Sums of them name what was read, in whatever
/// order.
inline uint64_t readsFromHash(SiteId Read, SiteId Write) {
  uint64_t State = Read.Value ^ (Write.Value * 0xD1342543DE82EF95ull);
  return splitMix64(State);
}

/// The last writer of every object of an execution.
class ReadsFrom {
public:
  struct Writer {
    SiteId Site;
    ThreadId Thread; ///< invalid: nobody wrote yet
  };

  void begin() {
    Last.clear();
    Last.reserve(1024); // most programs have fewer objects
  }
  /// Who wrote \p Object last.
  Writer lastWriter(ObjectId Object) const {
    return Object.index() < Last.size() ? Last[Object.index()] : Writer();
  }
  void wrote(ObjectId Object, SiteId Site, ThreadId Thread) {
    if (Object.index() >= Last.size())
      Last.resize(Object.index() + 1u);
    Last[Object.index()] = {Site, Thread};
  }

private:
  std::vector<Writer> Last; ///< by object
};

} // namespace lockstep

#endif
