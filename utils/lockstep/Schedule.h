//===- Schedule.h - A trace's schedule, described ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_SCHEDULE_H
#define LOCKSTEP_CLI_SCHEDULE_H

#include "report/ExecutionRecord.h"
#include "report/ObjectNames.h"
#include "report/Symbolizer.h"
#include "trace/Trace.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lockstep::cli {

/// Which decisions to show. Steps count from 0.
struct Selection {
  uint64_t First = 0;
  uint64_t Last = UINT64_MAX; ///< inclusive
  std::optional<uint32_t> Thread;

  bool contains(uint64_t Step, const Decision &Choice) const {
    return Step >= First && Step <= Last &&
           (!Thread || *Thread == Choice.Thread);
  }
};

/// Knows every name that a trace's decisions refer to. From the trace alone;
/// the program need not exist. Everything it returns is safe to print.
class Schedule {
public:
  /// \p Source must outlive it.
  explicit Schedule(const Trace &Source);

  const Trace &trace() const { return Source; }
  /// Threads that the header or a decision names.
  uint32_t threadCount() const { return ThreadCount; }
  /// "T1", or "T1 worker" when the program named it.
  std::string threadName(uint32_t Thread) const;
  /// "lock To.Lock", "wakes waiter 1 of 3".
  std::string what(const Decision &Choice);
  /// "bank.cpp:42"; empty when it is not known.
  std::string where(const Decision &Choice) const;
  /// The record of the site, or null.
  const TraceSite *site(const Decision &Choice) const;
  /// What a report calls the object; empty when there is none.
  std::string objectName(const Decision &Choice);

private:
  /// There are no addresses in a trace, so nothing to look up.
  class NoSymbols final : public Symbolizer {
  public:
    std::vector<SourceFrame> frames(uint64_t) override { return {{}}; }
    SourceVariable variable(uint64_t) override { return {}; }
  };

  const Trace &Source;
  NoSymbols Symbols;
  ExecutionRecord Record; ///< the objects' first uses, for ObjectNames
  std::optional<ObjectNames> Names;
  uint32_t ThreadCount;
};

/// The stable word for machine-readable output: "wake-order".
const char *valueReasonName(ValueReason Reason);

/// The schedule as text in columns by thread, at most \p Width wide; one column
/// with the thread's name when the threads are too many for that.
void printSchedule(Schedule &Of, const Selection &Which, unsigned Width);

/// The trace as JSON lines: one object for the header, then one per decision.
void printScheduleJson(Schedule &Of, const Selection &Which);

} // namespace lockstep::cli

#endif
