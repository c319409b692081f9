//===- TraceStacks.h - The stacks that go into a trace ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_TRACESTACKS_H
#define LOCKSTEP_REPORT_TRACESTACKS_H

#include "report/Finding.h"

namespace lockstep {

/// Writes the stacks that a report shows of \p Found, a data race or a memory
/// error, into \p Schedule, that of the record of \p Context.
void addTraceStacks(ReportContext &Context, const Finding &Found,
                    Trace &Schedule);

} // namespace lockstep

#endif
