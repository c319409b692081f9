//===- Stacks.h - The stacks of a report ------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_STACKS_H
#define LOCKSTEP_REPORT_STACKS_H

#include "report/Finding.h"

#include <set>

namespace lockstep {

/// The threads that wait, hold or fail: whose creation is worth a stack.
std::set<ThreadId> threadsInvolved(const ReportContext &Context,
                                   const Finding &Found);

/// The stacks that \p Found asks for, each once, and where the threads in them
/// were created. Frames look as the sanitizers print them, but the address is
/// the offset in the frame's module, which is the same in every execution.
/// Frames of libraries are dimmed.
std::string stacksSection(ReportContext &Context, const Finding &Found);

} // namespace lockstep

#endif
