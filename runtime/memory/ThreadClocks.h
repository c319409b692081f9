//===- ThreadClocks.h - What each thread knows of the others ----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_MEMORY_THREADCLOCKS_H
#define LOCKSTEP_MEMORY_THREADCLOCKS_H

#include "base/Check.h"
#include "memory/VectorClock.h"

#include <deque>

namespace lockstep {

/// The clocks of one thread.
struct ThreadClock {
  /// What happens before the thread's next access, itself included.
  VectorClock Now;
  /// What its last release fence published, and what its relaxed loads have
  /// read and the next acquire fence will acquire ([atomics.fences]).
  VectorClock FenceRelease, FenceAcquire;
  /// Now[Self], which every access asks for.
  ClockTime Time = 1;
  /// Annotations: accesses and synchronization that are not to count.
  uint32_t IgnoreReads = 0, IgnoreWrites = 0, IgnoreSync = 0;
};

/// The clocks of all threads, by id. References stay valid.
class ThreadClocks {
public:
  ThreadClocks() { add(ThreadClock()); }

  ThreadClock &operator[](ThreadId Thread) {
    LOCKSTEP_CHECK(Thread.index() < ById.size());
    return *ById[Thread.index()];
  }
  uint32_t size() const { return uint32_t(ById.size()); }

  /// The next thread is born: what its parent did before happens before it.
  void born(ThreadId Parent) {
    ThreadClock Child;
    Child.Now = (*this)[Parent].Now;
    add(std::move(Child));
    tick(Parent);
  }
  /// What \p Thread does next is later than what it has published.
  void tick(ThreadId Thread) {
    ThreadClock &Of = (*this)[Thread];
    Of.Now.set(Thread, ++Of.Time);
  }
  /// Everything that any thread has done happens before what \p Thread does
  /// next.
  void acquireAll(ThreadId Thread) {
    for (uint32_t I = 0; I < size(); ++I) {
      ThreadId Other(I);
      if (Other == Thread)
        continue;
      (*this)[Thread].Now.join((*this)[Other].Now);
      tick(Other);
    }
  }
  /// \returns what a thread must acquire so that everything that any thread has
  /// done happens before what it does next.
  VectorClock releaseAll() {
    VectorClock All;
    for (uint32_t I = 0; I < size(); ++I) {
      All.join(ById[I]->Now);
      tick(ThreadId(I));
    }
    return All;
  }
  /// Whether everything that others have done happens before what \p Thread
  /// does next.
  bool knowsAll(ThreadId Thread) {
    const VectorClock &Now = (*this)[Thread].Now;
    for (uint32_t I = 0; I < size(); ++I)
      if (Now[ThreadId(I)] < ById[I]->Time)
        return false;
    return true;
  }

private:
  void add(ThreadClock New) {
    ThreadId Id(size());
    New.Now.set(Id, New.Time);
    ById.push_back(&All.emplace_back(std::move(New)));
  }

  std::deque<ThreadClock> All;
  std::vector<ThreadClock *> ById; ///< a deque divides to find an element
};

} // namespace lockstep

#endif
