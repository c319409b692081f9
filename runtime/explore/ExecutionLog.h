//===- ExecutionLog.h - What an execution leaves behind ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLORE_EXECUTIONLOG_H
#define LOCKSTEP_EXPLORE_EXECUTIONLOG_H

#include "event/Decision.h"

#include <cstdint>
#include <span>

namespace lockstep {

/// What an execution leaves behind.
struct ExecutionLog {
  std::span<const Decision> Decisions;
  std::span<const uint16_t> Parents;   ///< by thread id; the main thread's: 0
  std::span<const uint64_t> Addresses; ///< by object id; 0: it has none
};

} // namespace lockstep

#endif
