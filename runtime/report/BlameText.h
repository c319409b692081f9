//===- BlameText.h - The blame point, for a person --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_BLAMETEXT_H
#define LOCKSTEP_REPORT_BLAMETEXT_H

#include "explain/Blame.h"
#include "report/Context.h"

#include <string>

namespace lockstep {

/// What \p Found says of the trace that \p Context is about (recordOfTrace):
/// a sentence, the event with its source line, and a bar for each prefix that
/// was tried.
std::string renderBlame(ReportContext &Context, const explain::Blame &Found);

} // namespace lockstep

#endif
