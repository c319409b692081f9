//===- SyncHistory.h - Who let whom go on -----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLAIN_SYNCHISTORY_H
#define LOCKSTEP_EXPLAIN_SYNCHISTORY_H

#include "event/Event.h"
#include "explain/Cause.h"
#include "trace/Trace.h"

#include <unordered_map>
#include <vector>

namespace lockstep::explain {

/// Follows the events on everything but memory, and knows for the next one
/// which earlier ones let it happen, or made it fail.
class SyncHistory {
public:
  /// Appends the causes of \p E and takes it into account. Events come in
  /// order. \p OpensBarrier: it is an arrival that lets the others pass.
  void take(EventIndex Index, const Event &E, bool OpensBarrier,
            std::vector<Cause> &Out);

  /// Appends what \p Self waits for or fails with at the end: \p Pending is
  /// what it was about to do.
  void atEnd(ThreadId Self, const TraceThreadEnd &Pending,
             std::vector<Cause> &Out) const;

private:
  struct Held {
    ThreadId Thread;
    EventIndex Event;
  };
  /// What is known of one object; which members mean something depends on what
  /// it is.
  struct State {
    EventIndex LastUnlock = NoIndex;
    std::vector<EventIndex> ReadUnlocks; ///< since the last writer came
    std::vector<Held> Holders;           ///< oldest first
    std::vector<Held> Readers;
    std::vector<Held> Parked;         ///< who waits to be woken, and since when
    std::vector<EventIndex> Wakes;    ///< those that woke somebody
    EventIndex LastWake = NoIndex;    ///< any
    std::vector<uint32_t> MovedTo;    ///< where a requeue moved who waits
    std::vector<EventIndex> Arrivals; ///< of the round that is not complete
    std::vector<EventIndex> Given;    ///< posts that nobody has taken
    EventIndex Created = NoIndex, Exited = NoIndex;
  };
  struct ThreadState {
    EventIndex Wait = NoIndex;    ///< how its last two-part wait began
    EventIndex Release = NoIndex; ///< the arrival that lets it pass a barrier
    EventIndex Exit = NoIndex;
  };

  void lock(EventIndex Index, const Event &E, bool Shared,
            std::vector<Cause> &Out);
  void unlock(EventIndex Index, ThreadId Thread, State &Of);
  void enter(EventIndex Index, const Event &E, std::vector<Cause> &Out);
  void waitBegins(EventIndex Index, const Event &E);
  void waitEnds(const Event &E, std::vector<Cause> &Out);
  void wake(EventIndex Index, const Event &E);
  void arrive(EventIndex Index, const Event &E, bool Opens,
              std::vector<Cause> &Out);
  void takeToken(const Event &E, std::vector<Cause> &Out);
  void create(EventIndex Index, const Event &E);
  void addWakes(const State &Of, EventIndex Since,
                std::vector<Cause> &Out) const;
  const State *find(ObjectId Object) const;

  State &at(ObjectId Object) { return Objects[Object.index()]; }

  std::unordered_map<uint32_t, State> Objects;
  std::unordered_map<uint32_t, ThreadState> Threads;
  std::vector<EventIndex> Births; ///< by thread, without the main thread
};

} // namespace lockstep::explain

#endif
