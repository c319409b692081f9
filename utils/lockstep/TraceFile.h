//===- TraceFile.h - Traces from files --------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_TRACEFILE_H
#define LOCKSTEP_CLI_TRACEFILE_H

#include "base/Result.h"
#include "report/ExecutionRecord.h"

#include <string>

namespace lockstep::cli {

/// The bytes of a file that may be a trace. An error names the file.
Result<std::string> readTraceBytes(const std::string &Path);

/// The trace in a file. An error names the file.
Result<Trace> readTrace(const std::string &Path);

/// Writes all of \p Bytes to \p Path, replacing what is there; "-" is standard
/// output. An error names the file and why.
Status writeFile(const std::string &Path, const std::string &Bytes);

/// Whether both paths lead to one file that exists.
bool isOneFile(const std::string &A, const std::string &B);

/// What the trace in a file tells of its execution; its events are the recorded
/// ones. An error says how to get events when there are none.
Result<ExecutionRecord> readRecord(const std::string &Path);

} // namespace lockstep::cli

#endif
