//===- Causes.h - Which events each event comes from ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLAIN_CAUSES_H
#define LOCKSTEP_EXPLAIN_CAUSES_H

#include "explain/Cause.h"
#include "trace/Trace.h"

#include <span>
#include <unordered_map>
#include <vector>

namespace lockstep::explain {

/// What a thread was about to do at the end, with what led to it.
struct EndCauses {
  ThreadId Thread;
  std::vector<Cause> Direct;
  /// It depends on the whole state of this object; else invalid.
  ObjectId Depends;
};

/// For each event of a trace the earlier events that it directly comes from,
/// found in one pass. Four relations:
///
///  - Direct causes, each with its reason (reasons.def).
///  - Program order: an event depends on those earlier events of its thread
///    that tell the thread something: observes().
///  - State: what a semaphore's value or a queue's content is comes from all
///    that changed it before. dependsOn() and changes() name the object.
///  - Being alone: while a thread is the only one, its plain accesses leave no
///    event. Whatever happens after point P of alonePoints() may depend on the
///    last writes that memory had then: lastWrites(P).
class Causes {
public:
  /// \p Source must outlive this. \p Addresses: see MemoryHistory; where there
  /// are none, what overlaps is what the trace says.
  explicit Causes(const Trace &Source,
                  std::span<const uint64_t> Addresses = {});

  size_t size() const { return Flags.size(); }
  std::span<const Cause> direct(EventIndex Of) const {
    return {Edges.data() + First[Of], First[Of + 1] - First[Of]};
  }
  bool observes(EventIndex Of) const { return Flags[Of] & Observes; }
  /// The object whose state \p Of depends on or changes, else invalid.
  ObjectId dependsOn(EventIndex Of) const;
  ObjectId changes(EventIndex Of) const;

  /// Points in the order of events: index I is the point after event I - 1.
  const std::unordered_map<EventIndex, std::vector<EventIndex>> &
  alonePoints() const {
    return Alone;
  }

  /// The threads whose ends make the outcome what it is, with what they come
  /// from: all that wait or spin for a hang, else the one that failed. When the
  /// trace does not tell, the thread of the last event.
  const std::vector<EndCauses> &ends() const { return Ends; }

private:
  enum Flag : uint8_t { Observes = 1, Depends = 2, Changes = 4 };

  class Builder;

  const Trace &Source;
  std::vector<uint64_t> First; ///< by event: where its edges begin
  std::vector<Cause> Edges;
  std::vector<uint8_t> Flags;
  std::unordered_map<EventIndex, std::vector<EventIndex>> Alone;
  std::vector<EndCauses> Ends;
};

} // namespace lockstep::explain

#endif
