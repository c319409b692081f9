//===- GlibcHeap.h - Pointers that are given to free ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_GLIBCHEAP_H
#define LOCKSTEP_PLATFORM_GLIBCHEAP_H

#include <cstdint>

namespace lockstep {

/// What glibc's bookkeeping says of a pointer that is to be freed.
enum class HeapPointer : uint8_t {
  Fine,   ///< nothing speaks against it
  Wrong,  ///< it is certainly no block that is in use and intact
  Outside ///< it is not in the heap of the main arena; blocks may be elsewhere
};

/// Looks whether malloc and free are those of a glibc whose bookkeeping is
/// known. Once, before the first check; until then, and for any other
/// allocator, every pointer is fine.
void learnHeap();

/// \p Address is not null. Reads the eight bytes before it, as glibc would.
HeapPointer checkHeapPointer(uint64_t Address);

/// The same for one that is Outside: false when the bytes before it cannot
/// belong to a block in use.
bool mayBeBlockOutside(uint64_t Address);

} // namespace lockstep

#endif
