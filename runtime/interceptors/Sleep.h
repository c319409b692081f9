//===- Sleep.h - Waiting for virtual time -----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_SLEEP_H
#define LOCKSTEP_INTERCEPTORS_SLEEP_H

#include "switching/Control.h"

#include <time.h>

namespace lockstep {

/// The current thread does nothing until \p Deadline, in virtual nanoseconds
/// since the execution began; when that has come already, it yields. For
/// interceptors that are not inside a Control::Scope.
/// \returns the nanoseconds that were left when a signal interrupted the sleep
/// (ValueReason::Interrupt); 0 when it was not.
uint64_t sleepUntil(Control &C, uint64_t Deadline, void *ReturnAddress);

/// The end of a \p Span of time, which is not negative, from now on; what
/// overflows lasts for ever.
uint64_t deadlineIn(Control &C, const timespec &Span);

/// The same for a span of time from now on. \p Duration is valid and not
/// negative.
uint64_t sleepFor(Control &C, const timespec &Duration, void *ReturnAddress);

/// Whether \p Duration is one that nanosleep(2) accepts.
inline bool isValidDuration(const timespec &Duration) {
  return Duration.tv_sec >= 0 && Duration.tv_nsec >= 0 &&
         Duration.tv_nsec < 1000000000;
}

} // namespace lockstep

#endif
