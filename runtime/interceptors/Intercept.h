//===- Intercept.h - What every interceptor needs ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_INTERCEPT_H
#define LOCKSTEP_INTERCEPTORS_INTERCEPT_H

#include "platform/Real.h"
#include "switching/Control.h"

/// Marks a definition that replaces the program's. The list of them is
/// preload/exports.map, which a test holds against the library.
#define LOCKSTEP_INTERCEPT extern "C" __attribute__((visibility("default")))

namespace lockstep {

/// Waits that end by themselves: the deadline of \p Absolute on \p Clock in
/// virtual nanoseconds since the execution began, as Operation::Deadline wants
/// it; 0 when it is in the past. \p Absolute null: NoDeadline.
uint64_t deadlineOn(clockid_t Clock, const timespec *Absolute);

/// What virtual time \p Clock shows \p Now nanoseconds into the execution.
timespec virtualTime(clockid_t Clock, uint64_t Now);

/// Whether \p Time is one that the C library accepts: nanoseconds in range.
inline bool isValidTime(const timespec &Time) {
  return Time.tv_nsec >= 0 && Time.tv_nsec < 1000000000;
}

/// How a wait ends that gave up when its time had come, or because a signal
/// interrupted it (ValueReason::Interrupt; its deadline was then 0).
constexpr Effect TimedOutCall{.Value = ETIMEDOUT, .Flags = EventTimedOut};
constexpr Effect InterruptedCall{.Value = EINTR, .Flags = EventFailed};

/// An operation without object at a call that the pass does not announce.
inline Operation unannounced(Control &C, OpKind Kind, void *ReturnAddress) {
  Operation Op;
  Op.Kind = Kind;
  SiteId Library = C.self().InLibrary;
  Op.Site =
      Library.isValid() ? Library : C.sites().place(uint64_t(ReturnAddress));
  return Op;
}

/// The program called \p Function, which is carried out for real and outside
/// the model; said once per place, counted, listed in the report.
inline void noteUncontrolled(Control &C, const char *Function,
                             void *ReturnAddress) {
  C.observer().uncontrolled(Function, uint64_t(ReturnAddress));
}

} // namespace lockstep

#endif
