//===- Statistics.h - Exact bounds for counted trials -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TEST_SUPPORT_STATISTICS_H
#define LOCKSTEP_TEST_SUPPORT_STATISTICS_H

#include <cstdint>
#include <span>

namespace lockstep::scripted {

/// The probability of at most \p Hits hits in \p Trials independent trials that
/// each hit with probability \p P.
double binomialAtMost(uint64_t Hits, uint64_t Trials, double P);

struct Interval {
  double Low = 0;
  double High = 1;
  bool contains(double X) const { return Low <= X && X <= High; }
};

/// The probabilities of a hit that \p Hits in \p Trials do not rule out: each
/// end is wrong with at most probability \p Error (Clopper and Pearson 1934).
Interval plausibleRates(uint64_t Hits, uint64_t Trials, double Error = 1e-4);

/// How likely counts at least as far from \p Expected as \p Counts are, by
/// Pearson's chi-square. Expected holds probabilities that add up to 1.
double chiSquareTail(std::span<const uint64_t> Counts,
                     std::span<const double> Expected);

/// Half the sum of the differences of two distributions: the largest difference
/// that any event can have.
double totalVariation(std::span<const double> A, std::span<const double> B);

} // namespace lockstep::scripted

#endif
