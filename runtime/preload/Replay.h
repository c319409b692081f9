//===- Replay.h - One execution, as a trace says ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_REPLAY_H
#define LOCKSTEP_PRELOAD_REPLAY_H

#include "preload/Findings.h"
#include "preload/Runner.h"

namespace lockstep {

/// The bytes of the file at \p Path, which may be a trace. An error names it.
Result<std::string> readTraceFile(const std::string &Path);

/// Reads the trace at \p Path. An error names the file and the mend.
Result<Trace> loadTrace(const std::string &Path);

/// What differs between the recorded program and this one: modules that
/// changed, arguments and environment that differ. One line each. \p Changed is
/// set when the code differs, so that nothing can be expected of a replay.
std::vector<std::string> compareProgram(const Trace &Recorded,
                                        const Trace &Here, bool &Changed);

/// Says what compareProgram() finds and whether the trace is cut.
void warnOfDifferences(const Trace &Recorded, const Trace &Here,
                       const std::string &Path, FindingWriter &Writer);

/// The decisions of \p Recorded with the sites as they are numbered here.
std::vector<Decision> scheduleOf(const Trace &Recorded,
                                 const SiteRegistry &Sites);

/// Follows \p Schedule, of the execution that \p Recorded is of. All must
/// outlive it; \p Unasked is not asked while the schedule is followed.
ExecutionPlan planToFollow(const Trace &Recorded,
                           const std::vector<Decision> &Schedule,
                           Strategy &Unasked);

/// Why no schedule is to blame for how \p Recorded ends; empty when it is.
std::string nothingToBlame(const Trace &Recorded);

/// The header of a trace of another execution of what \p Recorded is about:
/// what it says of the campaign, and this program.
Trace headerLike(const Trace &Recorded, const Runner &Run);

/// Runs the program once under the schedule of \p Recorded. What came of it; a
/// divergence when that is not what was recorded.
ExecutionRecord followTrace(const Trace &Recorded, Runner &Run);

} // namespace lockstep

#endif
