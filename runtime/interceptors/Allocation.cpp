//===- Allocation.cpp - Memory that is asked for and given back -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Allocating is real, and may fail by choice. What is given back may be kept
// for a while (Quarantine.h).
//
//===----------------------------------------------------------------------===//

#include "interceptors/AllocationFailure.h"
#include "interceptors/Install.h"
#include "interceptors/Intercept.h"
#include "interceptors/Quarantine.h"
#include "platform/GlibcHeap.h"

#include <dlfcn.h>

using namespace lockstep;

static void freed(const volatile void *Pointer, size_t Size) {
  Control *C = Control::here();
  if (!C)
    return;
  Control::Scope Inside(*C);
  C->engine().freed(uint64_t(Pointer), Size);
}

void lockstep::watchAllocator() {
  learnHeap();
  // The allocator of a sanitizer is part of the program, whose free() is found
  // before ours. It tells those who ask (sanitizer/allocator_interface.h).
  using MallocHook = void (*)(const volatile void *, size_t);
  using FreeHook = void (*)(const volatile void *);
  const auto Install = reinterpret_cast<int (*)(MallocHook, FreeHook)>(
      dlsym(RTLD_DEFAULT, "__sanitizer_install_malloc_and_free_hooks"));
  static const auto SizeOf =
      reinterpret_cast<size_t (*)(const volatile void *)>(
          dlsym(RTLD_DEFAULT, "__sanitizer_get_allocated_size"));
  // It tells before it looks whether that is a block, and to ask for the size
  // of anything else is an error.
  static const auto Owns = reinterpret_cast<int (*)(const volatile void *)>(
      dlsym(RTLD_DEFAULT, "__sanitizer_get_ownership"));
  if (Install && SizeOf && Owns)
    Install([](const volatile void *, size_t) {},
            [](const volatile void *Pointer) {
              if (Pointer && Control::here() && Owns(Pointer))
                freed(Pointer, SizeOf(Pointer));
            });
}

//===----------------------------------------------------------------------===//
// Asking for memory
//===----------------------------------------------------------------------===//

LOCKSTEP_INTERCEPT void *malloc(size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  return noteAllocated(realAllocator().malloc(Size), Size);
}

LOCKSTEP_INTERCEPT void *calloc(size_t Count, size_t Size) noexcept {
  if (allocationFails(Count * Size, __builtin_return_address(0)))
    return nullptr;
  return noteAllocated(realAllocator().calloc(Count, Size), Count * Size);
}

LOCKSTEP_INTERCEPT void *realloc(void *Pointer, size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  if (Control *C = Pointer ? Control::here() : nullptr)
    return reallocate(*C, Pointer, Size, __builtin_return_address(0));
  return noteAllocated(realAllocator().realloc(Pointer, Size), Size);
}

LOCKSTEP_INTERCEPT void *reallocarray(void *Pointer, size_t Count,
                                      size_t Size) noexcept {
  if (allocationFails(Count * Size, __builtin_return_address(0)))
    return nullptr;
  Control *C = Pointer ? Control::here() : nullptr;
  if (size_t Bytes; C && !__builtin_mul_overflow(Count, Size, &Bytes))
    return reallocate(*C, Pointer, Bytes, __builtin_return_address(0));
  return noteAllocated(real().reallocarray(Pointer, Count, Size), Count * Size);
}

LOCKSTEP_INTERCEPT void *aligned_alloc(size_t Alignment, size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  return noteAllocated(real().aligned_alloc(Alignment, Size), Size);
}

LOCKSTEP_INTERCEPT void *memalign(size_t Alignment, size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  return noteAllocated(real().memalign(Alignment, Size), Size);
}

LOCKSTEP_INTERCEPT int posix_memalign(void **Pointer, size_t Alignment,
                                      size_t Size) noexcept {
  int Errno = errno; // not for this function to set
  if (allocationFails(Size, __builtin_return_address(0))) {
    errno = Errno;
    return ENOMEM;
  }
  int Result = real().posix_memalign(Pointer, Alignment, Size);
  if (!Result)
    noteAllocated(*Pointer, Size);
  return Result;
}

LOCKSTEP_INTERCEPT void *valloc(size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  return noteAllocated(real().valloc(Size), Size);
}

LOCKSTEP_INTERCEPT void *pvalloc(size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  return noteAllocated(real().pvalloc(Size), Size);
}

//===----------------------------------------------------------------------===//
// Giving it back
//===----------------------------------------------------------------------===//

LOCKSTEP_INTERCEPT void free(void *Pointer) noexcept {
  if (!Pointer)
    return;
  if (Control *C = Control::here())
    giveBack(*C, Pointer, __builtin_return_address(0));
  else
    realAllocator().free(Pointer);
}
