//===- Quarantine.cpp - Memory that is given back -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What lies in freed memory is no object any more, and who touched it before
// says nothing about who touches it next; for those who still access it, that
// it is freed matters like a write. Where others touched it, freeing is an
// operation of its own, which can be put between two steps of theirs.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Quarantine.h"

#include "interceptors/AllocationFailure.h"
#include "interceptors/Intercept.h"
#include "platform/GlibcHeap.h"

#include <cstring>
#include <dlfcn.h>
#include <link.h>

using namespace lockstep;

namespace {

/// The largest block that a realloc copies by itself: glibc moves the pages of
/// a large one, which costs less.
constexpr size_t LargestCopied = 65536;

/// glibc cuts nothing smaller off a block.
constexpr size_t SmallestBlock = 32;

/// Whether \p Address lies in what a module was loaded to.
bool isInModule(uint64_t Address) {
  dl_find_object Near;
  if (_dl_find_object(reinterpret_cast<void *>(Address), &Near))
    return false;
  return dl_iterate_phdr(
      [](dl_phdr_info *Module, size_t, void *Argument) {
        uint64_t Wanted = *static_cast<uint64_t *>(Argument);
        for (int I = 0; I < Module->dlpi_phnum; ++I)
          if (const ElfW(Phdr) &Part = Module->dlpi_phdr[I];
              Part.p_type == PT_LOAD &&
              Wanted - Module->dlpi_addr - Part.p_vaddr < Part.p_memsz)
            return 1;
        return 0;
      },
      &Address);
}

/// Ends the execution when \p Pointer is certainly no block.
void checkFree(Control &C, void *Pointer, void *Caller) {
  auto Address = uint64_t(Pointer);
  if (C.freed().isOff())
    return;
  HeapPointer Is = checkHeapPointer(Address);
  if (Is == HeapPointer::Fine) [[likely]]
    return;
  if (Is == HeapPointer::Outside && mayBeBlockOutside(Address) &&
      !C.stackOwner(Address).isValid() && !isInModule(Address))
    return;
  Operation Op = unannounced(C, OpKind::Free, Caller);
  Op.Address = Address;
  C.freeWrongly(Op);
}

/// Before \p Size bytes at \p Pointer are given back: others may run first, and
/// the block may have been freed already. \returns whether it became a step.
bool reachFree(Control &C, void *Pointer, size_t Size, void *Caller) {
  uint64_t Address = uint64_t(Pointer);
  bool Twice = C.freed().mayContain(Address, 1);
  if (!Twice && !C.engine().isUsedByOthers(Address, Size))
    return false;
  Operation Op = unannounced(C, OpKind::Free, Caller);
  Op.Address = Address;
  Op.Size = uint32_t(std::min<size_t>(Size, UINT32_MAX));
  if (Twice)
    C.touchFreedAlone(Op);
  // The C library may hold a lock of its own when it frees.
  if (!isProgramRequest(C, Caller))
    return false;
  Op.Object = C.objectAt(Pointer, ObjectKind::Memory);
  C.reach(Op);
  C.performed(Op, {.Changed = true});
  return true;
}

/// Afterwards the memory is no object. \returns whether it is kept.
bool keep(Control &C, void *Pointer, size_t Size, bool IsStep) {
  C.engine().freed(uint64_t(Pointer), Size);
  if (!C.keepFreed(Pointer, Size, IsStep))
    return false;
  while (uint64_t Oldest = C.freed().evict())
    realAllocator().free(reinterpret_cast<void *>(Oldest));
  return true;
}

} // namespace

void lockstep::giveBack(Control &C, void *Pointer, void *Caller) {
  Control::Scope Inside(C);
  checkFree(C, Pointer, Caller);
  size_t Size = real().malloc_usable_size(Pointer);
  bool IsStep = reachFree(C, Pointer, Size, Caller);
  if (!keep(C, Pointer, Size, IsStep))
    realAllocator().free(Pointer);
}

void *lockstep::reallocate(Control &C, void *Pointer, size_t Size,
                           void *Caller) {
  Control::Scope Inside(C);
  checkFree(C, Pointer, Caller);
  size_t Usable = real().malloc_usable_size(Pointer);
  bool IsStep = reachFree(C, Pointer, Usable, Caller);
  // What is cut off would be given to others.
  bool Shrinks = Size && Size + SmallestBlock <= Usable;
  bool Moves = (Size > Usable || Shrinks) && Usable <= LargestCopied &&
               C.freed().fits(Usable);
  void *New;
  if (Moves) {
    New = realAllocator().malloc(Size);
    if (New)
      memcpy(New, Pointer, std::min(Size, Usable));
  } else if (Size == 0 && C.freed().fits(Usable)) {
    keep(C, Pointer, Usable, IsStep);
    return nullptr;
  } else {
    New = realAllocator().realloc(Pointer, Size);
  }
  if (!New && Size) {
    Inside.setErrno(ENOMEM);
    return nullptr;
  }
  if (Moves) {
    keep(C, Pointer, Usable, IsStep);
  } else {
    C.engine().freed(uint64_t(Pointer), Usable);
    if (C.recording())
      C.heap().freed(uint64_t(Pointer));
  }
  if (C.recording() && New)
    C.allocated(New, Size);
  return New;
}
