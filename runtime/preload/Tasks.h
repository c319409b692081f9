//===- Tasks.h - What the driver does with a trace --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_TASKS_H
#define LOCKSTEP_PRELOAD_TASKS_H

#include "base/Environment.h"
#include "preload/Runner.h"
#include "trace/Trace.h"

#include <string>

namespace lockstep {

/// Carries out a task of base/tasks.def about the trace \p Recorded, which was
/// read from \p Path. \p Run is prepared, with the trace's options. The bounds
/// of \p Wanted (time, jobs, iterations) are the user's. \returns the exit
/// status of the whole program.
using TaskFunction = int(const Trace &Recorded, const std::string &Path,
                         Runner &Run, const Task &Asked,
                         const Settings &Wanted);

#define LOCKSTEP_TASK(Name) TaskFunction Name##Task;
#include "base/tasks.def"

/// Carries out the task that \p Wanted names, about its trace.
int runTask(const Trace &Recorded, Runner &Run, const Settings &Wanted);

} // namespace lockstep

#endif
