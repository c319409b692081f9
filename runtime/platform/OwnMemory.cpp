//===- OwnMemory.cpp - Maps of Lockstep's own -----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/OwnMemory.h"

#include "platform/Kernel.h"

#include <sys/mman.h>

using namespace lockstep;

/// Between the executable and the libraries, where nothing is by itself; also
/// memory, and not shadow, to AddressSanitizer.
static uint64_t Next = uint64_t(0x2000) << 32;

long lockstep::mapOwn(uint64_t Size, int Protection, int Flags, int File,
                      off_t Offset) {
  constexpr uint64_t PageMask = 4095;
  Size = (Size + PageMask) & ~PageMask;
  long Got = kernelCall(SYS_mmap, long(Next), long(Size), Protection,
                        Flags | MAP_FIXED_NOREPLACE, File, Offset);
  if (Got == long(Next)) {
    Next += Size;
    return Got;
  }
  // Older kernels take the flag for a wish, and others may be here already.
  if (Got > 0)
    kernelCall(SYS_munmap, Got, long(Size));
  return kernelCall(SYS_mmap, 0, long(Size), Protection, Flags, File, Offset);
}
