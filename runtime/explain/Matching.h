//===- Matching.h - Which events two executions share -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLAIN_MATCHING_H
#define LOCKSTEP_EXPLAIN_MATCHING_H

#include "explain/Cause.h"
#include "trace/Trace.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace lockstep::explain {

/// Relates two executions of a program: threads by birth, places by name, and
/// the n-th event of a thread at a place to the n-th of the other's. Ids of one
/// trace mean nothing in the other.
class Matching {
public:
  /// The traces must outlive this.
  Matching(const Trace &First, const Trace &Second);

  const Trace &firstTrace() const { return First; }
  const Trace &secondTrace() const { return Second; }
  /// The events, and behind them what threads waited for at the end. The step
  /// of such an operation is NoStep.
  const std::vector<Event> &first() const { return FirstEvents; }
  const std::vector<Event> &second() const { return SecondEvents; }
  static constexpr uint64_t NoStep = ~uint64_t(0);

  /// The event of the second execution that \p InFirst corresponds to, and the
  /// reverse; NoIndex when there is none.
  EventIndex inSecond(EventIndex InFirst) const { return ToSecond[InFirst]; }
  EventIndex inFirst(EventIndex InSecond) const { return ToFirst[InSecond]; }

  /// The thread of the first execution that corresponds to one of the second;
  /// invalid when there is none.
  ThreadId threadInFirst(ThreadId InSecond) const;
  /// Equal numbers mean the same place in both traces.
  uint32_t placeInFirst(SiteId Site) const { return at(FirstPlaces, Site); }
  uint32_t placeInSecond(SiteId Site) const { return at(SecondPlaces, Site); }

private:
  static uint32_t at(const std::vector<uint32_t> &Places, SiteId Site) {
    return Site.index() < Places.size() ? Places[Site.index()] : ~0u;
  }
  void matchThreads();
  std::vector<uint32_t> numberPlaces(const Trace &Of);
  void matchEvents();

  const Trace &First, &Second;
  std::vector<Event> FirstEvents, SecondEvents;
  std::vector<ThreadId> Threads; ///< of the second: which of the first
  std::unordered_map<std::string, uint32_t> PlaceNumbers;
  std::vector<uint32_t> FirstPlaces, SecondPlaces;
  std::vector<EventIndex> ToSecond, ToFirst;
};

} // namespace lockstep::explain

#endif
