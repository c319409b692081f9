//===- Allocation.cpp - Memory that is asked for and given back -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What lies in freed memory is no object any more, and who touched it before
// says nothing about who touches it next; for those who still access it, that
// it is freed matters like a write. Allocating is real, and may fail by choice.
//
//===----------------------------------------------------------------------===//

#include "interceptors/AllocationFailure.h"
#include "interceptors/Install.h"
#include "interceptors/Intercept.h"

#include <dlfcn.h>

using namespace lockstep;

static void freed(const volatile void *Pointer, size_t Size) {
  Control *C = Control::here();
  if (!C)
    return;
  Control::Scope Inside(*C);
  C->engine().freed(uint64_t(Pointer), Size);
}

static void freed(void *Pointer) {
  if (Control::here())
    freed(Pointer, real().malloc_usable_size(Pointer));
}

void lockstep::watchAllocator() {
  // The allocator of a sanitizer is part of the program, whose free() is found
  // before ours. It tells those who ask (sanitizer/allocator_interface.h).
  using MallocHook = void (*)(const volatile void *, size_t);
  using FreeHook = void (*)(const volatile void *);
  const auto Install = reinterpret_cast<int (*)(MallocHook, FreeHook)>(
      dlsym(RTLD_DEFAULT, "__sanitizer_install_malloc_and_free_hooks"));
  static const auto SizeOf =
      reinterpret_cast<size_t (*)(const volatile void *)>(
          dlsym(RTLD_DEFAULT, "__sanitizer_get_allocated_size"));
  if (Install && SizeOf)
    Install([](const volatile void *, size_t) {},
            [](const volatile void *Pointer) {
              if (Pointer && Control::here())
                freed(Pointer, SizeOf(Pointer));
            });
}

//===----------------------------------------------------------------------===//
// Asking for memory
//===----------------------------------------------------------------------===//

LOCKSTEP_INTERCEPT void *malloc(size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  return realAllocator().malloc(Size);
}

LOCKSTEP_INTERCEPT void *calloc(size_t Count, size_t Size) noexcept {
  if (allocationFails(Count * Size, __builtin_return_address(0)))
    return nullptr;
  return realAllocator().calloc(Count, Size);
}

LOCKSTEP_INTERCEPT void *realloc(void *Pointer, size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  if (Pointer)
    freed(Pointer);
  return realAllocator().realloc(Pointer, Size);
}

LOCKSTEP_INTERCEPT void *reallocarray(void *Pointer, size_t Count,
                                      size_t Size) noexcept {
  if (allocationFails(Count * Size, __builtin_return_address(0)))
    return nullptr;
  if (Pointer)
    freed(Pointer);
  return real().reallocarray(Pointer, Count, Size);
}

LOCKSTEP_INTERCEPT void *aligned_alloc(size_t Alignment, size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  return real().aligned_alloc(Alignment, Size);
}

LOCKSTEP_INTERCEPT void *memalign(size_t Alignment, size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  return real().memalign(Alignment, Size);
}

LOCKSTEP_INTERCEPT int posix_memalign(void **Pointer, size_t Alignment,
                                      size_t Size) noexcept {
  int Errno = errno; // not for this function to set
  if (allocationFails(Size, __builtin_return_address(0))) {
    errno = Errno;
    return ENOMEM;
  }
  return real().posix_memalign(Pointer, Alignment, Size);
}

LOCKSTEP_INTERCEPT void *valloc(size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  return real().valloc(Size);
}

LOCKSTEP_INTERCEPT void *pvalloc(size_t Size) noexcept {
  if (allocationFails(Size, __builtin_return_address(0)))
    return nullptr;
  return real().pvalloc(Size);
}

//===----------------------------------------------------------------------===//
// Giving it back
//===----------------------------------------------------------------------===//

LOCKSTEP_INTERCEPT void free(void *Pointer) noexcept {
  if (!Pointer)
    return;
  freed(Pointer);
  realAllocator().free(Pointer);
}

LOCKSTEP_INTERCEPT int munmap(void *Address, size_t Size) noexcept {
  if (Control *C = Control::here()) {
    Control::Scope Inside(*C);
    C->engine().freed(uint64_t(Address), Size);
  }
  return real().munmap(Address, Size);
}
