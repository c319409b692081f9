//===- GlibcHeap.cpp - Pointers that are given to free --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block in use of glibc (malloc.c, since 2.3) lies on a multiple of 16. The
// eight bytes before it are the distance to the next block, a multiple of 16
// and at least 32, and three flags: the block before is in use (1), the block
// has a mapping of its own (2), or is of another arena than the main one (4).
// The next block always says that this one is in use; the heap ends with one.
// What sbrk gave is the main arena's. free() itself checks less, and aborts.
//
//===----------------------------------------------------------------------===//

#include "platform/GlibcHeap.h"

#include "platform/Real.h"

#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <gnu/libc-version.h>
#include <link.h>
#include <unistd.h>

using namespace lockstep;

namespace {
constexpr uint64_t Alignment = 16, SmallestBlock = 32, Head = 16;
constexpr uint64_t PageSize = 4096;
constexpr uint64_t PreviousInUse = 1, OwnMapping = 2, OtherArena = 4;
constexpr uint64_t Flags = PreviousInUse | OwnMapping | OtherArena;

constinit bool IsKnown = false;
constinit uint64_t HeapBegin = 0; ///< it is not below

/// Whether what \p Function does is done by the module that has glibc's name.
bool isGlibcs(void *Function) {
  Dl_info Info;
  if (!Function || !dladdr(Function, &Info) || !Info.dli_fname)
    return false;
  const char *Slash = strrchr(Info.dli_fname, '/');
  return !strcmp(Slash ? Slash + 1 : Info.dli_fname, "libc.so.6");
}

/// Until 2.34, hooks could put a header of their own before a block (mcheck).
bool isWithoutHooks() {
  char *Rest;
  unsigned long Major = strtoul(gnu_get_libc_version(), &Rest, 10);
  unsigned long Minor = *Rest ? strtoul(Rest + 1, nullptr, 10) : 0;
  return Major == 2 && Minor >= 34;
}

uint64_t wordAt(uint64_t Address) {
  return *reinterpret_cast<const uint64_t *>(Address);
}
bool isSize(uint64_t Bytes) {
  return Bytes >= SmallestBlock && Bytes % Alignment == 0;
}
} // namespace

void lockstep::learnHeap() {
  const RealFunctions &Next = realAllocator();
  IsKnown = isWithoutHooks() &&
            isGlibcs(reinterpret_cast<void *>(Next.malloc)) &&
            isGlibcs(reinterpret_cast<void *>(Next.realloc)) &&
            isGlibcs(reinterpret_cast<void *>(Next.free)) &&
            isGlibcs(reinterpret_cast<void *>(real().malloc_usable_size)) &&
            isGlibcs(reinterpret_cast<void *>(real().posix_memalign));
  // The executable is the first; the heap lies behind it.
  dl_iterate_phdr(
      [](dl_phdr_info *Module, size_t, void *) {
        for (int I = 0; I < Module->dlpi_phnum; ++I)
          if (const ElfW(Phdr) &Part = Module->dlpi_phdr[I];
              Part.p_type == PT_LOAD)
            HeapBegin = Module->dlpi_addr + Part.p_vaddr + Part.p_memsz;
        return 1;
      },
      nullptr);
}

HeapPointer lockstep::checkHeapPointer(uint64_t Address) {
  if (!IsKnown)
    return HeapPointer::Fine;
  if (Address % Alignment)
    return HeapPointer::Wrong;
  auto HeapEnd = uint64_t(sbrk(0));
  bool IsInside = Address >= HeapBegin + Head && Address < HeapEnd;
  uint64_t Size = wordAt(Address - 8), Bytes = Size & ~Flags;
  if (!IsInside) {
    // Those of other threads are many, and most frees of what has a mapping of
    // its own are right, too.
    bool IsPlain =
        Size & OtherArena || (Size & OwnMapping && Address % PageSize == Head);
    return IsPlain && isSize(Bytes) ? HeapPointer::Fine : HeapPointer::Outside;
  }
  if (Size & (OwnMapping | OtherArena) || !isSize(Bytes) ||
      Bytes > HeapEnd - Address)
    return HeapPointer::Wrong;
  return wordAt(Address - 8 + Bytes) & PreviousInUse ? HeapPointer::Fine
                                                     : HeapPointer::Wrong;
}

bool lockstep::mayBeBlockOutside(uint64_t Address) {
  return isSize(wordAt(Address - 8) & ~Flags);
}
