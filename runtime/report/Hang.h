//===- Hang.h - What kind of hang it is -------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_HANG_H
#define LOCKSTEP_REPORT_HANG_H

#include "report/WaitGraph.h"

#include <optional>

namespace lockstep {

/// A thread that waits for a signal that came before it waited.
struct LostWakeup {
  size_t Wait = NoEvent;   ///< index into WaitGraph::Waits
  size_t Began = NoEvent;  ///< the event by which it began to wait
  size_t Signal = NoEvent; ///< the last signal, broadcast or wake before
};

/// Finds a lost wake-up in an execution where no thread can go on. It is one
/// when all of these hold:
///  - every thread that has not finished waits;
///  - no cycle of holders exists, and nobody waits for what a finished thread
///    still holds;
///  - a thread waits, without deadline, on a condition variable or futex whose
///    last signal, broadcast or wake by another thread came before that wait
///    began and woke nobody.
/// Of several such threads, the lowest.
std::optional<LostWakeup> findLostWakeup(const ExecutionRecord &Record,
                                         const WaitGraph &Graph);

/// Livelock when a thread spins; else LostWakeup when there is one; else
/// Deadlock. For executions in which no thread can go on.
OutcomeKind classifyHang(const ExecutionRecord &Record);

/// The outcome that a report states, and that exit statuses follow: the
/// record's own, but a deadlock that is a lost wake-up is called so.
OutcomeKind reportedOutcome(const ExecutionRecord &Record);

} // namespace lockstep

#endif
