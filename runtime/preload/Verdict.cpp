//===- Verdict.cpp - How an execution ended, as the driver sees it --------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Verdict.h"

#include <csignal>
#include <sys/wait.h>

using namespace lockstep;

Verdict lockstep::judge(int WaitStatus, const ExecutionArea &Area,
                        Intervention Driver, const ExitExpectation &Expected) {
  Verdict Result;
  Result.WantedPool = Area.WantedPool;
  if (WIFEXITED(WaitStatus))
    Result.ExitCode = WEXITSTATUS(WaitStatus);
  else
    Result.Signal = WTERMSIG(WaitStatus);
  if (Area.Ended)
    Result.Kind = Area.Outcome;
  // While a sanitizer writes, it may wait long for the process that looks up
  // lines for it.
  else if (Area.SanitizerReported)
    Result.Kind = OutcomeKind::Sanitizer;
  else if (Driver == Intervention::NoProgress)
    Result.Kind = OutcomeKind::TimeLimit;
  else if (Driver == Intervention::BlockedOutside)
    Result.Kind = OutcomeKind::Blocked;
  else if (Result.Signal == SIGABRT)
    Result.Kind = Area.AssertionFailed  ? OutcomeKind::Assertion
                  : Area.ThrewException ? OutcomeKind::Exception
                                        : OutcomeKind::Abort;
  else if (Result.Signal)
    Result.Kind = OutcomeKind::Signal;
  else if (!Expected.accepts(Result.ExitCode))
    Result.Kind = OutcomeKind::ExitStatus;
  return Result;
}
