//===- Validator.h - Does a trace make sense? -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_VALIDATOR_H
#define LOCKSTEP_TRACE_VALIDATOR_H

#include "base/Result.h"
#include "trace/Trace.h"

#include <string_view>

namespace lockstep {

/// Strict: the file decodes, was not cut, and says something that an execution
/// can have done (validateContents).
Status validateTrace(std::string_view Bytes);

/// What decodeTrace does not ask, because a listing can do without: that the
/// tables agree with each other, that every thread, site and object a decision
/// names exists, that a thread is created before its first decision, that a
/// chosen value is one of the possible, that events follow from the decisions,
/// and that each thread has an end when any has. The error names the entry.
Status validateContents(const Trace &Of);

} // namespace lockstep

#endif
