//===- StateArchive.cpp - States and how to get there ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/StateArchive.h"

#include "trace/SiteMatch.h"

#include <algorithm>

using namespace lockstep;

void StateArchive::settle() {
  Weights.resize(Ways.size());
  for (uint32_t State : Weighed)
    ++Weights[State];
  Weighed.clear();
}

uint32_t StateArchive::choose(Random &From) const {
  uint32_t Best = None;
  for (unsigned I = 0; I < Drawn && !Weights.empty(); ++I) {
    uint32_t State = From.below(uint32_t(Weights.size()));
    if (Best == None || Weights[State] < Weights[Best])
      Best = State;
  }
  return Best;
}

std::vector<Decision> StateArchive::wayTo(uint32_t State) const {
  auto [Along, Length] = wayOf(State);
  std::vector<Decision> Whole(Length);
  // From the end to the beginning.
  while (Along != None) {
    const Branch &From = Branches[Along];
    if (Length > From.Common) {
      auto Own = Decisions.begin() + long(From.Begin);
      std::copy_n(Own, Length - From.Common, Whole.begin() + From.Common);
      Length = From.Common;
    }
    Along = From.Of;
  }
  return Whole;
}

void StateArchive::add(const Observation &Seen, uint32_t From) {
  std::vector<Decision> Made = Seen.Schedule;
  for (Decision &Each : Made)
    if (!Each.isValue() && Each.Site >= FirstPlace)
      Each.Site = NoCounterpart;
  std::vector<Decision> Led = wayTo(From);
  auto Parted = std::mismatch(Made.begin(), Made.end(), Led.begin(), Led.end());
  size_t Common = size_t(Parted.first - Made.begin()), Needed = 0;

  bool IsFull = Decisions.size() + Made.size() - Common > MostDecisions;
  uint32_t Along = uint32_t(Branches.size());
  uint64_t Last = 0;
  // The state before the first decision is the beginning.
  for (size_t I = std::max<size_t>(Common, 1); I < Made.size(); ++I) {
    uint64_t State = Seen.States[I];
    if (State == Last || Made[I].isValue())
      continue;
    Last = State;
    if (IsFull || Numbers.size() == MostStates) {
      if (const uint32_t *Known = Numbers.find(State))
        Weighed.push_back(*Known);
      continue;
    }
    auto [Number, IsNew] = Numbers.insert(State);
    Weighed.push_back(Number);
    if (!IsNew)
      continue;
    Ways.push_back({Along, uint32_t(I)});
    Needed = I;
  }
  if (From != None)
    Weighed.push_back(From);
  if (!Needed)
    return;
  Branches.push_back({wayOf(From).Along, uint32_t(Common), Decisions.size()});
  Decisions.insert(Decisions.end(), Made.begin() + long(Common),
                   Made.begin() + long(std::max(Needed, Common)));
}
