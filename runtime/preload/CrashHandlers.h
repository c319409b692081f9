//===- CrashHandlers.h - Executions that end badly --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_CRASHHANDLERS_H
#define LOCKSTEP_PRELOAD_CRASHHANDLERS_H

#include "preload/OutputCapture.h"

namespace lockstep {

/// Recorded executions: before a fatal signal ends the process, the stack and
/// the state of all threads are written down. Signals that the program or a
/// sanitizer handles are left to them. Also answers the driver's question where
/// an execution hangs (whereSignal).
void installCrashHandlers();

/// Has sanitizers that the program was built with say so when they report, and
/// makes a place in \p Output for that. In the driver: executions inherit it.
void watchSanitizers(OutputCapture &Output);

/// In a forked execution: sanitizers write to that place.
void directReports(const OutputCapture &Output);

/// The signal by which the driver asks an execution that makes no progress to
/// write down where it is, and to end.
int whereSignal();

} // namespace lockstep

#endif
