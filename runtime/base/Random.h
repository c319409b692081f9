//===- Random.h - The seeded generator --------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only source of randomness. Its output is specified, so that a seed means
// the same schedule on every machine and in every version: xoshiro256**
// (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM
// TOMS 2021), seeded from one 64-bit number by splitmix64, bounded numbers by
// Lemire's multiply-and-reject ("Fast Random Integer Generation in an
// Interval", ACM TOMACS 2019).
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_RANDOM_H
#define LOCKSTEP_BASE_RANDOM_H

#include "base/Check.h"

#include <cstdint>

namespace lockstep {

/// One step of splitmix64: a bijective mix of \p State, which it advances.
constexpr uint64_t splitMix64(uint64_t &State) {
  uint64_t Z = (State += 0x9E3779B97F4A7C15ull);
  Z = (Z ^ (Z >> 30)) * 0xBF58476D1CE4E5B9ull;
  Z = (Z ^ (Z >> 27)) * 0x94D049BB133111EBull;
  return Z ^ (Z >> 31);
}

/// The seed of execution number \p Iteration of a campaign with \p Seed.
constexpr uint64_t executionSeed(uint64_t Seed, uint64_t Iteration) {
  uint64_t State = Seed ^ (Iteration * 0xD1342543DE82EF95ull);
  splitMix64(State);
  return splitMix64(State);
}

/// xoshiro256**. Not for cryptography. Copyable; a copy continues alike.
class Random {
public:
  explicit constexpr Random(uint64_t Seed) {
    for (uint64_t &Word : State)
      Word = splitMix64(Seed);
  }

  /// 64 uniform bits.
  constexpr uint64_t next() {
    uint64_t Result = rotate(State[1] * 5, 7) * 9;
    uint64_t T = State[1] << 17;
    State[2] ^= State[0];
    State[3] ^= State[1];
    State[1] ^= State[2];
    State[0] ^= State[3];
    State[2] ^= T;
    State[3] = rotate(State[3], 45);
    return Result;
  }

  /// Uniform in [0, Bound). \p Bound must not be 0. Uses the high 32 bits of
  /// each draw.
  constexpr uint32_t below(uint32_t Bound) {
    uint64_t Product = (next() >> 32) * Bound;
    if (uint32_t(Product) < Bound) [[unlikely]] {
      uint32_t Threshold = -Bound % Bound;
      while (uint32_t(Product) < Threshold)
        Product = (next() >> 32) * Bound;
    }
    return uint32_t(Product >> 32);
  }

  /// True with probability Numerator / Denominator.
  constexpr bool chance(uint32_t Numerator, uint32_t Denominator) {
    return below(Denominator) < Numerator;
  }

private:
  static constexpr uint64_t rotate(uint64_t X, int K) {
    return (X << K) | (X >> (64 - K));
  }
  uint64_t State[4] = {};
};

} // namespace lockstep

#endif
