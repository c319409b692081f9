//===- Learning.cpp - What a campaign knows -------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Learning.h"

#include <algorithm>

using namespace lockstep;

void Learning::add(Lesson Of) {
  const Observation &Seen = Of.Seen;
  ++Fresh.Executions;
  Fresh.MaxSteps = std::max(Fresh.MaxSteps, Seen.Steps);
  Fresh.MaxChoices = std::max(Fresh.MaxChoices, Seen.Choices);
  Fresh.MaxThreads = std::max(Fresh.MaxThreads, uint32_t(Seen.Threads.size()));
  FreshShared.insert(Of.Shared.begin(), Of.Shared.end());
  Waiting.push_back(std::move(Of));
}

void Learning::endBatch() {
  for (const Lesson &Of : Waiting) {
    Covered.add(Of.Seen);
    Learner.learn(Of.Seen);
    for (SiteId Site : Of.Seen.Conflicting)
      if (Conflicting.insert(Site))
        Quiet.erase(Site);
    for (SiteId Site : Of.Seen.Reached)
      if (!Conflicting.contains(Site))
        Quiet.insert(Site);
  }
  Waiting.clear();
  Now.Known = Fresh;
  if (FreshShared.size() != Now.Shared.size())
    Now.Shared.assign(FreshShared.begin(), FreshShared.end());
}

const SiteSet *Learning::quietFor(uint64_t Seed) const {
  return Now.Known.Executions && Seed % 8 ? &Quiet : nullptr;
}

static void rename(SiteId &Site, uint32_t First,
                   const std::vector<SiteId> &Ids) {
  if (Site.isValid() && Site.Value >= First && Site.Value - First < Ids.size())
    Site = Ids[Site.Value - First];
}

void lockstep::nameSites(Lesson &Of, const std::vector<SiteId> &Ids) {
  if (Ids.empty())
    return;
  Observation &Seen = Of.Seen;
  for (std::vector<SitePair> *Pairs : {&Seen.ReadsFrom, &Seen.Possible}) {
    for (SitePair &Pair : *Pairs) {
      rename(Pair.Read, Of.FirstNewPlace, Ids);
      rename(Pair.Write, Of.FirstNewPlace, Ids);
    }
    std::sort(Pairs->begin(), Pairs->end());
  }
  for (std::vector<SiteId> *Sites : {&Seen.Reached, &Seen.Conflicting}) {
    for (SiteId &Site : *Sites)
      rename(Site, Of.FirstNewPlace, Ids);
    std::sort(Sites->begin(), Sites->end());
  }
}
