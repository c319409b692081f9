//===- RuntimeHeap.h - The runtime's own memory -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_RUNTIMEHEAP_H
#define LOCKSTEP_PLATFORM_RUNTIMEHEAP_H

#include "base/Placement.h"

namespace lockstep {

/// In a fork: what is allocated from now on lies together, in pages that nobody
/// has touched, and not in gaps among what the parent allocated. Each page of
/// the parent's that is written to costs a fault and a copy.
LOCKSTEP_EACH_EXECUTION void useFreshBlocks();

} // namespace lockstep

#endif
