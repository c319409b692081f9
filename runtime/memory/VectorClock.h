//===- VectorClock.h - What of each thread came before ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_MEMORY_VECTORCLOCK_H
#define LOCKSTEP_MEMORY_VECTORCLOCK_H

#include "base/Ids.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace lockstep {

/// A moment of one thread: how often it has released, plus one. 0: never.
using ClockTime = uint32_t;

/// For each thread, up to which of its moments everything happens before
/// (Mattern 1989). Threads that it does not mention are at 0.
class VectorClock {
public:
  ClockTime operator[](ThreadId Thread) const {
    return Thread.index() < Times.size() ? Times[Thread.index()] : 0;
  }
  void set(ThreadId Thread, ClockTime Time) {
    if (Thread.index() >= Times.size())
      Times.resize(Thread.index() + 1);
    Times[Thread.index()] = Time;
  }
  /// From now on everything that happens before \p Other also happens before
  /// this.
  void join(const VectorClock &Other) {
    if (Times.size() < Other.Times.size())
      Times.resize(Other.Times.size());
    for (size_t I = 0; I < Other.Times.size(); ++I)
      Times[I] = std::max(Times[I], Other.Times[I]);
  }
  bool empty() const { return Times.empty(); }
  void clear() { Times.clear(); }

private:
  std::vector<ClockTime> Times; ///< by thread
};

} // namespace lockstep

#endif
