//===- Callers.h - The program's own places, in a trace ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// CALL: Event::Caller, TraceThreadEnd::Caller and Trace::FailedCaller. It comes
// behind the events and the ends that it belongs to.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_CALLERS_H
#define LOCKSTEP_TRACE_CALLERS_H

#include "trace/FieldReader.h"
#include "trace/FieldWriter.h"
#include "trace/Trace.h"

#include <span>

namespace lockstep {

/// Whether anything in \p Of has a caller. \p Events are those of its events
/// that are written.
bool hasCallers(const Trace &Of, std::span<const Event> Events);

void writeCallers(FieldWriter &F, const Trace &Of,
                  std::span<const Event> Events);
/// Fills in what was read so far of \p Of.
void readCallers(FieldReader &F, Trace &Of);

} // namespace lockstep

#endif
