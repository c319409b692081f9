//===- RecordBuilder.h - From an area to a record ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_RECORDBUILDER_H
#define LOCKSTEP_PRELOAD_RECORDBUILDER_H

#include "base/Environment.h"
#include "platform/ProcessModules.h"
#include "preload/Runner.h"
#include "report/ExecutionRecord.h"

namespace lockstep {

/// The parts of a trace's header that say which program it is: path,
/// arguments, environment, modules with build ids.
Trace describeProgram(const ProgramMain &Program, const SiteRegistry &Sites);

/// Every instrumented site of this process, by id.
std::vector<TraceSite> describeSites(const SiteRegistry &Sites);

/// How the ids of unannounced places are numbered in a trace: after the
/// instrumented sites. In memory they start at FirstPlace.
uint32_t siteToTrace(uint32_t Site, uint32_t InstrumentedSites);
uint32_t siteFromTrace(uint32_t Site, uint32_t InstrumentedSites);

/// The modules of the recorded execution, for the symbolizer.
std::vector<ProcessModule> recordedModules(const ExecutionArea &Area);

/// Everything that a report and a trace need, from the area of a recorded
/// execution that ended as \p Ended says. \p Schedule has the header fields of
/// describeProgram and of the campaign; sites, threads, objects, decisions and
/// the outcome are filled in. Site ids everywhere are those of the trace.
ExecutionRecord buildRecord(Trace Schedule, ExecutionArea &Area,
                            const SiteRegistry &Sites, const Verdict &Ended,
                            std::string Output);

} // namespace lockstep

#endif
