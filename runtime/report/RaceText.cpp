//===- RaceText.cpp - Data races in words ---------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Finding.h"
#include "report/LockSets.h"
#include "report/Messages.h"
#include "report/Text.h"

#include <algorithm>
#include <map>
#include <optional>

using namespace lockstep;

namespace {

/// A store and a load behind which the accesses would be ordered, had they the
/// orders for it.
struct Handover {
  size_t Store, Load; ///< events
};

bool releases(const Event &E) {
  return E.Order == lockstep_order_release ||
         E.Order == lockstep_order_acq_rel || E.Order == lockstep_order_seq_cst;
}
bool acquires(const Event &E) {
  return E.Order == lockstep_order_acquire ||
         E.Order == lockstep_order_consume ||
         E.Order == lockstep_order_acq_rel || E.Order == lockstep_order_seq_cst;
}

class RaceText {
public:
  RaceText(ReportContext &Context, Finding &Found)
      : Context(Context), Found(Found), Schedule(Context.Record.Schedule),
        Locks(Schedule.Events) {}

  void describe(const RaceAccess &Earlier, const RaceAccess &Later);

private:
  std::string nameOf(const RaceAccess &Access) const;
  std::string placeText(const RaceAccess &Access) {
    return Context.Where.find(Access.Site, Access.Stack).text();
  }
  std::vector<HeldLock> held(const RaceAccess &Access) {
    return Locks.held(Access.Thread, Access.Events);
  }
  void tell(const RaceAccess &Access, const std::string &Text);
  void tellLocks(const RaceAccess &Earlier, const RaceAccess &Later);
  void tellHandover(const RaceAccess &Earlier, const RaceAccess &Later);
  void addStacks(const RaceAccess &Access, const std::string &Title);
  std::optional<HeldLock> usualLock(uint64_t &Held, uint64_t &All);
  std::optional<Handover> findHandover(const RaceAccess &Earlier,
                                       const RaceAccess &Later) const;

  ReportContext &Context;
  Finding &Found;
  const Trace &Schedule;
  LockSets Locks;
};

} // namespace

/// As the program writes it; empty when it has no name there.
std::string RaceText::nameOf(const RaceAccess &Access) const {
  const TraceSite *Site = Context.Where.site(Access.Site);
  return Site ? escapeText(Site->Variable) : "";
}

/// One access: who, where, and what it held.
void RaceText::tell(const RaceAccess &Access, const std::string &Text) {
  Found.say(0, Text);
  Found.show(Context, Context.Where.find(Access.Site, Access.Stack));
  std::vector<std::string> Names;
  for (const HeldLock &Lock : held(Access)) {
    Found.Evidence.push_back(Lock.Since);
    const Event &Taken = Schedule.Events[Lock.Since];
    Names.push_back(messages::raceLock(Context.Names.longName(Lock.Object),
                                       Context.place(Taken).text(),
                                       Lock.Shared));
  }
  // Most accesses are no events: what the thread did last before it stands for
  // it in the schedule.
  auto Last = size_t(std::min<uint64_t>(Access.Events, Schedule.Events.size()));
  while (Last > 0 && Schedule.Events[Last - 1].Thread != Access.Thread)
    --Last;
  if (Last)
    Found.Evidence.push_back(Last - 1);
  Found.say(1,
            messages::raceHolding(Names.empty() ? "" : messages::list(Names)));
}

/// The lock that is held at most of the accesses, if one is at half of them.
std::optional<HeldLock> RaceText::usualLock(uint64_t &Held, uint64_t &All) {
  std::map<ObjectId, std::pair<uint64_t, HeldLock>> Count;
  All = Held = 0;
  for (size_t I = 2; I < Schedule.Accesses.size(); ++I, ++All)
    for (const HeldLock &Lock : held(Schedule.Accesses[I])) {
      auto &[Times, First] = Count[Lock.Object];
      if (!Times++)
        First = Lock;
    }
  std::optional<HeldLock> Usual;
  for (const auto &[Object, Times] : Count)
    if (2 * Times.first >= All && Times.first > Held) {
      Held = Times.first;
      Usual = Times.second;
    }
  return Usual;
}

void RaceText::tellLocks(const RaceAccess &Earlier, const RaceAccess &Later) {
  std::vector<HeldLock> Before = held(Earlier), After = held(Later);
  for (const HeldLock &Lock : Before)
    for (const HeldLock &Other : After)
      if (Lock.Object == Other.Object && Lock.Shared && Other.Shared)
        return Found.explain(
            Context.Style.Width,
            messages::raceReaders(Context.Names.longName(Lock.Object)));
  uint64_t Held, All;
  if (std::optional<HeldLock> Usual = usualLock(Held, All)) {
    std::string Lock = Context.Names.longName(Usual->Object);
    bool Here = std::any_of(After.begin(), After.end(), [&](const HeldLock &L) {
      return L.Object == Usual->Object;
    });
    Found.explain(Context.Style.Width,
                  messages::raceUsualLock(Lock, Held, All,
                                          placeText(Here ? Earlier : Later)));
    return;
  }
  Found.explain(Context.Style.Width, messages::raceNoLock());
}

std::optional<Handover> RaceText::findHandover(const RaceAccess &Earlier,
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
      return Handover{Store->second, I};
  }
  return std::nullopt;
}

void RaceText::tellHandover(const RaceAccess &Earlier,
                            const RaceAccess &Later) {
  std::optional<Handover> Passed = findHandover(Earlier, Later);
  if (!Passed)
    return;
  const Event &Store = Schedule.Events[Passed->Store];
  const Event &Load = Schedule.Events[Passed->Load];
  Found.explain(Context.Style.Width,
                messages::raceHandover(
                    Context.thread(Store.Thread), Context.thread(Load.Thread),
                    Context.Names.longName(Store.Object),
                    Context.place(Store).text(), Context.place(Load).text()));
  Found.Evidence.push_back(Passed->Store);
  Found.Evidence.push_back(Passed->Load);
}

void RaceText::addStacks(const RaceAccess &Access, const std::string &Title) {
  Found.Stacks.push_back({Title, Access.Stack, Access.Site});
}

void RaceText::describe(const RaceAccess &Earlier, const RaceAccess &Later) {
  std::string Name = nameOf(Later).empty() ? nameOf(Earlier) : nameOf(Later);
  if (Name.empty())
    Name = Context.Names.longName(Schedule.FailedObject);
  else
    Name = "'" + Name + "'";
  std::string Before = Context.thread(Earlier.Thread);
  std::string After = Context.thread(Later.Thread);
  Found.Headline = messages::headRace(After, Before, Name);
  Found.Where = Context.Where.find(Later.Site, Later.Stack);
  Found.Body.push_back("");
  tell(Later,
       messages::raceLater(After, Later.Write, Later.Atomic, placeText(Later)));
  tell(Earlier, messages::raceEarlier(Before, Earlier.Write, Earlier.Atomic,
                                      placeText(Earlier)));
  Found.Body.push_back("");
  if (Earlier.Atomic != Later.Atomic)
    Found.explain(Context.Style.Width, messages::raceHalfAtomic());
  tellLocks(Earlier, Later);
  tellHandover(Earlier, Later);
  addStacks(Later, messages::stackOfAccess(After, Later.Write, false));
  addStacks(Earlier, messages::stackOfAccess(Before, Earlier.Write, true));
  // Who fails has the stack of its creation anyway.
  if (const ThreadRecord *Known = Context.threadRecord(Earlier.Thread);
      Known && Known->Created.isValid())
    Found.Stacks.push_back(
        {messages::stackOfCreation(Before, Context.thread(Known->Parent)),
         Known->Created, SiteId()});
}

void lockstep::describeRace(ReportContext &Context, Finding &Found) {
  const Trace &Schedule = Context.Record.Schedule;
  if (Schedule.Accesses.size() < 2) {
    Found.Headline =
        messages::headRaceUnknown(Context.thread(Schedule.Culprit));
    Found.Where =
        Context.Where.find(Schedule.FailedSite, Context.Record.FailedAt);
    return;
  }
  RaceAccess Later = Schedule.Accesses[1];
  if (!Later.Stack.isValid())
    Later.Stack = Context.Record.FailedAt;
  RaceText(Context, Found).describe(Schedule.Accesses[0], Later);
}
