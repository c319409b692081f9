//===- Encoder.h - From a trace to the bytes of its file --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_ENCODER_H
#define LOCKSTEP_TRACE_ENCODER_H

#include "base/Result.h"
#include "trace/Trace.h"

#include <string>

namespace lockstep {

/// The bytes of \p Source's file, as docs/trace-format.md describes them. The
/// same trace gives the same bytes. Sites that are empty take no room: leave
/// those empty that the schedule does not name. More events than MaxEvents are
/// left out, all of them. Fails only when something else exceeds trace/Limits.h
/// or has an unknown kind, or when an event is not what its decision led to.
Result<std::string> encodeTrace(const Trace &Source);

} // namespace lockstep

#endif
