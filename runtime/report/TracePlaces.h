//===- TracePlaces.h - What a trace needs of the report ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_TRACEPLACES_H
#define LOCKSTEP_REPORT_TRACEPLACES_H

#include "report/ExecutionRecord.h"
#include "report/Symbolizer.h"

namespace lockstep {

/// Writes into the schedule of \p Record what a report says and its trace could
/// not know, having neither stacks nor addresses: the summary, the names of the
/// objects, and the program's own places (Event::Caller and its like), for
/// which sites are added behind those that are there.
void completeTrace(ExecutionRecord &Record, Symbolizer &Symbols);

} // namespace lockstep

#endif
