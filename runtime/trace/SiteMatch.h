//===- SiteMatch.h - The same places in a changed program -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_SITEMATCH_H
#define LOCKSTEP_TRACE_SITEMATCH_H

#include "trace/Trace.h"

#include <span>

namespace lockstep {

/// The place of a decision that has no counterpart in the program.
constexpr uint32_t NoCounterpart = 0xfffffffe;

/// For each of \p Then, sites of a program before it was changed, the index of
/// the same place in \p Now, or NoCounterpart. The same are sites of equal file
/// name, function, kind and variable: in their order where there are as many
/// now, else the one whose line is nearest. Where there is none, the function,
/// and then the file, may have another name. A site without a file has no
/// counterpart.
std::vector<uint32_t> matchSites(std::span<const TraceSite> Then,
                                 std::span<const TraceSite> Now);

} // namespace lockstep

#endif
