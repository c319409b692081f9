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

/// Accesses that raced conflict by definition, also where no two of them were
/// to the same object as the digest tells them: a block that is freed is
/// another one than the member that is read.
static void addRaces(Lesson &Of) {
  std::vector<SiteId> &Sites = Of.Seen.Conflicting;
  for (uint32_t Raced : Of.Shared)
    Sites.push_back(SiteId(Raced));
  std::sort(Sites.begin(), Sites.end());
  Sites.erase(std::unique(Sites.begin(), Sites.end()), Sites.end());
}

void Learning::endBatch() {
  for (Lesson &Of : Waiting) {
    addRaces(Of);
    Covered.add(Of.Seen);
    if (Of.IsForeign)
      Learner.learnFromOther(Of.Seen);
    else
      Learner.learn(Of.Seen);
    for (SiteId Site : Of.Seen.Conflicting)
      if (Conflicting.insert(Site))
        Quiet.erase(Site);
    for (SiteId Site : Of.Seen.Reached)
      if (!Conflicting.contains(Site))
        Quiet.insert(Site);
  }
  Learner.endBatch();
  Waiting.clear();
  Now.Known = Fresh;
  if (FreshShared.size() != Now.Shared.size())
    Now.Shared.assign(FreshShared.begin(), FreshShared.end());
}

const SiteSet *Learning::quietFor(uint64_t Seed) const {
  return Now.Known.Executions && Seed % 8 ? &Quiet : nullptr;
}

static void rename(SiteId &Site, const std::vector<SiteId> &ByNumber) {
  if (Site.isValid() && Site.Value >= FirstPlace &&
      Site.Value - FirstPlace < ByNumber.size())
    Site = ByNumber[Site.Value - FirstPlace];
}

void lockstep::nameSites(Lesson &Of, const std::vector<SiteId> &New) {
  std::vector<SiteId> ByNumber;
  for (uint32_t Id : Of.Places) {
    bool IsNew = Id >= Of.FirstNewPlace && Id - Of.FirstNewPlace < New.size();
    ByNumber.push_back(IsNew ? New[Id - Of.FirstNewPlace] : SiteId(Id));
  }
  if (ByNumber.empty())
    return;
  Observation &Seen = Of.Seen;
  for (std::vector<SitePair> *Pairs : {&Seen.ReadsFrom, &Seen.Possible}) {
    for (SitePair &Pair : *Pairs) {
      rename(Pair.Read, ByNumber);
      rename(Pair.Write, ByNumber);
    }
    std::sort(Pairs->begin(), Pairs->end());
  }
  for (std::vector<SiteId> *Sites :
       {&Seen.Reached, &Seen.Conflicting, &Seen.Changing}) {
    for (SiteId &Site : *Sites)
      rename(Site, ByNumber);
    std::sort(Sites->begin(), Sites->end());
  }
}
