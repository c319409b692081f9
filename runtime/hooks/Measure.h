//===- Measure.h - How long strings are -------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_HOOKS_MEASURE_H
#define LOCKSTEP_HOOKS_MEASURE_H

#include "lockstep/hooks.h"

namespace lockstep {

/// The bytes that \p Text, which can be read, has by \p What: of at most
/// \p Limit characters, or of a number with that base. \p Other is looked at
/// where it is to be compared.
uint64_t measure(lockstep_measure What, const void *Text, const void *Other,
                 uint64_t Limit);

/// The bytes of one character.
inline uint64_t characterSize(lockstep_measure What) {
  return What == lockstep_measure_wide || What == lockstep_measure_common_wide
             ? sizeof(wchar_t)
             : sizeof(char);
}

} // namespace lockstep

#endif
