//===- Measure.cpp - Which schedule is simpler ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/Measure.h"

#include "shrink/Plan.h"

#include <algorithm>

using namespace lockstep;

Measure lockstep::measureOf(const std::vector<Decision> &Schedule,
                            uint64_t Preemptions) {
  Measure Total;
  Total.Preemptions = Preemptions;
  std::vector<bool> Seen;
  uint32_t Current = MainThread.Value;
  for (const Decision &Each : Schedule) {
    if (Each.isValue()) {
      Total.Rarities += !isUsual(Each);
      continue;
    }
    ++Total.Steps;
    Total.Switches += Each.Thread != Current;
    // A sleep always ends so.
    Total.Rarities += Each.timedOut() && Each.Kind != OpKind::Sleep;
    Current = Each.Thread;
    if (Each.Thread >= Seen.size())
      Seen.resize(Each.Thread + 1u);
    Seen[Each.Thread] = true;
  }
  Total.Threads = uint64_t(std::count(Seen.begin(), Seen.end(), true));
  return Total;
}

bool lockstep::isEarlier(const std::vector<Decision> &A,
                         const std::vector<Decision> &B) {
  uint32_t Current = MainThread.Value;
  for (size_t I = 0; I < A.size() && I < B.size(); ++I) {
    const Decision &X = A[I], &Y = B[I];
    if (X.isValue() && Y.isValue()) {
      if (isUsual(X) != isUsual(Y))
        return isUsual(X);
      if (!isUsual(X) && X.choice() != Y.choice())
        return X.choice() < Y.choice();
      continue;
    }
    if (X.isValue() != Y.isValue())
      return Y.isValue();
    if (X.Thread != Y.Thread)
      return X.Thread == Current ||
             (Y.Thread != Current && X.Thread < Y.Thread);
    Current = X.Thread;
  }
  return A.size() < B.size();
}
