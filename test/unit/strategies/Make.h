//===- Make.h - Strategies that exist ---------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_UNIT_STRATEGIES_MAKE_H
#define LOCKSTEP_TEST_UNIT_STRATEGIES_MAKE_H

#include "strategies/Strategies.h"

namespace lockstep::scripted {

/// The strategy that \p Spec names, which is right: "pct:depth=4".
inline std::unique_ptr<Strategy> make(std::string_view Spec) {
  return std::move(*makeStrategy(Spec));
}

} // namespace lockstep::scripted

#endif
