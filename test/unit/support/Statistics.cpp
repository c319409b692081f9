//===- Statistics.cpp - Exact bounds for counted trials -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "support/Statistics.h"

#include "base/Check.h"

#include <cmath>
#include <numeric>

using namespace lockstep;
using namespace lockstep::scripted;

double scripted::binomialAtMost(uint64_t Hits, uint64_t Trials, double P) {
  if (Hits >= Trials || P <= 0)
    return 1;
  if (P >= 1)
    return 0;
  double N = double(Trials), Sum = 0;
  for (uint64_t Hit = 0; Hit <= Hits; ++Hit) {
    double H = double(Hit);
    Sum += std::exp(std::lgamma(N + 1) - std::lgamma(H + 1) -
                    std::lgamma(N - H + 1) + H * std::log(P) +
                    (N - H) * std::log1p(-P));
  }
  return std::fmin(Sum, 1);
}

/// The P at which \p Falling, which falls from 1 to 0, passes \p Level.
template <class Function>
static double crossing(Function Falling, double Level) {
  double Low = 0, High = 1;
  for (int Round = 0; Round < 40; ++Round) {
    double Middle = (Low + High) / 2;
    (Falling(Middle) > Level ? Low : High) = Middle;
  }
  return (Low + High) / 2;
}

Interval scripted::plausibleRates(uint64_t Hits, uint64_t Trials,
                                  double Error) {
  Interval Rates;
  if (Hits > 0)
    Rates.Low =
        crossing([=](double P) { return binomialAtMost(Hits - 1, Trials, P); },
                 1 - Error);
  if (Hits < Trials)
    Rates.High = crossing(
        [=](double P) { return binomialAtMost(Hits, Trials, P); }, Error);
  return Rates;
}

/// The upper regularized gamma function Q(Halves / 2, X), by its recurrence
/// Q(a + 1, x) = Q(a, x) + x^a e^-x / Gamma(a + 1).
static double upperGamma(unsigned Halves, double X) {
  double A = Halves % 2 ? 0.5 : 1;
  double Q = Halves % 2 ? std::erfc(std::sqrt(X)) : std::exp(-X);
  for (; 2 * A < Halves; A += 1)
    Q += std::exp(A * std::log(X) - X - std::lgamma(A + 1));
  return Q;
}

double scripted::chiSquareTail(std::span<const uint64_t> Counts,
                               std::span<const double> Expected) {
  LOCKSTEP_CHECK(Counts.size() == Expected.size() && Counts.size() > 1);
  double Total =
      double(std::accumulate(Counts.begin(), Counts.end(), uint64_t(0)));
  double Statistic = 0;
  for (size_t I = 0; I < Counts.size(); ++I) {
    double Mean = Total * Expected[I];
    // The approximation is poor below this.
    LOCKSTEP_CHECK(Mean >= 5);
    Statistic += (double(Counts[I]) - Mean) * (double(Counts[I]) - Mean) / Mean;
  }
  if (Statistic == 0)
    return 1;
  return upperGamma(unsigned(Counts.size() - 1), Statistic / 2);
}

double scripted::totalVariation(std::span<const double> A,
                                std::span<const double> B) {
  LOCKSTEP_CHECK(A.size() == B.size());
  double Sum = 0;
  for (size_t I = 0; I < A.size(); ++I)
    Sum += std::fabs(A[I] - B[I]);
  return Sum / 2;
}
