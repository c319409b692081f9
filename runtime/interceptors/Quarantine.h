//===- Quarantine.h - Memory that is given back -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_QUARANTINE_H
#define LOCKSTEP_INTERCEPTORS_QUARANTINE_H

#include "switching/Control.h"

namespace lockstep {

/// free(\p Pointer), which is not null, under control. Keeps the block from
/// being used again for as long as there is room; ends the execution when it
/// was freed before, or is no block.
void giveBack(Control &C, void *Pointer, void *Caller);

/// realloc(\p Pointer, \p Size) under control; \p Pointer is not null. A small
/// block whose size changes moves, so that uses of the old one are seen.
void *reallocate(Control &C, void *Pointer, size_t Size, void *Caller);

/// The allocator answered \p Block to a request for \p Size bytes, which may be
/// null. \returns it.
inline void *noteAllocated(void *Block, size_t Size) {
  Control *C = Control::active();
  if (!C || !C->recording() || !Block || !(C = Control::here()))
    return Block;
  Control::Scope Inside(*C);
  C->allocated(Block, Size);
  return Block;
}

} // namespace lockstep

#endif
