//===- Report.h - What happened, for a person -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_REPORT_H
#define LOCKSTEP_REPORT_REPORT_H

#include "report/Context.h"
#include "report/ExecutionRecord.h"
#include "report/Hang.h"
#include "report/ReportStyle.h"
#include "report/SourceText.h"
#include "report/Symbolizer.h"

#include <string>

namespace lockstep {

/// The whole report of one execution, ending in the SUMMARY line and a newline.
/// Its length is bounded, whatever the record holds; text that comes from the
/// program is escaped. docs/reports.md shows one of each kind.
std::string renderReport(const ExecutionRecord &Record, Symbolizer &Symbols,
                         SourceText &Sources, const ReportStyle &Style);

/// The part of a report that says what happened, with its stacks: without the
/// campaign, the schedule and the program's output.
std::string findingText(ReportContext &Context);

/// The report's last line, without newline: for the trace, for machine-readable
/// output, for telling findings apart.
std::string summaryLine(const ExecutionRecord &Record, Symbolizer &Symbols);

} // namespace lockstep

#endif
