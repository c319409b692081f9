//===- Plan.cpp - A schedule as its deviations ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/Plan.h"

#include "base/Hash.h"

#include <algorithm>

using namespace lockstep;

uint64_t lockstep::hashOf(const Plan &Of) {
  std::vector<uint64_t> Words;
  for (const Deviation &Each : Of.Deviations) {
    Words.push_back(uint64_t(Each.Thread) << 32 | Each.Choice);
    Words.push_back(Each.After << 1 | Each.IsValue);
  }
  Words.push_back(~uint64_t(0));
  Words.insert(Words.end(), Of.Last.begin(), Of.Last.end());
  return hash64({reinterpret_cast<const char *>(Words.data()),
                 Words.size() * sizeof(uint64_t)});
}

Plan lockstep::planOf(const std::vector<Decision> &Schedule,
                      std::vector<Deviation> Switches) {
  Plan Made{std::move(Switches), {}};
  std::vector<uint64_t> Values;
  uint64_t Step = 0;
  for (const Decision &Each : Schedule) {
    if (!Each.isValue()) {
      ++Step;
      continue;
    }
    if (Each.Thread >= Values.size())
      Values.resize(Each.Thread + 1u);
    uint64_t After = Values[Each.Thread]++;
    if (!isUsual(Each))
      Made.Deviations.push_back(
          {Each.Thread, Each.choice(), After, true, Step});
  }
  // A value is chosen after the operation of the step before, and so before the
  // next is.
  std::stable_sort(Made.Deviations.begin(), Made.Deviations.end(),
                   [](const Deviation &A, const Deviation &B) {
                     return A.Step != B.Step ? A.Step < B.Step
                                             : A.IsValue && !B.IsValue;
                   });
  return Made;
}
