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

} // namespace lockstep

#endif
