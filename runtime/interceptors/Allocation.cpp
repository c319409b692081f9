//===- Allocation.cpp - Memory that is given back -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What lies in freed memory is no object any more, and who touched it before
// says nothing about who touches it next. Allocating needs no interceptor.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"

using namespace lockstep;

extern "C" void __libc_free(void *);

static void forget(void *Pointer) {
  Control *C = Control::here();
  if (!C)
    return;
  Control::Scope Inside(*C);
  C->engine().forget(uint64_t(Pointer), real().malloc_usable_size(Pointer));
}

LOCKSTEP_INTERCEPT void free(void *Pointer) noexcept {
  if (!Pointer)
    return;
  if (!detail::RealsResolved) {
    // dlsym, called while we look for the real functions, frees what it
    // allocated from libc.
    __libc_free(Pointer);
    return;
  }
  forget(Pointer);
  real().free(Pointer);
}

LOCKSTEP_INTERCEPT void *realloc(void *Pointer, size_t Size) noexcept {
  if (Pointer)
    forget(Pointer);
  return real().realloc(Pointer, Size);
}

LOCKSTEP_INTERCEPT int munmap(void *Address, size_t Size) noexcept {
  if (Control *C = Control::here()) {
    Control::Scope Inside(*C);
    C->engine().forget(uint64_t(Address), Size);
  }
  return real().munmap(Address, Size);
}
