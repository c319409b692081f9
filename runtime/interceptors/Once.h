//===- Once.h - Calling a routine once --------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_ONCE_H
#define LOCKSTEP_INTERCEPTORS_ONCE_H

#include "switching/Control.h"

namespace lockstep {

/// Calls \p Routine unless that was done before, as pthread_once does; outside
/// of a Control::Scope. What \p Routine throws goes through.
/// \returns what pthread_once returns.
int callOnce(Control &C, pthread_once_t *Flag, void (*Routine)(), void *Caller);

} // namespace lockstep

#endif
