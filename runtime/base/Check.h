//===- Check.h - Internal consistency checks --------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_CHECK_H
#define LOCKSTEP_BASE_CHECK_H

namespace lockstep {

/// Called when Lockstep itself is wrong. Writes one line to standard error
/// without allocating and ends the process with SIGABRT's default action.
[[noreturn]] void checkFailed(const char *Condition, const char *File,
                              int Line);

} // namespace lockstep

/// Always on. For what only a fault in Lockstep can make false; bad input is a
/// Result, a bad program is an Outcome.
#define LOCKSTEP_CHECK(Condition)                                              \
  (__builtin_expect(!!(Condition), 1)                                          \
       ? (void)0                                                               \
       : ::lockstep::checkFailed(#Condition, __FILE__, __LINE__))

#endif
