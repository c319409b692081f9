//===- RaceFacts.cpp - What there is to say of a data race ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/RaceFacts.h"

#include "report/LockSets.h"
#include "report/Text.h"

#include <algorithm>
#include <map>

using namespace lockstep;

namespace {

bool releases(const Event &E) {
  return E.Order == lockstep_order_release ||
         E.Order == lockstep_order_acq_rel || E.Order == lockstep_order_seq_cst;
}
bool acquires(const Event &E) {
  return E.Order == lockstep_order_acquire ||
         E.Order == lockstep_order_consume ||
         E.Order == lockstep_order_acq_rel || E.Order == lockstep_order_seq_cst;
}

class FactFinder {
public:
  explicit FactFinder(ReportContext &Context)
      : Context(Context), Schedule(Context.Record.Schedule),
        Locks(Schedule.Events) {}

  RaceFacts find();

private:
  std::string nameOf(const RaceAccess &Access) const {
    const TraceSite *Site = Context.Where.site(Access.Site);
    return Site ? escapeText(Site->Variable) : "";
  }
  std::vector<RaceLock> held(uint32_t Index);
  RaceSide side(uint32_t Index);
  void findLocking(RaceFacts &Facts);
  bool findUsual(RaceFacts &Facts);
  std::optional<RaceHandover> findHandover(const RaceAccess &Earlier,
                                           const RaceAccess &Later) const;

  ReportContext &Context;
  const Trace &Schedule;
  LockSets Locks;
};

} // namespace

/// The locks that were held at the access \p Index: those that Lockstep knows
/// itself, then those of the program's own making.
std::vector<RaceLock> FactFinder::held(uint32_t Index) {
  const RaceAccess &Access = Schedule.Accesses[Index];
  std::vector<RaceLock> Held;
  for (const HeldLock &Lock : Locks.held(Access.Thread, Access.Events))
    Held.push_back({Lock.Object, Context.place(Schedule.Events[Lock.Since]),
                    Lock.Since, Lock.Shared});
  auto Own = std::lower_bound(
      Schedule.Holds.begin(), Schedule.Holds.end(), Index,
      [](const AnnotatedHold &Hold, uint32_t I) { return Hold.Access < I; });
  for (; Own != Schedule.Holds.end() && Own->Access == Index; ++Own)
    Held.push_back({Own->Lock, Context.Where.find(Own->Caller, Own->Stack),
                    NoEvent, Own->Shared != 0});
  return Held;
}

RaceSide FactFinder::side(uint32_t Index) {
  RaceSide Side;
  Side.Access = Schedule.Accesses[Index];
  if (Index == 1 && !Side.Access.Stack.isValid())
    Side.Access.Stack = Context.Record.FailedAt;
  Side.Where = Context.Where.find(Side.Access.Site, Side.Access.Stack);
  Side.Locks = held(Index);
  return Side;
}

static bool holds(const RaceSide &Side, ObjectId Lock) {
  return std::any_of(Side.Locks.begin(), Side.Locks.end(),
                     [&](const RaceLock &Each) { return Each.Object == Lock; });
}

/// The lock that is held at most of the accesses, if one is at half of them.
bool FactFinder::findUsual(RaceFacts &Facts) {
  std::map<ObjectId, uint64_t> Count;
  for (uint32_t I = 2; I < Schedule.Accesses.size(); ++I, ++Facts.All)
    for (const RaceLock &Lock : held(I))
      ++Count[Lock.Object];
  for (const auto &[Object, Times] : Count)
    if (2 * Times >= Facts.All && Times > Facts.Held) {
      Facts.Held = Times;
      Facts.Lock = Object;
    }
  return Facts.Held != 0;
}

void FactFinder::findLocking(RaceFacts &Facts) {
  for (const RaceLock &Lock : Facts.Earlier.Locks)
    for (const RaceLock &Other : Facts.Later.Locks)
      if (Lock.Object == Other.Object && Lock.Shared && Other.Shared) {
        Facts.Locking = RaceLocking::BothReading;
        Facts.Lock = Lock.Object;
        return;
      }
  if (!findUsual(Facts))
    return;
  Facts.Locking = RaceLocking::Usual;
  Facts.EarlierLacks = holds(Facts.Later, Facts.Lock);
}

std::optional<RaceHandover>
FactFinder::findHandover(const RaceAccess &Earlier,
                         const RaceAccess &Later) const {
  const std::vector<Event> &Events = Schedule.Events;
  size_t End = size_t(std::min<uint64_t>(Later.Events, Events.size()));
  std::map<ObjectId, size_t> Stores;
  for (size_t I = size_t(Earlier.Events); I < End; ++I) {
    const Event &E = Events[I];
    bool Atomic = E.Order != lockstep_order_none && E.Object.isValid();
    if (!Atomic || (E.Flags & EventFailed))
      continue;
    if (E.Thread == Earlier.Thread && E.Kind != OpKind::AtomicLoad)
      Stores.try_emplace(E.Object, I);
    auto Store = Stores.find(E.Object);
    if (E.Thread == Later.Thread && E.Kind != OpKind::AtomicStore &&
        Store != Stores.end() &&
        !(releases(Events[Store->second]) && acquires(E)))
      return RaceHandover{Store->second, I};
  }
  return std::nullopt;
}

RaceFacts FactFinder::find() {
  RaceFacts Facts;
  Facts.Earlier = side(0);
  Facts.Later = side(1);
  for (const RaceSide *Side : {&Facts.Later, &Facts.Earlier})
    if (std::string Name = nameOf(Side->Access);
        Facts.Name.empty() && !Name.empty())
      Facts.Name = "'" + Name + "'";
  if (Facts.Name.empty())
    Facts.Name = Context.Names.longName(Schedule.FailedObject);
  findLocking(Facts);
  Facts.Handover = findHandover(Facts.Earlier.Access, Facts.Later.Access);
  return Facts;
}

std::optional<RaceFacts> lockstep::factsOfRace(ReportContext &Context) {
  const Trace &Schedule = Context.Record.Schedule;
  if (Schedule.Outcome != OutcomeKind::DataRace || Schedule.Accesses.size() < 2)
    return std::nullopt;
  return FactFinder(Context).find();
}
