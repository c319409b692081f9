//===- Futex.h - The futex system call under control ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_FUTEX_H
#define LOCKSTEP_INTERCEPTORS_FUTEX_H

#include "switching/Control.h"

namespace lockstep {

/// The arguments of futex(2), by the names that it gives them.
struct FutexCall {
  uint32_t *Address;
  int Operation;
  uint32_t Value;
  long TimeoutOrValue2; ///< a timespec's address, or a number
  uint32_t *Address2;
  uint32_t Value3;
};

/// Performs \p Call for the current thread; inside a Control::Scope. \returns
/// what the kernel would: a result, or a negative error number.
long callFutex(Control &C, const FutexCall &Call, void *Caller);

} // namespace lockstep

#endif
