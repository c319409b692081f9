//===- ThreadExit.h - pthread_exit and cleanup handlers ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_THREADEXIT_H
#define LOCKSTEP_INTERCEPTORS_THREADEXIT_H

#include "switching/Control.h"

namespace lockstep {

/// Ends the current thread as pthread_exit does: cleanup handlers and C++
/// destructors run, innermost first, then Control::finish.
[[noreturn]] void exitThread(Control &C, void *Result);

} // namespace lockstep

#endif
