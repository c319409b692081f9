//===- SanitizerRuntime.h - What lies before us in the program --*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sanitizer's runtime (compiler-rt) has functions of the same names as ours,
// which the program reaches first and which then call ours, and an allocator.
// It guards both with locks that the model does not know. Whoever waited for
// one would wait outside of our control: while it may hold one, no other thread
// is let in.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_SANITIZERRUNTIME_H
#define LOCKSTEP_INTERCEPTORS_SANITIZERRUNTIME_H

#include "switching/Control.h"

#include <string_view>

namespace lockstep {

/// What the program has of it. All false and empty when it has none, or before
/// learnSanitizerRuntime().
struct SanitizerRuntime {
  /// Calls of these functions come to another definition than ours first.
  bool WrapsCreate = false, WrapsDetach = false;

  /// Whether a clock is read by the runtime itself, by its allocator, from
  /// where \p ReturnAddress says. What the program asks comes out of a function
  /// of the runtime's for that, or is announced as a clock read.
  bool readsClock(Control &C, const void *ReturnAddress) const {
    auto From = uint64_t(ReturnAddress);
    return From - Begin < Size && From - ClockWrapper > ClockWrapperSize &&
           !C.announces(OpKind::ClockRead);
  }

  uint64_t Begin = 0, Size = 0; ///< the module that has its allocator
  uint64_t ClockWrapper = 0, ClockWrapperSize = 0;
};

namespace detail {
extern SanitizerRuntime TheSanitizerRuntime;
} // namespace detail

inline const SanitizerRuntime &sanitizerRuntime() {
  return detail::TheSanitizerRuntime;
}

/// Told of what is written to standard error: UBSan's minimal runtime has no
/// other way to say what it found. Null: nobody listens.
extern void (*HearStandardError)(std::string_view Text,
                                 const void *ReturnAddress);

/// In the driver, once.
void learnSanitizerRuntime();

} // namespace lockstep

#endif
