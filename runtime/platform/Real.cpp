//===- Real.cpp - The functions behind our interceptors -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/Real.h"

#include <dlfcn.h>

using namespace lockstep;

constinit RealFunctions detail::Reals{};
constinit bool detail::RealsResolved = false;
constinit bool detail::AllocatorResolved = false;

extern "C" {
void *__libc_malloc(size_t) noexcept;
void *__libc_calloc(size_t, size_t) noexcept;
void *__libc_realloc(void *, size_t) noexcept;
void __libc_free(void *) noexcept;
}

static void *lookUp(const char *Name, const char *Version) {
  if (*Version)
    if (void *Found = dlvsym(RTLD_NEXT, Name, Version))
      return Found;
  return dlsym(RTLD_NEXT, Name);
}

void detail::resolveAllocator() {
  Reals.malloc = __libc_malloc;
  Reals.calloc = __libc_calloc;
  Reals.realloc = __libc_realloc;
  Reals.free = __libc_free;
  AllocatorResolved = true;
  // All at once: what one allocates another frees. These exist, and for names
  // that exist dlsym keeps no memory.
  void *Found[] = {dlsym(RTLD_NEXT, "malloc"), dlsym(RTLD_NEXT, "calloc"),
                   dlsym(RTLD_NEXT, "realloc"), dlsym(RTLD_NEXT, "free")};
  Reals.malloc = reinterpret_cast<decltype(&::malloc)>(Found[0]);
  Reals.calloc = reinterpret_cast<decltype(&::calloc)>(Found[1]);
  Reals.realloc = reinterpret_cast<decltype(&::realloc)>(Found[2]);
  Reals.free = reinterpret_cast<decltype(&::free)>(Found[3]);
}

void detail::resolveReals() {
  if (!AllocatorResolved)
    resolveAllocator();
#define LOCKSTEP_REAL(Name, Version)                                           \
  Reals.Name = reinterpret_cast<decltype(&::Name)>(lookUp(#Name, Version));
#include "platform/Real.def"
  RealsResolved = true;
}
