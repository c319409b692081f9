//===- ReportStyle.h - How a report is laid out -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_REPORTSTYLE_H
#define LOCKSTEP_REPORT_REPORTSTYLE_H

#include <string>

namespace lockstep {

struct ReportStyle {
  bool Color = false;         ///< ANSI escapes for a terminal
  unsigned Width = 120;       ///< columns; at least 60 are used
  unsigned ScheduleRows = 60; ///< most rows of the schedule; at least 10
  bool WholeSchedule = false; ///< also what did not lead to the failure
  unsigned OutputLines = 40;  ///< most lines of the program's output; 0: none
  unsigned StackFrames = 24;  ///< most frames of one stack
  std::string TracePath;      ///< empty when no trace was written
  std::string ReplayCommand;  ///< a complete shell command, or empty
};

} // namespace lockstep

#endif
