//===- ScheduleRing.cpp - Which abstract schedule is changed --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/ScheduleRing.h"

#include <algorithm>

using namespace lockstep;

namespace {
constexpr uint64_t MostEnergy = 16, MostLevel = 32;
constexpr size_t MostKept = 4096;
/// As many as a batch has executions at the most, or more.
constexpr size_t DealtOut = 256;

/// Whether \p Of came true: a pair that was wanted happened, or the read of one
/// that was not did without it.
bool isHeld(const Constraint &Of, const Observation &Seen) {
  bool Happened =
      std::binary_search(Seen.ReadsFrom.begin(), Seen.ReadsFrom.end(), Of.Pair);
  if (Of.Positive || Happened)
    return Of.Positive && Happened;
  return std::binary_search(Seen.Reached.begin(), Seen.Reached.end(),
                            Of.Pair.Read);
}

uint64_t hashOf(const Constraint &Of) {
  uint64_t Sites = uint64_t(Of.Pair.Read.Value) << 32 | Of.Pair.Write.Value;
  uint64_t State = Sites ^ (Of.Positive ? 0x706f73 : 0x6e6567);
  return splitMix64(State);
}
} // namespace

const AbstractSchedule &ScheduleRing::parentOf(uint64_t Place) const {
  return Ring[Turns.empty() ? 0 : Turns[Place % Turns.size()]].Schedule;
}

void ScheduleRing::learn(const AbstractSchedule &Followed,
                         const Observation &Seen) {
  Entry New{Followed, 0, Seen.Steps, 0, 0};
  bool IsNew = false;
  for (const Constraint &Each : Followed.Constraints) {
    if (!isHeld(Each, Seen))
      continue;
    New.Path += hashOf(Each);
    ++New.Held;
    IsNew |= Kept.insert(Each).second;
  }
  ++Spent;
  ++Executions;
  Steps += New.Steps;
  Held += New.Held;
  ++Times[New.Path];
  if (!IsNew || Ring.size() == MostKept)
    return;
  Fresh.push_back(uint32_t(Ring.size()));
  Ring.push_back(std::move(New));
}

/// How good an investment it is: quick executions and many constraints are.
/// The numbers are those of AFL.
uint64_t ScheduleRing::percentOf(const Entry &Of) const {
  uint64_t Mine = Of.Steps * Executions; // to be compared with Steps
  uint64_t Percent = Mine > 10 * Steps      ? 10
                     : Mine > 4 * Steps     ? 25
                     : Mine > 2 * Steps     ? 50
                     : 3 * Mine > 4 * Steps ? 75
                     : 4 * Mine < Steps     ? 300
                     : 3 * Mine < Steps     ? 200
                     : 2 * Mine < Steps     ? 150
                                            : 100;
  Mine = Of.Held * Executions;
  return Percent *
         (3 * Mine > 10 * Held  ? 300
          : Mine > 2 * Held     ? 200
          : 3 * Mine > 4 * Held ? 150
          : 3 * Mine < Held     ? 25
          : 2 * Mine < Held     ? 50
          : 3 * Mine < 2 * Held ? 75
                                : 100) /
         100;
}

uint64_t ScheduleRing::energyOf(Entry &Of) {
  uint64_t Mean = std::max<uint64_t>(Executions / Ring.size() + Adjust, 1);
  if (Times[Of.Path] > Mean)
    return 0;
  Of.Level = std::min(Of.Level + 1, MostLevel);
  uint64_t Runs =
      MostEnergy * percentOf(Of) * (uint64_t(1) << Of.Level) / (100 * Mean);
  return std::clamp<uint64_t>(Runs, 1, MostEnergy);
}

void ScheduleRing::endBatch() {
  Turns.erase(Turns.begin(),
              Turns.begin() + long(std::min<uint64_t>(Spent, Turns.size())));
  Spent = 0;
  auto Front = Turns.begin();
  for (uint32_t Index : Fresh) {
    uint64_t Runs = energyOf(Ring[Index]);
    Front = Turns.insert(Front, Runs, Index) + long(Runs);
  }
  Fresh.clear();
  for (size_t Skipped = 0; Turns.size() < DealtOut;) {
    uint64_t Runs = energyOf(Ring[Cursor]);
    Turns.insert(Turns.end(), Runs, uint32_t(Cursor));
    Cursor = (Cursor + 1) % Ring.size();
    Skipped = Runs ? 0 : Skipped + 1;
    if (Skipped < Ring.size())
      continue;
    ++Adjust;
    Skipped = 0;
  }
}
