//===- Accesses.cpp - Plain accesses, and what races ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of the engine that decides which plain accesses are scheduling
// points. Where races are looked for, those that race: an access that
// synchronization always orders cannot show anything in another place of the
// schedule, as long as the synchronization itself is a point. Where they are
// not, all accesses to what is shared.
//
//===----------------------------------------------------------------------===//

#include "engine/Engine.h"

using namespace lockstep;

bool Engine::isSharedAccess(uint64_t Address, uint64_t Size, bool Write,
                            SiteId Site) {
  if (Races) {
    if (Races->isRepeated(Current, Address, Size, Write)) [[likely]]
      return KnownShared.contains(Site);
    const std::vector<Race> &Found =
        Races->access(Current, {Address, Size, Site, Current, Write});
    if (Found.empty()) [[likely]]
      return KnownShared.contains(Site);
    raced(Found);
    return true;
  }
  SharedMap::Touch Seen = Shared.touch(Address, Size, Write, Current, Site);
  if (!Seen.Shared)
    return KnownShared.contains(Site);
  learn(Site);
  learn(Seen.Previous);
  learn(Seen.Before);
  return true;
}

void Engine::learn(SiteId Site) {
  if (Site.isValid() && !KnownShared.contains(Site) && Learnt.insert(Site))
    Log.learnt(Site);
}

void Engine::setKnownShared(const std::vector<uint32_t> &Sites) {
  for (uint32_t Site : Sites)
    KnownShared.insert(SiteId(Site));
}

bool Engine::isUsedByOthers(uint64_t Address, uint64_t Size) {
  if (Live <= 1)
    return false;
  // With a detector, plain accesses are known to it alone.
  return Shared.isForeign(Address, Size, Current) ||
         (Races && !Races->unordered(Address, Size, Current).empty());
}

void Engine::freed(uint64_t Address, uint64_t Size) {
  if (Races) {
    if (!Alone)
      for (SiteId Site : Races->unordered(Address, Size, Current))
        learn(Site);
    return forget(Address, Size);
  }
  std::vector<SiteId> Sites;
  Shared.forget(Address, Size, Current, Live > 1 ? &Sites : nullptr);
  for (SiteId Site : Sites)
    learn(Site);
  Recent = {};
}

void Engine::forget(uint64_t Address, uint64_t Size) {
  Shared.forget(Address, Size);
  forgetAccesses(Address, Size);
  Recent = {};
}

void Engine::forgetAccesses(uint64_t Address, uint64_t Size) {
  if (Races)
    Races->forget(Address, Size);
}

void Engine::setKnownRaces(std::vector<RacePair> Pairs) {
  if (Races)
    Races->setKnown(std::move(Pairs));
}

//===----------------------------------------------------------------------===//
// Races
//===----------------------------------------------------------------------===//

void Engine::raced(const std::vector<Race> &Found) {
  Log.raced();
  for (const Race &Of : Found) {
    learn(Of.Earlier.Site);
    learn(Of.Later.Site);
  }
  std::optional<Race> Of = Races->toReport(Found);
  if (!Of || Ended != OutcomeKind::Passed)
    return;
  Reported = Of;
  fail(OutcomeKind::DataRace, objectAt(Of->Address, ObjectKind::Memory));
  FailedSite = Of->Later.Site;
}

/// Atomics of other widths or offsets overlap without being the same object.
void Engine::checkOverlaps(const Operation &Op) {
  for (ObjectId Id = Shared.cell(Op.Address).Objects; Id.isValid();
       Id = Objects[Id.index()].Next) {
    const Object &Other = Objects[Id.index()];
    if (Id != Op.Object && Other.Kind == ObjectKind::Memory)
      Races->alsoTouched(Op, Current, Id, Other.Address);
  }
}

void Engine::checkRaces(const Operation &Op, const Effect &Done) {
  const Object *Target = Op.Object.isValid() ? &object(Op.Object) : nullptr;
  const std::vector<Race> &Found = Races->performed(Op, Done, Current, Target);
  if (!Found.empty())
    raced(Found);
  if (Op.Order != lockstep_order_none && Op.Address)
    checkOverlaps(Op);
  // Who comes later does not ask the library, but looks at the guard itself.
  if (Op.Kind == OpKind::GuardRelease)
    Races->storeUnseen(
        Current, objectAt(object(Op.Object).Address, ObjectKind::Memory), 1);
  if (Live == 1 && !Alone)
    Alone = Races->isAlone(Current, Live);
}
