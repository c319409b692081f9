//===- Text.h - A trace as lines of text ------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_TEXT_H
#define LOCKSTEP_TRACE_TEXT_H

#include "base/Result.h"
#include "trace/Trace.h"

#include <string>
#include <string_view>

namespace lockstep {

/// All that \p Of holds, as text that a person can edit: lines `# key: value`,
/// then one line per decision, in one of the two forms
///
///   <number> T<thread> <Kind> [O<object>] [S<site>] [timed-out] ; <comment>
///   <number> T<thread> value <Reason> <choice> of <bound>
///
/// and then, again behind `#`, the events. Takes any trace that decodes, also
/// one that validateContents refuses. Strings are printable(), so that a
/// hostile trace cannot act on a terminal. docs/trace-format.md specifies the
/// form.
std::string traceToText(const Trace &Of);

/// A trace out of its text form.
struct AssembledTrace {
  Trace Made;
  /// The decisions are others than those that were written. What came of them
  /// (events, ends, culprit, summary) was dropped.
  bool Edited = false;
};

/// The mirror image of traceToText: what it wrote gives the same trace. In a
/// schedule that was edited, everything that a decision names must exist. An
/// error begins with "line 12, column 5: " and names the mend.
Result<AssembledTrace> traceFromText(std::string_view Text);

/// \p Text with control characters and bytes that are not UTF-8 as `\xNN`, and
/// `\` as `\\`.
std::string printable(std::string_view Text);

} // namespace lockstep

#endif
