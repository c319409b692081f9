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
// in any state. Blocks come from one reserved region, by powers of two; freed
// blocks wait in lists by size. Used by one thread at a time: the driver, or
// the thread that holds the baton.
//
//===----------------------------------------------------------------------===//

#include "base/Check.h"
#include "platform/OwnMemory.h"

#include <bit>
#include <cstddef>
#include <cstdint>
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
FreeBlock *FreeLists[64];

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

void *allocate(size_t Size) {
  unsigned Class = unsigned(std::bit_width(Size + HeaderSize - 1));
  if (FreeBlock *Block = FreeLists[Class]) {
    FreeLists[Class] = Block->Next;
    return Block;
  }
  if (!Region)
    reserve();
  size_t Bytes = size_t(1) << Class;
  // Large blocks would waste up to half of their pages: take what is needed.
  if (Bytes > 65536)
    Bytes = (Size + HeaderSize + 4095) & ~size_t(4095);
  LOCKSTEP_CHECK(size_t(RegionEnd - Region) >= Bytes);
  char *Block = Region;
  Region += Bytes < 32 ? 32 : Bytes;
  // A freed large block serves only requests that fit: its class is rounded
  // down to what it holds for certain.
  *reinterpret_cast<uint64_t *>(Block) =
      Bytes > 65536 ? unsigned(std::bit_width(Bytes) - 1) : Class;
  return Block + HeaderSize;
}

void release(void *Pointer) {
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

void *operator new(size_t Size) { return allocate(Size); }
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
