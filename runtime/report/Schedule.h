//===- Schedule.h - The schedule of an execution, for a person --*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_SCHEDULE_H
#define LOCKSTEP_REPORT_SCHEDULE_H

#include "report/Finding.h"
#include "report/Timeline.h"

#include <span>

namespace lockstep {

/// The schedule in columns by thread, with a line before it that counts events,
/// threads and switches, and the threads' ends after it. Shows the evidence of
/// \p Found.
std::string scheduleSection(ReportContext &Context, const Finding &Found);

/// Which part of a schedule to show. Steps count all decisions, from 0.
struct ScheduleQuery {
  uint64_t First = 0;
  uint64_t Last = ~uint64_t(0);  ///< inclusive
  ThreadId Thread;               ///< invalid: every thread
  std::vector<ObjectId> Objects; ///< empty: every operation
  uint64_t Mark = ~uint64_t(0);  ///< a step to point at
  bool Fold = true;              ///< long stretches of one thread

  /// Whether the end of a schedule of \p Count decisions is asked for.
  bool showsEnd(uint64_t Count) const {
    return Last >= Count || Last + 1 == Count;
  }
  /// Whether an operation of \p Of on any of \p Used is asked for.
  bool selects(ThreadId Of, std::span<const ObjectId> Used) const;
  bool selects(const Decision &Made) const;
  bool selects(const Event &What) const;
};

/// What \p Which asks for out of the record of a trace (recordOfTrace): the
/// events and the values that were chosen, in columns by thread, and the
/// threads' ends where it asks for the last step.
std::string renderSchedule(ReportContext &Context, const ScheduleQuery &Which);

/// The parts that timelines are made of: a line for an event; lines for where
/// the threads that have not finished stood when it was over; a column for each
/// thread of \p Lines.
TimelineLine eventLine(ReportContext &Context, const Event &E);
std::vector<TimelineLine> endLines(ReportContext &Context);
std::vector<TimelineColumn> columnsOf(const ReportContext &Context,
                                      std::span<const TimelineLine> Lines);

} // namespace lockstep

#endif
