//===- Nearest.h - What was meant by a misspelt word ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_NEAREST_H
#define LOCKSTEP_BASE_NEAREST_H

#include <cstdint>
#include <span>
#include <string_view>

namespace lockstep {

/// How many letters must be inserted, removed, replaced or swapped with their
/// neighbor to turn \p A into \p B, letters compared without case (optimal
/// string alignment: Damerau 1964, no substring edited twice).
uint32_t editDistance(std::string_view A, std::string_view B);

/// The candidate that \p Word was most likely meant to be: the one with the
/// smallest distance, the first of equals. Empty when none is within a third
/// of the word's length.
std::string_view nearest(std::string_view Word,
                         std::span<const std::string_view> Candidates);

} // namespace lockstep

#endif
