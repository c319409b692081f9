//===- Number.h - Numbers as people write them ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_NUMBER_H
#define LOCKSTEP_BASE_NUMBER_H

#include <charconv>
#include <cstdint>
#include <string_view>

namespace lockstep {

/// Reads \p Text, all of it, as a decimal number without sign. False, and
/// \p Value as it was, when it is empty, holds anything else or is too large.
inline bool parseNumber(std::string_view Text, uint64_t &Value) {
  uint64_t Number = 0;
  const char *End = Text.data() + Text.size();
  auto [Stop, Failure] = std::from_chars(Text.data(), End, Number);
  if (Text.empty() || Failure != std::errc() || Stop != End)
    return false;
  Value = Number;
  return true;
}

} // namespace lockstep

#endif
