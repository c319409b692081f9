//===- ThreadSet.h - A set of threads as bits -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SCHED_THREADSET_H
#define LOCKSTEP_SCHED_THREADSET_H

#include "base/Ids.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lockstep {

/// Sixty-four threads, thread 64 I + J being bit J of word I. What lies beyond
/// the words is not in the set.
using ThreadWords = std::span<const uint64_t>;

constexpr size_t threadWord(ThreadId Of) { return Of.index() / 64; }
constexpr uint64_t threadBit(ThreadId Of) {
  return uint64_t(1) << (Of.index() % 64);
}
/// Word \p Index of a set; 0 beyond its end.
inline uint64_t wordOf(ThreadWords Of, size_t Index) {
  return Index < Of.size() ? Of[Index] : 0;
}

/// Calls \p Do with each thread of \p Bits, the word \p Index of a set, in
/// ascending order.
template <class F> inline void forEachIn(uint64_t Bits, size_t Index, F Do) {
  for (; Bits; Bits &= Bits - 1)
    Do(ThreadId(uint32_t(Index * 64 + size_t(std::countr_zero(Bits)))));
}

/// A set of threads. Allocates when a thread is the first of its word.
class ThreadSet {
public:
  ThreadSet() = default;
  explicit ThreadSet(std::span<const ThreadId> Of) { assign(Of); }

  void insert(ThreadId Of) {
    reserve(Of);
    Words[threadWord(Of)] |= threadBit(Of);
  }
  /// \p Of may be absent.
  void erase(ThreadId Of) {
    if (threadWord(Of) < Words.size())
      Words[threadWord(Of)] &= ~threadBit(Of);
  }
  bool contains(ThreadId Of) const {
    return wordOf(Words, threadWord(Of)) & threadBit(Of);
  }
  void clear() { Words.assign(Words.size(), 0); }
  void assign(std::span<const ThreadId> Of) {
    clear();
    for (ThreadId Thread : Of)
      insert(Thread);
  }
  /// The threads of \p Of that are not in \p Without.
  void assign(ThreadWords Of, ThreadWords Without) {
    Words.resize(Of.size());
    for (size_t I = 0; I < Of.size(); ++I)
      Words[I] = Of[I] & ~wordOf(Without, I);
  }
  bool empty() const {
    return std::all_of(Words.begin(), Words.end(),
                       [](uint64_t Word) { return Word == 0; });
  }
  /// Room for \p Of, so that its insertion does not allocate.
  void reserve(ThreadId Of) {
    if (threadWord(Of) >= Words.size())
      Words.resize(threadWord(Of) + 1);
  }
  ThreadWords words() const { return Words; }

private:
  std::vector<uint64_t> Words;
};

} // namespace lockstep

#endif
