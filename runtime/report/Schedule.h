//===- Schedule.h - The schedule section of a report ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_SCHEDULE_H
#define LOCKSTEP_REPORT_SCHEDULE_H

#include "report/Finding.h"

namespace lockstep {

/// The schedule in columns by thread, with a line before it that counts events,
/// threads and switches, and the threads' ends after it. Shows the evidence of
/// \p Found.
std::string scheduleSection(ReportContext &Context, const Finding &Found);

/// The events that the decisions of a trace stand for, as far as a trace says:
/// without values, stacks and memory orders.
std::vector<Event> eventsOfDecisions(const Trace &Schedule);

} // namespace lockstep

#endif
