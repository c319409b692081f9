//===- DigestMaker.cpp - Makes the digest of an execution
//--------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/DigestMaker.h"

#include "base/Check.h"
#include "explore/ProgramStates.h"

#include <algorithm>

using namespace lockstep;

namespace {
/// More sites on one object than this are not paired with each other: their
/// number is a square.
constexpr size_t MostSitesPaired = 512;

/// Each event waits for the hash of the one before: a product is soon there.
uint64_t mix(uint64_t A, uint64_t B) {
  auto Product = static_cast<unsigned __int128>(A ^ 0x9E3779B97F4A7C15ull) *
                 (B ^ 0xD1342543DE82EF95ull);
  return uint64_t(Product) ^ uint64_t(Product >> 64);
}

uint64_t pairKey(uint32_t A, uint32_t B) { return uint64_t(A) << 32 | B; }

template <class List> void sortUnique(List &Of) {
  std::sort(Of.begin(), Of.end());
  Of.erase(std::unique(Of.begin(), Of.end()), Of.end());
}
} // namespace

void DigestMaker::begin(const ExecutionLog &Log) {
  Keys.begin();
  for (size_t Child = 1; Child < Log.Parents.size(); ++Child)
    Keys.created(ThreadId(uint32_t(Child)), ThreadId(Log.Parents[Child]));
  Reads.begin();
  Edges.clear();
  EdgeList.clear();
  SiteKeys.clear();
  SitesOnObjects.clear();
  ThreadNumbers.clear();
  ThreadsOnObjects.clear();
  Objects.clear();
  ThreadHash.clear();
  for (size_t Thread = 0; Thread < Keys.size(); ++Thread)
    ThreadHash.push_back(Keys[ThreadId(uint32_t(Thread))]);
  State = 0;
}

Observation DigestMaker::digest(const ExecutionLog &Log, uint64_t Choices,
                                ObservationDetail Wanted) {
  begin(Log);
  Observation Seen;
  Seen.Steps = Log.Decisions.size();
  Seen.Choices = Choices;
  for (size_t Thread = 0; Thread < Keys.size(); ++Thread) {
    ThreadId Id{uint32_t(Thread)};
    uint64_t Parent = Thread ? Keys[ThreadId(Log.Parents[Thread])] : 0;
    Seen.Threads.push_back({Keys[Id], Parent, 0});
  }
  for (const Decision &Step : Log.Decisions)
    note(Step, Wanted.Path, Seen);
  for (uint64_t Hash : ThreadHash)
    Seen.Fingerprint += mix(Hash, 1);
  listSites(Seen);
  listPairs(Seen);
  listUses(Log, Seen);
  if (Wanted.Schedule)
    listStates(Log, Keys, Seen);
  return Seen;
}

void DigestMaker::note(const Decision &Step, bool WithPath, Observation &Into) {
  ThreadId Who = Step.thread();
  LOCKSTEP_CHECK(Who.index() < ThreadHash.size());
  uint64_t &Hash = ThreadHash[Who.index()];
  if (Step.isValue()) {
    Hash = mix(Hash, pairKey(Step.choice(), uint32_t(Step.reason())));
    return;
  }
  ThreadUse &Use = Into.Threads[Who.index()];
  ++Use.Events;
  if (WithPath)
    Into.Path.push_back({State, Use.Key});
  Access Kind = operationAccess(Step.Kind);
  Hash = mix(Hash, pairKey(Step.Site, uint32_t(Step.Kind)) + Step.Flags);
  if (Kind == Access::None || Step.Object == ObjectId::InvalidValue)
    return;
  Hash = print(Step, Kind);
  if (Step.Site != SiteId::InvalidValue)
    noteAccess(Step);
}

/// The hash of an event: its thread's past and what it depends on.
uint64_t DigestMaker::print(const Decision &Step, Access Kind) {
  if (Step.Object >= Objects.size())
    Objects.resize(Step.Object + 1u);
  ObjectState &Object = Objects[Step.Object];
  uint64_t Hash = mix(ThreadHash[Step.Thread], Object.WriteHash);
  if (Kind == Access::Read) {
    Object.ReadHash += Hash;
    return Hash;
  }
  Hash = mix(Hash, Object.ReadHash);
  Object.WriteHash = Hash;
  Object.ReadHash = 0;
  return Hash;
}

void DigestMaker::noteAccess(const Decision &Step) {
  ThreadId Who = Step.thread();
  SiteId Where(Step.Site);
  ObjectId What(Step.Object);
  bool ReadsIt = readsObject(Step.Kind), WritesIt = writesObject(Step.Kind);

  ObjectState &Object = Objects[Step.Object];
  if (!Object.First.isValid())
    Object.First = Who;
  Object.Multiple |= Object.First != Who;
  Object.Written |= WritesIt;

  auto [SiteNumber, NewSite] = SiteKeys.insert(pairKey(Step.Object, Step.Site));
  if (NewSite)
    SitesOnObjects.push_back({What, Where, Who});
  SiteOnObject &Site = SitesOnObjects[SiteNumber];
  Site.Multiple |= Site.First != Who;
  Site.Reads |= ReadsIt;
  Site.Writes |= WritesIt;
  Site.Changes |=
      operationObject(Step.Kind) == ObjectKind::Memory ? WritesIt : ReadsIt;

  if (Site.User != Who)
    noteUser(Site, Who);
  ++ThreadsOnObjects[Site.UserNumber].Events;

  if (ReadsIt) {
    SiteId From = Reads.lastWriter(What).Site;
    if (!Site.HasRead || Site.From != From)
      noteRead(Site, From);
    State += Site.FromHash;
  }
  if (WritesIt)
    Reads.wrote(What, Where, Who);
}

void DigestMaker::noteUser(SiteOnObject &Site, ThreadId Who) {
  auto [Number, IsNew] =
      ThreadNumbers.insert(pairKey(Site.Object.Value, Who.Value));
  if (IsNew)
    ThreadsOnObjects.push_back({Site.Object, Who, 0});
  Site.User = Who;
  Site.UserNumber = Number;
}

void DigestMaker::noteRead(SiteOnObject &Site, SiteId From) {
  if (Edges.insert(pairKey(Site.Site.Value, From.Value)).second)
    EdgeList.push_back({Site.Site, From});
  Site.HasRead = true;
  Site.From = From;
  Site.FromHash = readsFromHash(Site.Site, From);
}

void DigestMaker::listSites(Observation &Into) const {
  for (const SiteOnObject &Of : SitesOnObjects) {
    Into.Reached.push_back(Of.Site);
    const ObjectState &Object = Objects[Of.Object.index()];
    if (Object.Multiple && Object.Written) {
      Into.Conflicting.push_back(Of.Site);
      if (Of.Changes)
        Into.Changing.push_back(Of.Site);
    }
  }
  sortUnique(Into.Reached);
  sortUnique(Into.Conflicting);
  sortUnique(Into.Changing);
}

void DigestMaker::listPairs(Observation &Into) {
  Into.ReadsFrom = EdgeList;
  std::sort(Into.ReadsFrom.begin(), Into.ReadsFrom.end());
  // Sites of one object side by side.
  std::vector<SiteOnObject> Sites;
  for (const SiteOnObject &Of : SitesOnObjects) {
    const ObjectState &Object = Objects[Of.Object.index()];
    if (Object.Multiple && Object.Written)
      Sites.push_back(Of);
  }
  std::stable_sort(Sites.begin(), Sites.end(),
                   [](const SiteOnObject &A, const SiteOnObject &B) {
                     return A.Object < B.Object;
                   });
  for (size_t Begin = 0, End; Begin < Sites.size(); Begin = End) {
    for (End = Begin; End < Sites.size(); ++End)
      if (Sites[End].Object != Sites[Begin].Object)
        break;
    size_t Last = std::min(End, Begin + MostSitesPaired);
    for (size_t R = Begin; R < Last; ++R)
      for (size_t W = Begin; Sites[R].Reads && W < Last; ++W)
        if (Sites[W].Writes && (Sites[R].Multiple || Sites[W].Multiple ||
                                Sites[R].First != Sites[W].First))
          Into.Possible.push_back({Sites[R].Site, Sites[W].Site});
  }
  sortUnique(Into.Possible);
}

void DigestMaker::listUses(const ExecutionLog &Log, Observation &Into) const {
  for (const ThreadOnObject &Of : ThreadsOnObjects) {
    const ObjectState &Object = Objects[Of.Object.index()];
    uint32_t I = Of.Object.index();
    if (Object.Multiple && Object.Written && I < Log.Addresses.size() &&
        Log.Addresses[I])
      Into.Uses.push_back({Log.Addresses[I], Keys[Of.Thread], Of.Events});
  }
  std::sort(Into.Uses.begin(), Into.Uses.end(),
            [](const ObjectUse &A, const ObjectUse &B) {
              return A.Address != B.Address ? A.Address < B.Address
                                            : A.Thread < B.Thread;
            });
}
