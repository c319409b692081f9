//===- BlockUse.h - The block of memory that a finding is about -*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EVENT_BLOCKUSE_H
#define LOCKSTEP_EVENT_BLOCKUSE_H

#include "base/Ids.h"

#include <cstdint>

namespace lockstep {

/// What a use after free, a second or wrong free, an access to the stack of a
/// finished thread or a data race on the heap was about. The access of a memory
/// error is the culprit's pending operation.
struct BlockUse {
  uint64_t BlockSize = 0; ///< bytes; 0: nothing is known
  uint64_t Offset = 0; ///< of the first byte accessed, from the block's begin
  uint32_t AccessSize = 0;
  ThreadId FreedBy; ///< or whose stack it was; invalid while the block lives
  StackId FreedAt;  ///< not stored in traces
  uint64_t FreedAfter = 0; ///< the step before that; as Event::Step
  uint8_t FreeIsStep = 0;  ///< that step is the free itself
  ThreadId AllocatedBy;    ///< invalid: allocated before main, or out of sight
  StackId AllocatedAt;     ///< not stored in traces

  friend bool operator==(const BlockUse &, const BlockUse &) = default;
};

} // namespace lockstep

#endif
