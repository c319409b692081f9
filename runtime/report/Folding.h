//===- Folding.h - Which events a schedule shows ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_FOLDING_H
#define LOCKSTEP_REPORT_FOLDING_H

#include "base/Ids.h"

#include <cstddef>
#include <span>
#include <vector>

namespace lockstep {

/// One row of a schedule: an event, or a fold that stands for several.
struct ScheduleRow {
  size_t First = 0;
  size_t Count = 1;      ///< 1: the event First is shown
  ThreadId Thread;       ///< of all its events; invalid when they differ
  uint64_t Switches = 0; ///< from one thread to another within the fold
  bool Quiet = false;    ///< a fold of events that do not matter
};

/// Chooses the rows for events of \p Threads, in order. Long stretches of one
/// thread are folded except for their ends. When more than \p MaxRows rows
/// remain, the start and the end of the schedule and the \p Evidence are kept
/// (ascending indices; always shown, up to a third of MaxRows of them), and the
/// rest is folded. MaxRows is at least 10. Events that \p Matters says do not
/// matter are folded, but for lone ones and evidence; empty: all matter. The
/// \p Chosen (ascending) are never folded, however many rows that takes.
std::vector<ScheduleRow> foldSchedule(std::span<const ThreadId> Threads,
                                      std::span<const size_t> Evidence,
                                      size_t MaxRows,
                                      const std::vector<bool> &Matters = {},
                                      std::span<const size_t> Chosen = {});

/// How often another thread goes on within \p Threads.
uint64_t countSwitches(std::span<const ThreadId> Threads);

} // namespace lockstep

#endif
