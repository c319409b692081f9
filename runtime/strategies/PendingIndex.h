//===- PendingIndex.h - Who may depend on an operation ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_PENDINGINDEX_H
#define LOCKSTEP_STRATEGIES_PENDINGINDEX_H

#include "event/Operation.h"
#include "sched/ThreadSet.h"

#include <array>
#include <vector>

namespace lockstep {

/// A set of bits that has one in common with that of every operation that
/// depends on \p Op: most operations that do not, have none.
inline uint64_t filterOf(const Operation &Op) {
  auto Bit = [](uint64_t Of) {
    return uint64_t(1) << (Of * 0x9E3779B97F4A7C15ull >> 58);
  };
  constexpr uint64_t MostGranules = 8, Anything = ~uint64_t(0);
  if (operationObject(Op.Kind) != ObjectKind::Memory) {
    uint64_t Bits = Op.Object.isValid() ? Bit(Op.Object.Value) : 0;
    return Op.Second.isValid() ? Bits | Bit(Op.Second.Value) : Bits;
  }
  if (!Op.Address || !Op.Size)
    return Anything;
  uint64_t First = Op.Address / 8, Last = (Op.Address + Op.Size - 1) / 8;
  if (First == Last) [[likely]]
    return Bit(First);
  if (Last - First >= MostGranules)
    return Anything;
  uint64_t Bits = 0;
  for (uint64_t Granule = First; Granule <= Last; ++Granule)
    Bits |= Bit(Granule);
  return Bits;
}

/// As dependent(); the common case at once.
inline bool depends(const Operation &A, const Operation &B) {
  if (A.Object != B.Object || !A.Object.isValid())
    return dependent(A, B);
  Access OfA = operationAccess(A.Kind), OfB = operationAccess(B.Kind);
  return OfA != Access::None && OfB != Access::None &&
         (OfA == Access::Write || OfB == Access::Write);
}

/// Which threads are about to do something that may touch the same as a given
/// operation: for each bit of filters, the threads whose filter has it.
class PendingIndex {
public:
  /// Only the main thread exists, and its operation is not in the index.
  void begin() { Blocks.assign(1, Block()); }
  void add(ThreadId Of) {
    if (threadWord(Of) >= Blocks.size())
      Blocks.resize(threadWord(Of) + 1);
  }

  /// The thread's pending operation has \p Filter. Call remove() first.
  void insert(ThreadId Of, uint64_t Filter) {
    Block &In = Blocks[threadWord(Of)];
    In.Filters[Of.index() % 64] = Filter;
    In.Present |= threadBit(Of);
    if (Filter == Anything) {
      In.Wide |= threadBit(Of);
      return;
    }
    for (; Filter; Filter &= Filter - 1)
      In.Having[size_t(std::countr_zero(Filter))] |= threadBit(Of);
  }
  /// The thread has performed it; it may be absent.
  void remove(ThreadId Of) {
    Block &In = Blocks[threadWord(Of)];
    if (!(In.Present & threadBit(Of)))
      return;
    In.Present &= ~threadBit(Of);
    In.Wide &= ~threadBit(Of);
    uint64_t Filter = In.Filters[Of.index() % 64];
    if (Filter == Anything)
      return;
    for (; Filter; Filter &= Filter - 1)
      In.Having[size_t(std::countr_zero(Filter))] &= ~threadBit(Of);
  }
  bool contains(ThreadId Of) const {
    return Blocks[threadWord(Of)].Present & threadBit(Of);
  }

  size_t words() const { return Blocks.size(); }
  /// Word \p Index of the set of threads whose filter has a bit of \p Filter.
  uint64_t sharing(uint64_t Filter, size_t Index) const {
    const Block &In = Blocks[Index];
    if (Filter == Anything)
      return In.Present;
    uint64_t Found = Filter ? In.Wide : 0;
    for (; Filter; Filter &= Filter - 1)
      Found |= In.Having[size_t(std::countr_zero(Filter))];
    return Found;
  }

  /// The filter of an operation that may touch everything.
  static constexpr uint64_t Anything = ~uint64_t(0);

private:
  struct Block {
    uint64_t Present = 0;
    uint64_t Wide = 0;                     ///< whose filter is Anything
    std::array<uint64_t, 64> Having = {};  ///< by bit of the filter
    std::array<uint64_t, 64> Filters = {}; ///< by thread
  };
  std::vector<Block> Blocks;
};

} // namespace lockstep

#endif
