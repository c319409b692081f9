//===- SliceText.h - A slice with its reasons -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_SLICETEXT_H
#define LOCKSTEP_REPORT_SLICETEXT_H

#include "explain/Slice.h"
#include "report/ExecutionRecord.h"
#include "report/ReportStyle.h"
#include "report/Symbolizer.h"

#include <string>

namespace lockstep {

/// Why \p Entry is in the slice, for a person: what its event depends on, when
/// that is of another thread and it is there because it steers its own; else
/// what it did for the event that pulled it in.
std::string reasonText(const Trace &Source, const explain::Causes &Of,
                       const explain::SliceEntry &Entry);

/// The events of \p Led in columns by thread, each with the reason for which it
/// is there; what lies between is folded, and so is what a thread goes round.
/// \p ToTheEnd: followed by where each thread stood when it was over.
std::string renderSlice(const ExecutionRecord &Record, Symbolizer &Symbols,
                        const explain::Causes &Of, const explain::Slice &Led,
                        bool ToTheEnd, const ReportStyle &Style);

} // namespace lockstep

#endif
