//===- Coverage.cpp - How much a campaign has explored --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Coverage.h"

#include "base/Random.h"

#include <algorithm>

using namespace lockstep;

namespace {
/// Executions without a new behavior after which a campaign may be saturated.
constexpr uint64_t Patience = 100;
constexpr double SmallChance = 0.005;

uint64_t hashOf(const std::vector<SitePair> &Pairs) {
  uint64_t Hash = Pairs.size();
  for (const SitePair &Pair : Pairs) {
    Hash ^= uint64_t(Pair.Read.Value) << 32 | Pair.Write.Value;
    Hash = splitMix64(Hash);
  }
  return Hash;
}
} // namespace

bool SpeciesCount::meet(uint64_t Kind) {
  ++Met;
  uint32_t &Count = Counts[Kind];
  if (Count == ~uint32_t(0))
    return false;
  ++Count;
  Once += Count == 1;
  Once -= Count == 2;
  Twice += Count == 2;
  Twice -= Count == 3;
  return Count == 1;
}

double SpeciesCount::chanceOfNew() const {
  return Met ? double(Once) / double(Met) : 1;
}

double SpeciesCount::estimatedKinds() const {
  if (!Met)
    return 0;
  double Share = double(Met - 1) / double(Met);
  return double(kinds()) +
         Share * double(Once) * (double(Once) - 1) / (2 * (double(Twice) + 1));
}

void Coverage::add(const Observation &Seen) {
  Schedules.meet(Seen.Fingerprint);
  bool IsNew = Behaviors.meet(hashOf(Seen.ReadsFrom));
  ReadsFrom.insert(Seen.ReadsFrom.begin(), Seen.ReadsFrom.end());
  Possible.insert(Seen.Possible.begin(), Seen.Possible.end());
  for (SiteId Site : Seen.Reached)
    SiteNumber += Sites.insert(Site);
  if (IsNew)
    LastNew = executions();
}

uint64_t Coverage::missingPairs() const {
  return uint64_t(std::count_if(
      Possible.begin(), Possible.end(),
      [this](const SitePair &Pair) { return !ReadsFrom.contains(Pair); }));
}

bool Coverage::isSaturated() const {
  return executions() - LastNew >= Patience &&
         Behaviors.chanceOfNew() <= SmallChance;
}
