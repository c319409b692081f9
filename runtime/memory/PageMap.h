//===- PageMap.h - Pages of a shadow, by number -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_MEMORY_PAGEMAP_H
#define LOCKSTEP_MEMORY_PAGEMAP_H

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace lockstep {

/// The pages of a shadow of the program's memory, made as they are asked for,
/// by their number: any but the greatest. A hash table with linear probing, of
/// our own, since an execution pays for each page of code and data that it
/// touches first, and behind the \p Recent pages that were used last, by the
/// low bits of their number. Owns the pages, which stay where they are.
template <class Page, unsigned Recent> class PageMap {
public:
  PageMap() = default;
  PageMap(const PageMap &) = delete;
  PageMap &operator=(const PageMap &) = delete;
  ~PageMap() {
    for (const Slot &Of : Table)
      delete Of.Where;
  }

  /// The page with this number; null when it was not made.
  Page *find(uint64_t Number) const {
    Slot &Last = Cache[Number % Recent];
    if (Last.Number != Number) [[unlikely]]
      Last = {Number, Table.empty() ? nullptr : Table[place(Number)].Where};
    return Last.Where;
  }
  /// The same, but may answer null for one that was not used lately.
  Page *findRecent(uint64_t Number) const {
    const Slot &Last = Cache[Number % Recent];
    return Last.Number == Number ? Last.Where : nullptr;
  }
  /// The page with this number, which is made when it is not there.
  Page &get(uint64_t Number) {
    if (Page *Known = find(Number)) [[likely]]
      return *Known;
    return make(Number);
  }

  /// Calls \p Call with number and page of those from \p First to \p Last that
  /// exist, in ascending order. May be asked for all addresses there are.
  template <class Callable>
  void visit(uint64_t First, uint64_t Last, const Callable &Call) const {
    if (Last - First < Count) {
      for (uint64_t Number = First; Number <= Last; ++Number)
        if (Page *Known = find(Number))
          Call(Number, *Known);
      return;
    }
    std::vector<Slot> Found;
    for (const Slot &Of : Table)
      if (Of.Where && Of.Number >= First && Of.Number <= Last)
        Found.push_back(Of);
    std::sort(Found.begin(), Found.end(),
              [](const Slot &A, const Slot &B) { return A.Number < B.Number; });
    for (const Slot &Of : Found)
      Call(Of.Number, *Of.Where);
  }

private:
  struct Slot {
    uint64_t Number = ~uint64_t(0);
    Page *Where = nullptr;
  };

  /// Where \p Number is in the table, or would be.
  size_t place(uint64_t Number) const {
    constexpr uint64_t Golden = 0x9e3779b97f4a7c15; // 2^64 by the golden ratio
    size_t At = Number * Golden >> (64 - std::bit_width(Table.size() - 1));
    while (Table[At].Where && Table[At].Number != Number)
      At = (At + 1) % Table.size();
    return At;
  }
  [[gnu::noinline]] Page &make(uint64_t Number) {
    if (++Count * 2 > Table.size()) {
      std::vector<Slot> Old(std::max<size_t>(16, Table.size() * 2));
      Old.swap(Table);
      for (const Slot &Of : Old)
        if (Of.Where)
          Table[place(Of.Number)] = Of;
    }
    Slot &New = Table[place(Number)];
    New = {Number, new Page()};
    Cache[Number % Recent] = New;
    return *New.Where;
  }

  std::vector<Slot> Table; ///< a power of two, at most half of them taken
  size_t Count = 0;
  mutable Slot Cache[Recent];
};

} // namespace lockstep

#endif
