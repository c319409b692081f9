//===- FreedMap.h - Memory that nobody may access any more ------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_MEMORY_FREEDMAP_H
#define LOCKSTEP_MEMORY_FREEDMAP_H

#include "base/Ids.h"
#include "memory/PageMap.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace lockstep {

/// A block of the heap that was given back, or the stack of a thread that has
/// finished.
struct FreedBlock {
  uint64_t Address = 0;
  uint64_t Size = 0; ///< bytes, as many as the owner could use
  bool IsStack = false;
  ThreadId FreedBy; ///< or whose stack it was
  // Recorded executions only.
  uint64_t Wanted = 0; ///< bytes that were asked for; 0: not known
  ThreadId AllocatedBy;
  StackId FreedAt, AllocatedAt;
  uint64_t FreedAfter = 0; ///< the step before
  bool FreeIsStep = false; ///< that step is the free itself

  bool overlaps(uint64_t Begin, uint64_t Bytes) const {
    return Begin < Address + Size && Address < Begin + Bytes;
  }
};

/// The memory that was given back and serves nobody yet: blocks in quarantine,
/// oldest first, and the stacks of finished threads. An exact shadow answers
/// most questions by one bit. One execution, one map; one kernel thread at a
/// time.
class FreedMap {
public:
  /// Blocks of \p Capacity bytes are kept, bookkeeping included; 0 keeps none.
  explicit FreedMap(uint64_t Capacity) : Capacity(Capacity) {}

  /// Whether nothing is looked for at all.
  bool isOff() const { return Capacity == 0; }
  /// Whether a block of \p Size bytes is worth keeping: it leaves room for
  /// others.
  bool fits(uint64_t Size) const { return Size + Overhead <= Capacity / 4; }
  /// Takes a block that fits and overlaps with none that is kept.
  void add(const FreedBlock &Block);
  /// When more is kept than there is room for: forgets the oldest block.
  /// \returns its address, which can be given back for good, else 0.
  uint64_t evict();

  /// A thread is over. Its stack is kept in mind until it serves again.
  void addStack(const FreedBlock &Stack);
  /// What lies at \p Address serves again.
  void removeStacks(uint64_t Address, uint64_t Size);

  /// Whether any of the \p Size bytes at \p Address, 0 counting as 1, may be
  /// freed: false is certain.
  bool mayContain(uint64_t Address, uint64_t Size) const {
    if (Address - StackLow < StackSpan) [[unlikely]]
      return true;
    if (Blocks.empty()) [[likely]]
      return false;
    uint64_t First = Address >> GranuleBits;
    uint64_t Last = (Address + Size - (Size != 0)) >> GranuleBits;
    if (Last - First > 1) [[unlikely]]
      return anyBit(First, Last);
    return bit(First) || bit(Last);
  }
  /// The freed block that has some of these bytes; null when there is none.
  const FreedBlock *find(uint64_t Address, uint64_t Size) const;

private:
  static constexpr unsigned GranuleBits = 3;
  static constexpr unsigned PageBits = 13; ///< granules of a page
  static constexpr uint64_t PageGranules = uint64_t(1) << PageBits;
  /// What a block costs beyond its bytes.
  static constexpr uint64_t Overhead = sizeof(FreedBlock) + 16;

  /// One bit per granule.
  struct Page {
    uint64_t Words[PageGranules / 64];
  };

  bool bit(uint64_t Granule) const {
    const Page *In = Pages.find(Granule >> PageBits);
    uint64_t Index = Granule % PageGranules;
    return In && In->Words[Index / 64] >> (Index % 64) & 1;
  }
  bool anyBit(uint64_t First, uint64_t Last) const;
  template <class Callable>
  static bool anyWord(uint64_t First, uint64_t Last, Callable Do);
  void mark(const FreedBlock &Block, bool Freed);

  uint64_t Capacity;
  uint64_t Kept = 0;
  std::deque<FreedBlock> Blocks; ///< oldest first
  std::vector<FreedBlock> Stacks;
  uint64_t StackLow = 0, StackSpan = 0; ///< all of Stacks lie in there

  PageMap<Page, 64> Pages;
};

} // namespace lockstep

#endif
