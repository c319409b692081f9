//===- AllocationFailure.h - Memory that cannot be had -------- -*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_ALLOCATIONFAILURE_H
#define LOCKSTEP_INTERCEPTORS_ALLOCATIONFAILURE_H

#include "switching/Control.h"

namespace lockstep {

/// Whether the program itself calls the allocator from \p Caller: its own code,
/// or operator new or delete of a C++ library.
bool isProgramRequest(Control &C, void *Caller);

/// What allocationFails() asks when the option is on.
bool allocationFailsNow(size_t Size, void *Caller);

/// Whether the allocation of \p Size bytes that \p Caller asks for fails by
/// choice (ValueReason::AllocationFailure); errno is ENOMEM then. Only what the
/// program itself asks for does: its own code, and operator new of a C++
/// library. Whoever intercepts an allocation asks this first.
inline bool allocationFails(size_t Size, void *Caller) {
  Control *C = Control::active();
  return C && C->engine().permits(ValueReason::AllocationFailure)
             ? allocationFailsNow(Size, Caller)
             : false;
}

} // namespace lockstep

#endif
