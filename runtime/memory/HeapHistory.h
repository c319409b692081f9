//===- HeapHistory.h - Who allocated what -----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_MEMORY_HEAPHISTORY_H
#define LOCKSTEP_MEMORY_HEAPHISTORY_H

#include "memory/FreedMap.h"

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>

namespace lockstep {

/// How a block of the heap came to be.
struct Allocation {
  uint64_t Address = 0;
  uint64_t Size = 0; ///< bytes that were asked for
  ThreadId By;
  StackId Where;
};

/// The blocks that live, and those that did, by address. For executions that
/// are recorded.
class HeapHistory {
public:
  void allocated(const Allocation &How) {
    Blocks.insert_or_assign(How.Address, How);
    Gone.erase(How.Address);
  }
  /// Forgets the block at \p Address; nothing when it was not allocated under
  /// control.
  std::optional<Allocation> freed(uint64_t Address);
  /// The block that has the byte at \p Address; null when none is known.
  const Allocation *find(uint64_t Address) const;
  /// The block that begins last before \p Address; null when none is known.
  const Allocation *before(uint64_t Address) const;
  /// Keeps in mind how a block was freed until another one begins there.
  void keep(const FreedBlock &Block) {
    Gone.insert_or_assign(Block.Address, Block);
  }
  /// The block that began at \p Address; null when none is kept in mind.
  const FreedBlock *gone(uint64_t Address) const {
    auto Found = Gone.find(Address);
    return Found == Gone.end() ? nullptr : &Found->second;
  }

private:
  std::map<uint64_t, Allocation> Blocks;
  std::unordered_map<uint64_t, FreedBlock> Gone;
};

} // namespace lockstep

#endif
