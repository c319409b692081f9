//===- Schedule.h - A trace's schedule, described ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_SCHEDULE_H
#define LOCKSTEP_CLI_SCHEDULE_H

#include "report/ObjectNames.h"
#include "report/Schedule.h"
#include "report/TraceRecord.h"

#include <cstdint>
#include <string>

namespace lockstep::cli {

/// Knows every name that a trace's decisions refer to. From the trace alone;
/// the program need not exist. Everything it returns is safe to print.
class Schedule {
public:
  explicit Schedule(Trace Source);

  /// With an event for each decision that is not a value (recordOfTrace).
  const Trace &trace() const { return Record.Schedule; }
  /// Threads that the header or a decision names.
  uint32_t threadCount() const { return ThreadCount; }
  /// "T1", or "T1 worker" when the program named it.
  std::string threadName(uint32_t Thread) const;
  /// "lock To.Lock", "wakes waiter 1 of 3".
  std::string what(const Decision &Choice);
  /// The record of a site, or null.
  const TraceSite *site(SiteId Site) const;
  /// What a report calls the object; empty when there is none.
  std::string objectName(const Decision &Choice);
  std::string objectName(ObjectId Object);

  /// For the means of reports, which need not exist longer than it.
  const ExecutionRecord &record() const { return Record; }
  Symbolizer &symbols() { return Symbols; }

private:
  TraceSymbols Symbols;
  ExecutionRecord Record;
  ObjectNames Names;
  uint32_t ThreadCount;
};

/// Prints what was run and how it ended. \p HasEvents: the trace held events.
void printScheduleHeader(const Schedule &Of, bool HasEvents);

/// The trace as JSON lines: one object for the header, one for each decision
/// and one for each thread's end that is asked for.
void printScheduleJson(Schedule &Of, const ScheduleQuery &Which);

} // namespace lockstep::cli

#endif
