//===- Watchdog.h - Waits for an execution that may never end ---*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_WATCHDOG_H
#define LOCKSTEP_PRELOAD_WATCHDOG_H

#include "platform/DriverSignal.h"
#include "preload/ExecutionArea.h"
#include "preload/Verdict.h"

#include <sys/types.h>

namespace lockstep {

/// Wakes the driver now and then while it waits for an execution. One per
/// process; not inherited by executions, which call leaveToProgram().
class Watchdog {
public:
  /// \p Seconds without progress are the limit; 0: none.
  explicit Watchdog(uint64_t Seconds) : Limit(Seconds) {}

  uint64_t limit() const { return Limit; }
  void start();
  void stop();
  /// In the execution: gives the signal back to the program.
  static void leaveToProgram() { Alarm.giveBack(); }

  /// Waits for \p Child. When it makes no progress it is asked where it is (if
  /// \p Ask), and ended. Sets \p WaitStatus.
  Intervention await(pid_t Child, ExecutionArea &Area, bool Ask,
                     int &WaitStatus);

private:
  bool isBlocked(pid_t Child);
  void end(pid_t Child, bool Ask);

  static inline DriverSignal Alarm;
  uint64_t Limit;
};

/// The name of the system call that \p Process is inside of, from the kernel;
/// "a system call" when it does not tell.
const char *blockingSystemCall(pid_t Process);

} // namespace lockstep

#endif
