//===- TracedTest.h - What a trace is an execution of -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_TRACEDTEST_H
#define LOCKSTEP_TRACE_TRACEDTEST_H

#include "base/Options.h"
#include "base/Result.h"
#include "trace/Trace.h"

#include <string>
#include <vector>

namespace lockstep {

/// A test of a program. The program may have been built again between two
/// executions of it, and lie in another folder.
struct TracedTest {
  std::string Program;                ///< file name
  std::vector<std::string> Arguments; ///< without the program
  /// As canonicalBehavior() writes them, whichever Lockstep wrote the trace; as
  /// they stand in it where this one does not know them.
  std::string Options;

  friend bool operator==(const TracedTest &, const TracedTest &) = default;
};

TracedTest testOf(const Trace &Recorded);

/// Takes over the options that change what an execution does. An error says
/// which the trace gives that this Lockstep does not know.
Status adoptOptions(const Trace &Recorded, Options &Into);

} // namespace lockstep

#endif
