//===- CrashHandlers.h - Executions that end badly --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_CRASHHANDLERS_H
#define LOCKSTEP_PRELOAD_CRASHHANDLERS_H

#include <cstdint>

namespace lockstep {

/// Recorded executions: before a fatal signal ends the process, the stack and
/// the state of all threads are written down. Signals that the program or a
/// sanitizer handles are left to them. Also answers the driver's question where
/// an execution hangs (whereSignal).
void installCrashHandlers();

/// Recorded executions: what these handlers do where the process ends in a way
/// that nothing else notices. \p FaultAddress: 0 when there is none.
void writeDownEnd(uint64_t FaultAddress);

/// The signal by which the driver asks an execution that makes no progress to
/// write down where it is, and to end.
int whereSignal();

} // namespace lockstep

#endif
