//===- Text.h - A trace as lines of text ------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_TEXT_H
#define LOCKSTEP_TRACE_TEXT_H

#include "trace/Trace.h"

#include <string>
#include <string_view>

namespace lockstep {

/// A plain listing: the header as lines `# key: value`, then one line per
/// decision, in one of the two forms
///
///   <number> T<thread> <Kind> <object> <place> [timed-out]
///   <number> T<thread> value <Reason> <choice> of <bound>
///
/// with `-` for an object or a place that there is not. Takes any trace that
/// decodes, also one that validateContents refuses. Strings are printable(), so
/// that a hostile trace cannot act on a terminal.
std::string traceToText(const Trace &Of);

/// \p Text with control characters and bytes that are not UTF-8 as `\xNN`, and
/// `\` as `\\`.
std::string printable(std::string_view Text);

} // namespace lockstep

#endif
