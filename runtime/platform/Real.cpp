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

static void *lookUp(const char *Name, const char *Version) {
  if (*Version)
    if (void *Found = dlvsym(RTLD_NEXT, Name, Version))
      return Found;
  return dlsym(RTLD_NEXT, Name);
}

void detail::resolveReals() {
  // dlsym may call back into calloc and free; both cope (Allocation.cpp).
#define LOCKSTEP_REAL(Name, Version)                                           \
  Reals.Name = reinterpret_cast<decltype(&::Name)>(lookUp(#Name, Version));
#include "platform/Real.def"
  RealsResolved = true;
}
