//===- Verdict.h - How an execution ended -----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_VERDICT_H
#define LOCKSTEP_PRELOAD_VERDICT_H

#include "base/Options.h"
#include "event/Outcome.h"
#include "preload/ExecutionArea.h"

namespace lockstep {

/// Why the driver ended an execution, if it did.
enum class Intervention : uint8_t { None, NoProgress, BlockedOutside };

struct Verdict {
  OutcomeKind Kind = OutcomeKind::Passed;
  int ExitCode = 0;
  int Signal = 0;
  uint32_t WantedPool = 0; ///< not 0: run it again with so many threads
};

/// Reads the verdict off the wait status and what the execution wrote down.
Verdict judge(int WaitStatus, const ExecutionArea &Area, Intervention Driver,
              const ExitExpectation &Expected);

} // namespace lockstep

#endif
