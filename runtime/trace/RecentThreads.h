//===- RecentThreads.h - The threads that ran last --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_RECENTTHREADS_H
#define LOCKSTEP_TRACE_RECENTTHREADS_H

#include "trace/Format.h"

#include <algorithm>
#include <cstdint>

namespace lockstep {

/// The threads of the latest runs of a frame, latest first: the memory that
/// encoder and decoder of the runs share. Bounded, so that no file can make a
/// step expensive.
class RecentThreads {
public:
  /// Whether a thread has \p Rank, and which.
  bool at(uint32_t Rank, uint16_t &Thread) const {
    if (Rank >= Count)
      return false;
    Thread = Threads[Rank];
    return true;
  }

  /// Moves \p Thread to the front and returns the rank it had, or
  /// RunRankEscape when it had none.
  uint32_t use(uint16_t Thread) {
    uint16_t *End = Threads + Count;
    uint16_t *Place = std::find(Threads, End, Thread);
    uint32_t Rank = uint32_t(Place - Threads);
    if (Place == End) {
      Rank = format::RunRankEscape;
      if (Count < format::RunRankEscape)
        ++Count;
      else
        --Place; // the oldest drops out
      *Place = Thread;
    }
    std::rotate(Threads, Place, Place + 1);
    return Rank;
  }

private:
  uint16_t Threads[format::RunRankEscape] = {};
  uint32_t Count = 0;
};

} // namespace lockstep

#endif
