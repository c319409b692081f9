//===- Timeline.h - A schedule in columns by thread -------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_TIMELINE_H
#define LOCKSTEP_REPORT_TIMELINE_H

#include "base/Ids.h"

#include <string>
#include <vector>

namespace lockstep {

/// One line of a timeline. Texts are safe to print.
struct TimelineLine {
  uint64_t Step = 0;
  ThreadId Thread;     ///< invalid for a line across all columns
  std::string Text;    ///< what happened
  size_t Uncut = 0;    ///< bytes at the end of Text that no lack of room cuts
  std::string Where;   ///< "bank.cpp:42"
  std::string Source;  ///< the text of that source line
  bool Marked = false; ///< the one that was asked for
  bool Switch = false; ///< another thread than on the line before
  bool Fold = false;   ///< stands for several events; has no step
  bool AtEnd = false;  ///< where the thread stood when it was over; no step
};

/// A thread and the head of its column.
struct TimelineColumn {
  ThreadId Thread;
  std::string Title;
};

/// Lays lines out: the step, a mark where the thread switches, one column for
/// each of \p Columns, and at the right the place and the source line. A text
/// begins in its thread's column and may run over the columns to its right.
/// Threads that have no room of their own share the last column, with their
/// name before each text. No line is longer than \p Width (at least 60), unless
/// TimelineLine::Uncut asks for it.
std::string renderTimeline(const std::vector<TimelineLine> &Lines,
                           const std::vector<TimelineColumn> &Columns,
                           unsigned Width, bool Color);

} // namespace lockstep

#endif
