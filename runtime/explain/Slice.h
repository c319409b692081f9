//===- Slice.h - The events that led to a step ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLAIN_SLICE_H
#define LOCKSTEP_EXPLAIN_SLICE_H

#include "explain/Causes.h"

namespace lockstep::explain {

/// An event of a slice and what pulled it in.
struct SliceEntry {
  EventIndex Event = NoIndex;
  Reason Why = Reason::Failure;
  /// The later event of the slice that it is a cause of. NoIndex: it is one of
  /// what Thread was about to do at the end, or the step in question itself.
  EventIndex For = NoIndex;
  ThreadId Thread; ///< of For, or as said there
  friend bool operator==(const SliceEntry &, const SliceEntry &) = default;
};

/// The events that causally lead to a step, and nothing that is sure not to.
///
/// The slice is the smallest set that holds the criterion and is closed under
/// the four relations of Causes. What it leaves out is
///  - what comes later than the last event that matters in each thread,
///  - and writes, unlocks, signals, posts, creations that no event of the slice
///    depends on.
/// A write of another thread that a write in the slice overwrites stays, too:
/// nothing comes from it, but that it was lost is what many failures are about.
/// Each other event of a thread in the slice stays, because what it returned
/// may steer the thread (data flow within a thread is not known).
///
/// Why no cause is dropped: consider the execution that performs the events of
/// the slice in their order and no others. By induction over that order each
/// thread is in the state in which it was: a thread is a function of what its
/// operations returned, and all that returned something are there. An
/// operation returned what it did because of who wrote the bytes last (in the
/// slice, by reads-from; a later write in between would be the last one), who
/// let it in, gave it a token or woke it (direct causes), what a semaphore or a
/// queue held (state), or the outside. So the criterion is met with the same
/// values and in the same state. A plain access leaves no event in two cases:
/// its thread is the only one (relation "alone"), or its location has been
/// touched by one thread only, so that whoever reads it later does so after a
/// lock, a join, a creation, which are direct causes, or in a race with a place
/// that the campaign had not learnt to be shared yet. What the argument does
/// not cover is that last case, code without instrumentation that touches
/// shared memory outside locks, and the passing of time.
///
/// One pass back over the events: every cause is earlier than its effect.
class Slice {
public:
  /// What led to the outcome.
  static Slice toTheEnd(const Trace &Source, const Causes &Of);
  /// What led to the event at \p Last, which is in the slice.
  static Slice toEvent(const Trace &Source, const Causes &Of, EventIndex Last);

  /// Ascending by event.
  const std::vector<SliceEntry> &entries() const { return Entries; }
  bool contains(EventIndex Event) const { return Kept[Event]; }

private:
  std::vector<SliceEntry> Entries;
  std::vector<bool> Kept; ///< by event
};

/// The event of step \p Step, or NoIndex when the step has none.
EventIndex eventAtStep(const Trace &Source, uint64_t Step);

/// A phrase about \p Entry: "read by T1 at step 12".
std::string whyText(const Trace &Source, const SliceEntry &Entry);
/// A phrase about the effect of \p Of, an event of \p Source: "reads what T1
/// wrote at step 12". Empty when there is nothing to say.
std::string effectText(const Trace &Source, const Cause &Of);
/// "reads-from".
const char *reasonSlug(Reason Why);

} // namespace lockstep::explain

#endif
