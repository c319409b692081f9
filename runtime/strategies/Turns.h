//===- Turns.h - Who comes next, and who can --------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_TURNS_H
#define LOCKSTEP_STRATEGIES_TURNS_H

#include "base/Random.h"
#include "sched/Strategy.h"

#include <algorithm>

namespace lockstep {

/// Whether \p Thread is in \p Enabled, which is ascending.
inline bool isEnabled(std::span<const ThreadId> Enabled, ThreadId Thread) {
  return std::binary_search(Enabled.begin(), Enabled.end(), Thread);
}

/// The first of \p Enabled in cyclic order from \p Thread on, itself included.
inline ThreadId firstFrom(std::span<const ThreadId> Enabled, ThreadId Thread) {
  auto Found = std::lower_bound(Enabled.begin(), Enabled.end(), Thread);
  return Found == Enabled.end() ? Enabled[0] : *Found;
}

/// The one after \p Thread in that order.
inline ThreadId firstAfter(std::span<const ThreadId> Enabled, ThreadId Thread) {
  return firstFrom(Enabled, ThreadId(Thread.index() + 1));
}

/// Each of \p Enabled with the same probability: below(their number).
inline ThreadId anyOf(std::span<const ThreadId> Enabled, Random &Numbers) {
  return Enabled[Numbers.below(uint32_t(Enabled.size()))];
}

/// Each of \p Enabled but \p Not, which is one of them and not the only one,
/// with the same probability: below(their number - 1).
inline ThreadId anyBut(std::span<const ThreadId> Enabled, ThreadId Not,
                       Random &Numbers) {
  ThreadId Chosen = Enabled[Numbers.below(uint32_t(Enabled.size() - 1))];
  return Chosen == Not ? Enabled.back() : Chosen;
}

/// The turns of a strategy that seldom leaves a thread which could go on.
class LongTurns {
public:
  void begin() { Yielded = ThreadId(); }
  void gaveWay(ThreadId Thread) { Yielded = Thread; }

  /// Any enabled thread (anyOf) when the current one cannot go on, or gave way
  /// since its last event. Else that one, unless \p Leaves says so, which is
  /// asked only then: then any other (anyBut). Draws nothing for one enabled
  /// thread.
  template <class F>
  ThreadId pick(const SchedulerView &View, Random &Numbers, F Leaves) {
    ThreadId Free = Yielded;
    Yielded = ThreadId();
    if (View.Enabled.size() == 1)
      return View.Enabled[0];
    if (Free == View.Current || !isEnabled(View.Enabled, View.Current))
      return anyOf(View.Enabled, Numbers);
    if (!Leaves())
      return View.Current;
    return anyBut(View.Enabled, View.Current, Numbers);
  }

private:
  ThreadId Yielded; ///< who gave way since the last decision
};

/// The one of \p Enabled with the highest priority, by thread; of equal ones
/// the lowest thread. Looked for in four rows at once, each of which waits for
/// its own comparisons only.
inline ThreadId highestOf(std::span<const ThreadId> Enabled,
                          const uint64_t *Priorities) {
  constexpr size_t Rows = 4;
  uint32_t Best[Rows];
  uint64_t Highest[Rows];
  for (size_t Row = 0; Row < Rows; ++Row) {
    Best[Row] = Enabled[Row < Enabled.size() ? Row : 0].Value;
    Highest[Row] = Priorities[Best[Row]];
  }
  auto Look = [&](size_t Row, ThreadId Thread) {
    uint64_t Priority = Priorities[Thread.index()];
    bool Higher = Priority > Highest[Row];
    Best[Row] = Higher ? Thread.Value : Best[Row];
    Highest[Row] = Higher ? Priority : Highest[Row];
  };
  size_t I = Rows;
  for (; I + Rows <= Enabled.size(); I += Rows) {
    Look(0, Enabled[I]);
    Look(1, Enabled[I + 1]);
    Look(2, Enabled[I + 2]);
    Look(3, Enabled[I + 3]);
  }
  for (; I < Enabled.size(); ++I)
    Look(0, Enabled[I]);
  for (size_t Row = 1; Row < Rows; ++Row)
    if (Highest[Row] > Highest[0] ||
        (Highest[Row] == Highest[0] && Best[Row] < Best[0])) {
      Best[0] = Best[Row];
      Highest[0] = Highest[Row];
    }
  return ThreadId(Best[0]);
}

} // namespace lockstep

#endif
