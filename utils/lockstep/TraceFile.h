//===- TraceFile.h - Traces from files --------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_TRACEFILE_H
#define LOCKSTEP_CLI_TRACEFILE_H

#include "base/Result.h"
#include "trace/Trace.h"

#include <string>

namespace lockstep::cli {

/// The bytes of a file that may be a trace. An error names the file.
Result<std::string> readTraceBytes(const std::string &Path);

/// The trace in a file. An error names the file.
Result<Trace> readTrace(const std::string &Path);

} // namespace lockstep::cli

#endif
