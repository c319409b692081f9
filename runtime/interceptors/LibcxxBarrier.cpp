//===- LibcxxBarrier.cpp - std::barrier of libc++ -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads of std::barrier meet inside libc++.so, by atomics that nobody
// instruments. The thread that completes the phase is told so, and passes it on
// by an atomic in the program's own code; the others wait for that one.
//
//===----------------------------------------------------------------------===//

#include "base/Check.h"
#include "interceptors/RaceAnnotations.h"

#include <dlfcn.h>

using namespace lockstep;

namespace {
using Arriving = bool (*)(void *, unsigned char);

/// libc++'s function for a library that \p ReturnAddress lies in and that was
/// loaded later, with libc++.
Arriving loadedLater(void *ReturnAddress) {
  Dl_info Caller;
  void *Library = dladdr(ReturnAddress, &Caller)
                      ? dlopen(Caller.dli_fname, RTLD_LAZY | RTLD_NOLOAD)
                      : nullptr;
  LOCKSTEP_CHECK(Library);
  void *Found = dlsym(Library, "_ZNSt3__131__arrive_barrier_algorithm_base"
                               "EPNS_24__barrier_algorithm_baseEh");
  LOCKSTEP_CHECK(Found);
  dlclose(Library);
  return reinterpret_cast<Arriving>(Found);
}
} // namespace

LOCKSTEP_INTERCEPT bool
_ZNSt3__131__arrive_barrier_algorithm_baseEPNS_24__barrier_algorithm_baseEh(
    void *Base, unsigned char OldPhase) {
  Annotation().release(Base);
  Arriving Real =
      real()
          ._ZNSt3__131__arrive_barrier_algorithm_baseEPNS_24__barrier_algorithm_baseEh;
  if (!Real)
    Real = loadedLater(__builtin_return_address(0));
  bool Completed = Real(Base, OldPhase);
  if (Completed)
    Annotation().acquire(Base);
  return Completed;
}
