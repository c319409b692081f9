//===- Finding.h - What happened, in words ----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_FINDING_H
#define LOCKSTEP_REPORT_FINDING_H

#include "report/Context.h"

#include <string>
#include <vector>

namespace lockstep {

/// A stack that the report shows.
struct StackRef {
  std::string Title;
  StackId Stack;
  SiteId Site; ///< whose file and column the matching frame gets
};

/// The part of a report that depends on what kind of finding it is.
struct Finding {
  OutcomeKind Kind = OutcomeKind::Passed;
  std::string Headline;
  std::vector<std::string> Body; ///< lines without newline
  Place Where;                   ///< for the SUMMARY line
  std::vector<StackRef> Stacks;
  std::vector<size_t> Evidence; ///< events that the schedule must show

  /// Adds a line, indented by \p Depth levels; an empty text adds nothing.
  void say(unsigned Depth, const std::string &Text);
  /// Adds a general remark, broken into lines of at most \p Width columns.
  void explain(unsigned Width, const std::string &Text);
  /// Adds the source line at \p At, when it can be read.
  void show(ReportContext &Context, const Place &At);
};

/// The line that a report ends with, without newline.
std::string summaryText(const ReportContext &Context, const Finding &Found);

/// Describes the outcome of the record, as reportedOutcome() calls it.
Finding describeFinding(ReportContext &Context);

// One per family; each in a file of its own.
void describeHang(ReportContext &Context, Finding &Found);
void describeLivelock(ReportContext &Context, Finding &Found);
void describeCrash(ReportContext &Context, Finding &Found);
void describeMisuse(ReportContext &Context, Finding &Found);
void describeRace(ReportContext &Context, Finding &Found);
void describeMemoryError(ReportContext &Context, Finding &Found);
void describeUnknown(ReportContext &Context, Finding &Found);
void describeDivergence(ReportContext &Context, Finding &Found);

/// Adds who allocated the block that the finding is about, when it is known.
void tellAllocation(ReportContext &Context, Finding &Found);

} // namespace lockstep

#endif
