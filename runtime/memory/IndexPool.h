//===- IndexPool.h - Values named by small numbers --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_MEMORY_INDEXPOOL_H
#define LOCKSTEP_MEMORY_INDEXPOOL_H

#include <cstdint>
#include <memory>
#include <vector>

namespace lockstep {

/// Values that others name by 4 bytes. The numbers begin at 1, so that 0 can
/// mean none. References stay valid until the value is freed.
template <class T> class IndexPool {
public:
  /// A number whose value is as T() makes it.
  uint32_t allocate() {
    if (!Free.empty()) {
      uint32_t Number = Free.back();
      Free.pop_back();
      return Number;
    }
    if (Used % ChunkSize == 0)
      Chunks.push_back(std::make_unique<T[]>(ChunkSize));
    return ++Used;
  }
  void free(uint32_t Number) {
    (*this)[Number] = T();
    Free.push_back(Number);
  }
  T &operator[](uint32_t Number) {
    return Chunks[(Number - 1) / ChunkSize][(Number - 1) % ChunkSize];
  }
  const T &operator[](uint32_t Number) const {
    return Chunks[(Number - 1) / ChunkSize][(Number - 1) % ChunkSize];
  }

private:
  static constexpr uint32_t ChunkSize = 128;
  std::vector<std::unique_ptr<T[]>> Chunks;
  std::vector<uint32_t> Free;
  uint32_t Used = 0;
};

} // namespace lockstep

#endif
