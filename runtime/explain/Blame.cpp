//===- Blame.cpp - The step after which failing is likely -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/Blame.h"

#include <algorithm>
#include <cmath>

using namespace lockstep;
using namespace lockstep::explain;

namespace {
constexpr uint64_t GridGaps = 16;
constexpr size_t MostMeasures = 80;
} // namespace

Interval explain::wilsonInterval(uint64_t Failures, uint64_t Samples) {
  if (!Samples)
    return {};
  constexpr double Z = 1.959963984540054; // 95 %, two-sided
  double N = double(Samples), Rate = double(Failures) / N;
  double Center = Rate + Z * Z / (2 * N), Scale = 1 + Z * Z / N;
  double Half = Z * std::sqrt(Rate * (1 - Rate) / N + Z * Z / (4 * N * N));
  return {std::max(0.0, (Center - Half) / Scale),
          std::min(1.0, (Center + Half) / Scale)};
}

bool Blame::isClear() const {
  return After > 0 &&
         Measures[After].Prefix == Measures[After - 1].Prefix + 1 &&
         interval(After - 1).High < interval(After).Low;
}

/// The measure after the largest rise; of equal ones the last. 0: there is
/// none.
static size_t largestRise(const std::vector<BlameMeasure> &Measures) {
  size_t Best = 0;
  int64_t Most = 1;
  for (size_t I = 1; I < Measures.size(); ++I) {
    int64_t Rise =
        int64_t(Measures[I].Failures) - int64_t(Measures[I - 1].Failures);
    if (Rise < Most)
      continue;
    Most = Rise;
    Best = I;
  }
  return Best;
}

Blame explain::findBlame(uint64_t Decisions, uint64_t Samples,
                         PrefixOracle &Oracle) {
  Blame Result;
  Result.Samples = Samples;
  auto Measure = [&](uint64_t Prefix) {
    return BlameMeasure{Prefix, Oracle.failures(Prefix)};
  };
  uint64_t Gaps = std::min(GridGaps, std::max<uint64_t>(Decisions, 1));
  for (uint64_t I = 0; I <= Gaps; ++I) {
    // In this order of operations nothing overflows.
    uint64_t Prefix = Decisions / Gaps * I + Decisions % Gaps * I / Gaps;
    if (Result.Measures.empty() || Result.Measures.back().Prefix != Prefix)
      Result.Measures.push_back(Measure(Prefix));
  }
  for (;;) {
    Result.After = largestRise(Result.Measures);
    if (!Result.After || Result.Measures.size() == MostMeasures)
      return Result;
    uint64_t Low = Result.Measures[Result.After - 1].Prefix;
    uint64_t High = Result.Measures[Result.After].Prefix;
    if (High - Low == 1)
      return Result;
    Result.Measures.insert(Result.Measures.begin() + long(Result.After),
                           Measure(Low + (High - Low) / 2));
  }
}
