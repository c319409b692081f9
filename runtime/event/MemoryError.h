//===- MemoryError.h - An access to memory that is no more ------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EVENT_MEMORYERROR_H
#define LOCKSTEP_EVENT_MEMORYERROR_H

#include "base/Ids.h"

#include <cstdint>

namespace lockstep {

/// What a use after free, a second free or an access to the stack of a finished
/// thread was about. The access itself is the culprit's pending operation.
struct MemoryError {
  uint64_t BlockSize = 0; ///< bytes; 0: nothing is known
  uint64_t Offset = 0; ///< of the first byte accessed, from the block's begin
  uint32_t AccessSize = 0;
  ThreadId FreedBy; ///< or whose stack it was
  StackId FreedAt;
  uint64_t FreedAfter = 0; ///< the step before that; as Event::Step
  ThreadId AllocatedBy;    ///< invalid: allocated before main, or out of sight
  StackId AllocatedAt;
};

} // namespace lockstep

#endif
