//===- ProgramStates.h - Where a program stood ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLORE_PROGRAMSTATES_H
#define LOCKSTEP_EXPLORE_PROGRAMSTATES_H

#include "explore/ExecutionLog.h"
#include "sched/Observation.h"
#include "sched/ThreadKeys.h"

namespace lockstep {

/// Fills in Observation::Schedule and States, at some ten nanoseconds per
/// decision. \p Keys are those of the threads of \p Log.
///
/// Two moments have the same state when every object was last written by the
/// same site and every thread performs the same site next. That is much less
/// than memory and registers, so that a loop comes back to the state in which
/// it began, and needs no values: threads mostly do the same in the same state.
void listStates(const ExecutionLog &Log, const ThreadKeys &Keys,
                Observation &Into);

} // namespace lockstep

#endif
