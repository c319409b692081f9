//===- Measure.h - Which schedule is simpler --------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SHRINK_MEASURE_H
#define LOCKSTEP_SHRINK_MEASURE_H

#include "event/Decision.h"

#include <compare>
#include <cstdint>
#include <vector>

namespace lockstep {

/// What is made small, the most important first. Of two failing schedules, the
/// one with the lesser measure is simpler.
struct Measure {
  /// Switches from a thread that could have gone on.
  uint64_t Preemptions = 0;
  uint64_t Switches = 0; ///< all
  uint64_t Threads = 0;  ///< that performed something
  /// Values that are not the usual one, and waits that ended by their deadline.
  uint64_t Rarities = 0;
  uint64_t Steps = 0;

  friend auto operator<=>(const Measure &, const Measure &) = default;
};

/// The measure of an execution with these decisions and so many \p Preemptions.
Measure measureOf(const std::vector<Decision> &Schedule, uint64_t Preemptions);

/// An order among schedules of the same measure, so that one of them is the
/// canonical one: where they first differ, \p A goes on with the same thread
/// and \p B does not, or A's thread is the earlier, or its value the lower.
bool isEarlier(const std::vector<Decision> &A, const std::vector<Decision> &B);

} // namespace lockstep

#endif
