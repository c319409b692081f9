//===- DebugTask.cpp - An execution for a debugger ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A debugger wants to see one process that is the program. So there is no
// driver here, no watchdog and nobody who reports: what happened is for the
// debugger to look at.
//
//===----------------------------------------------------------------------===//

#include "platform/ProcessModules.h"
#include "preload/Debugging.h"
#include "preload/Replay.h"
#include "preload/Tasks.h"
#include "strategies/Strategies.h"

#include <cstring>

using namespace lockstep;

int lockstep::debugTask(const Trace &Recorded, const std::string &Path,
                        Runner &Run, const Task &Asked, const Settings &) {
  // Debuggers start a program by its path; it sees the name of then.
  if (!Recorded.Arguments.empty() && executablePath() == Recorded.Program)
    Run.program().Arguments[0] = strdup(Recorded.Arguments.front().c_str());
  FindingWriter Writer(Run);
  warnOfDifferences(Recorded, headerLike(Recorded, Run), Path, Writer);
  std::vector<Decision> Schedule = scheduleOf(Recorded, Run.sites());
  Debugging Steps(Run.area(), Asked.number("at"));
  Result<std::unique_ptr<Strategy>> Chooser = makeStrategy("random");
  ExecutionPlan Plan = planToFollow(Recorded, Schedule, **Chooser);
  Plan.Steps = &Steps;
  Run.become(Plan);
}
