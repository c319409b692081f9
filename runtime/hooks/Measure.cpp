//===- Measure.cpp - How long strings are ---------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// By hand: what the C library has for it may be replaced by a sanitizer, which
// would report the program's mistake as ours.
//
//===----------------------------------------------------------------------===//

#include "hooks/Measure.h"

#include <algorithm>

using namespace lockstep;

/// Characters with the terminator. Volatile: a loop that the compiler knows
/// would become a call of the library.
template <class Character>
static uint64_t length(const void *Text, uint64_t Limit) {
  auto *At = static_cast<const volatile Character *>(Text);
  for (uint64_t Count = 0; Count != Limit; ++Count)
    if (!At[Count])
      return Count + 1;
  return Limit;
}

template <class Character>
static uint64_t commonLength(const void *Text, const void *Other,
                             uint64_t Limit) {
  auto *A = static_cast<const volatile Character *>(Text);
  auto *B = static_cast<const volatile Character *>(Other);
  for (uint64_t Count = 0; Count != Limit; ++Count) {
    Character Here = A[Count];
    if (!Here || Here != B[Count])
      return Count + 1;
  }
  return Limit;
}

/// What strtol(3) surely looks at; digits beyond nine are left out.
static uint64_t numberLength(const void *Text, uint64_t Base) {
  auto *Begin = static_cast<const volatile char *>(Text), *At = Begin;
  while (*At == ' ' || (*At >= '\t' && *At <= '\r'))
    ++At;
  if (*At == '-' || *At == '+')
    ++At;
  char Last = char('0' + std::clamp<uint64_t>(Base, 1, 10) - 1);
  while (*At >= '0' && *At <= Last)
    ++At;
  return uint64_t(At - Begin) + 1;
}

uint64_t lockstep::measure(lockstep_measure What, const void *Text,
                           const void *Other, uint64_t Limit) {
  switch (What) {
  case lockstep_measure_text:
    return length<char>(Text, Limit);
  case lockstep_measure_wide:
    return length<wchar_t>(Text, Limit) * sizeof(wchar_t);
  case lockstep_measure_common:
    return commonLength<char>(Text, Other, Limit);
  case lockstep_measure_common_wide:
    return commonLength<wchar_t>(Text, Other, Limit) * sizeof(wchar_t);
  case lockstep_measure_number:
    return numberLength(Text, Limit);
  }
  return 0;
}
