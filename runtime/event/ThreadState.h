//===- ThreadState.h - Where a thread stood at the end ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EVENT_THREADSTATE_H
#define LOCKSTEP_EVENT_THREADSTATE_H

#include <cstdint>

namespace lockstep {

/// Where a thread stood when the execution ended. The numbers are part of the
/// trace format.
enum class ThreadState : uint8_t {
  Running,  ///< it was the one that ran
  Runnable, ///< it could have gone on
  Waiting,  ///< its pending operation could not proceed
  Spinning, ///< it re-reads what nobody changes
  Finished
};
constexpr unsigned ThreadStateCount = 5;

} // namespace lockstep

#endif
