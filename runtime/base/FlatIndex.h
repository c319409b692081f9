//===- FlatIndex.h - Numbers for keys ---------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_FLATINDEX_H
#define LOCKSTEP_BASE_FLATINDEX_H

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace lockstep {

/// Numbers distinct 64-bit keys from 0 in the order of their first appearance.
/// A hash table with open addressing, for paths where std::unordered_map is too
/// slow. clear() keeps the memory and costs nothing.
class FlatIndex {
public:
  FlatIndex() : Slots(InitialSlots) {}

  /// The number of \p Key, and whether it is new.
  std::pair<uint32_t, bool> insert(uint64_t Key) {
    if ((Count + 1) * 2 > Slots.size())
      grow();
    Slot &At = slotFor(Key);
    if (At.Epoch == Epoch)
      return {At.Number, false};
    At = {Key, Count++, Epoch};
    return {At.Number, true};
  }
  /// The number of \p Key, or null.
  const uint32_t *find(uint64_t Key) {
    Slot &At = slotFor(Key);
    return At.Epoch == Epoch ? &At.Number : nullptr;
  }
  uint32_t size() const { return Count; }
  void clear() {
    Count = 0;
    if (++Epoch)
      return;
    Slots.assign(Slots.size(), {});
    Epoch = 1;
  }

private:
  static constexpr size_t InitialSlots = 16; ///< a power of two

  struct Slot {
    uint64_t Key = 0;
    uint32_t Number = 0;
    uint32_t Epoch = 0; ///< in use when it is that of the table
  };

  Slot &slotFor(uint64_t Key) {
    uint64_t Hash = Key * 0x9E3779B97F4A7C15ull;
    size_t Mask = Slots.size() - 1;
    size_t At = size_t(Hash >> 32) & Mask;
    while (Slots[At].Epoch == Epoch && Slots[At].Key != Key)
      At = (At + 1) & Mask;
    return Slots[At];
  }
  void grow() {
    std::vector<Slot> Old(Slots.size() * 2);
    Old.swap(Slots);
    for (const Slot &Used : Old)
      if (Used.Epoch == Epoch)
        slotFor(Used.Key) = Used;
  }

  std::vector<Slot> Slots;
  uint32_t Count = 0;
  uint32_t Epoch = 1;
};

} // namespace lockstep

#endif
