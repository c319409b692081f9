//===- TraceRecord.h - A record out of a trace ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_TRACERECORD_H
#define LOCKSTEP_REPORT_TRACERECORD_H

#include "report/ExecutionRecord.h"
#include "report/Symbolizer.h"

namespace lockstep {

/// What a trace says of its execution, for those who have nothing but the file:
/// no addresses, and of stacks those that a report of a race or a memory error
/// shows; TraceSymbols knows their frames. Record.Schedule.Events has one event
/// for each decision that is not a value: the recorded one, else one without
/// values. The sites of events, of ends and of the failure are the program's
/// own places (Event::Caller); those of the decisions are as in the trace.
ExecutionRecord recordOfTrace(Trace Source);

/// The events that the decisions of a trace led to, as in recordOfTrace.
std::vector<Event> eventsOfDecisions(const Trace &Schedule);

/// Knows nothing: there are no addresses in a trace.
class NoSymbols final : public Symbolizer {
public:
  std::vector<SourceFrame> frames(uint64_t) override { return {{}}; }
  SourceVariable variable(uint64_t) override { return {}; }
};

/// Knows the frames of the stacks in a trace, as recordOfTrace() numbers them.
class TraceSymbols final : public Symbolizer {
public:
  explicit TraceSymbols(const Trace &Source) : Frames(Source.Frames) {}
  std::vector<SourceFrame> frames(uint64_t Frame) override;
  SourceVariable variable(uint64_t) override { return {}; }

private:
  std::vector<TraceFrame> Frames;
};

} // namespace lockstep

#endif
