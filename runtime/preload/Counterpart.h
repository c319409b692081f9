//===- Counterpart.h - A recorded schedule, in this program -----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_COUNTERPART_H
#define LOCKSTEP_PRELOAD_COUNTERPART_H

#include "event/Decision.h"
#include "platform/SiteRegistry.h"
#include "trace/Trace.h"

#include <vector>

namespace lockstep {

/// What a trace of the program as it was means for the program as it is.
struct Counterpart {
  /// With the sites of this program; NoCounterpart where there is none, or
  /// where nobody can tell.
  std::vector<Decision> Schedule;
  std::vector<uint32_t> Shared; ///< sites; ascending
};

/// \p Changed is what compareProgram() says.
Counterpart counterpartOf(const Trace &Recorded, const SiteRegistry &Sites,
                          bool Changed);

} // namespace lockstep

#endif
