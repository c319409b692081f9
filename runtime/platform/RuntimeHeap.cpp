//===- RuntimeHeap.cpp - The runtime's own memory -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// operator new and delete of liblockstep_rt.so. The runtime must not call the
// program's malloc: it may be the program's own, it may be instrumented, its
// state must not depend on what the runtime does, and a fork may have taken it
// in any state. Blocks come from one reserved region, in sizes of four steps
// for each power of two; freed blocks wait in lists by size. Used by one thread
// at a time: the driver, or the thread that holds the baton.
//
//===----------------------------------------------------------------------===//

#include "platform/RuntimeHeap.h"

#include "base/Check.h"
#include "platform/OwnMemory.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <sys/mman.h>

using namespace lockstep;

namespace {

constexpr size_t RegionSize = size_t(64) << 30;
constexpr size_t SmallestRegion = size_t(64) << 20;
constexpr size_t HeaderSize = 16; ///< keeps blocks 16-aligned

struct FreeBlock {
  FreeBlock *Next;
};

char *Region = nullptr;
char *RegionEnd = nullptr;

/// The size of a block, of four for each power of two and multiples of 16.
struct SizeClass {
  /// For a block of at least \p Bytes.
  explicit SizeClass(size_t Bytes) {
    unsigned Width = unsigned(std::bit_width(Bytes - 1));
    unsigned Shift = std::max(Width, 7u) - 3;
    size_t Steps = (Bytes - 1) >> Shift;
    Number = Width * 4 + (Steps & 3);
    Size = (Steps + 1) << Shift;
  }

  size_t Number; ///< rises with the size
  size_t Size;
};
constexpr size_t Classes = 65 * 4; // also for what cannot be had

FreeBlock *FreeLists[Classes];

void reserve() {
  for (size_t Size = RegionSize; Size >= SmallestRegion; Size /= 2) {
    long Got = mapOwn(Size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE);
    if (Got < 0)
      continue;
    Region = reinterpret_cast<char *>(Got);
    RegionEnd = Region + Size;
    return;
  }
  LOCKSTEP_CHECK(!"no address space for the runtime's memory");
}

LOCKSTEP_EACH_EXECUTION void *allocate(size_t Size) {
  const SizeClass Of(std::max<size_t>(Size, 1) + HeaderSize);
  if (FreeBlock *Block = FreeLists[Of.Number]) {
    FreeLists[Of.Number] = Block->Next;
    return Block;
  }
  if (!Region)
    reserve();
  LOCKSTEP_CHECK(size_t(RegionEnd - Region) >= Of.Size);
  char *Block = Region;
  Region += Of.Size;
  *reinterpret_cast<uint64_t *>(Block) = Of.Number;
  return Block + HeaderSize;
}

LOCKSTEP_EACH_EXECUTION void release(void *Pointer) {
  if (!Pointer)
    return;
  char *Block = static_cast<char *>(Pointer) - HeaderSize;
  uint64_t Class = *reinterpret_cast<uint64_t *>(Block);
  FreeBlock *Free = static_cast<FreeBlock *>(Pointer);
  Free->Next = FreeLists[Class];
  FreeLists[Class] = Free;
}

void *allocateAligned(size_t Size, size_t Alignment) {
  if (Alignment <= HeaderSize)
    return allocate(Size);
  // Over-allocate and never give back: nothing in the runtime frees such.
  uintptr_t Start = uintptr_t(allocate(Size + Alignment));
  return reinterpret_cast<void *>((Start + Alignment - 1) & ~(Alignment - 1));
}

} // namespace

void lockstep::useFreshBlocks() {
  memset(FreeLists, 0, sizeof FreeLists);
  Region += -uintptr_t(Region) & 4095;
}

LOCKSTEP_EACH_EXECUTION void *operator new(size_t Size) {
  return allocate(Size);
}
void *operator new[](size_t Size) { return allocate(Size); }
void *operator new(size_t Size, const std::nothrow_t &) noexcept {
  return allocate(Size);
}
void *operator new[](size_t Size, const std::nothrow_t &) noexcept {
  return allocate(Size);
}
void *operator new(size_t Size, std::align_val_t Alignment) {
  return allocateAligned(Size, size_t(Alignment));
}
void *operator new[](size_t Size, std::align_val_t Alignment) {
  return allocateAligned(Size, size_t(Alignment));
}
void operator delete(void *Pointer) noexcept { release(Pointer); }
void operator delete[](void *Pointer) noexcept { release(Pointer); }
void operator delete(void *Pointer, size_t) noexcept { release(Pointer); }
void operator delete[](void *Pointer, size_t) noexcept { release(Pointer); }
void operator delete(void *Pointer, const std::nothrow_t &) noexcept {
  release(Pointer);
}
void operator delete[](void *Pointer, const std::nothrow_t &) noexcept {
  release(Pointer);
}
void operator delete(void *, std::align_val_t) noexcept {}
void operator delete[](void *, std::align_val_t) noexcept {}
void operator delete(void *, size_t, std::align_val_t) noexcept {}
void operator delete[](void *, size_t, std::align_val_t) noexcept {}
