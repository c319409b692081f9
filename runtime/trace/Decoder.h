//===- Decoder.h - From the bytes of a file to a trace ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_DECODER_H
#define LOCKSTEP_TRACE_DECODER_H

#include "base/Result.h"
#include "trace/Trace.h"

#include <string_view>

namespace lockstep {

/// Reads a trace from \p Bytes, which may be anything at all. An error says
/// what is wrong, at which byte, and the mend; the caller adds the file's name.
/// A file that was cut behind its tables gives the decisions that are whole,
/// with Truncated set. Never reads outside \p Bytes and never takes more memory
/// than trace/Limits.h allows.
Result<Trace> decodeTrace(std::string_view Bytes);

} // namespace lockstep

#endif
