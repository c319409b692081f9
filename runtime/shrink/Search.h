//===- Search.h - Every schedule that is simpler ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SHRINK_SEARCH_H
#define LOCKSTEP_SHRINK_SEARCH_H

#include "shrink/Oracle.h"

#include <optional>

namespace lockstep {

/// What a search came to.
struct SearchResult {
  /// Every schedule that there is was run, and none was left out for lack of
  /// attempts, time or space.
  bool IsComplete = true;
  uint64_t Executions = 0;
  std::optional<Trial> Found; ///< the first that is simpler; ends the search
};

/// Runs all schedules with fewer preemptive switches than \p Best, and those
/// with as many and fewer switches in all, in the order of their number of
/// preemptive ones, until one fails and is simpler, or \p MostExecutions were
/// run. After
///
///   M. Musuvathi, S. Qadeer, "Iterative Context Bounding for Systematic
///   Testing of Multithreaded Programs", PLDI 2007.
///
/// Every schedule is reached once, by the plan of its deviations.
SearchResult searchBelow(Oracle &Runs, const Trial &Best,
                         uint64_t MostExecutions);

} // namespace lockstep

#endif
