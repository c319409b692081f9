//===- RaceText.cpp - Data races in words ---------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Finding.h"
#include "report/Messages.h"
#include "report/RaceFacts.h"

#include <algorithm>

using namespace lockstep;

namespace {
class RaceText {
public:
  RaceText(ReportContext &Context, Finding &Found, const RaceFacts &Facts)
      : Context(Context), Found(Found), Schedule(Context.Record.Schedule),
        Facts(Facts) {}

  void describe();

private:
  void tell(const RaceSide &Side, const std::string &Text);
  void tellLocks();
  void tellHandover();
  void addStack(const RaceSide &Side, bool Past);

  ReportContext &Context;
  Finding &Found;
  const Trace &Schedule;
  const RaceFacts &Facts;
};
} // namespace

/// One access: who, where, and what it held.
void RaceText::tell(const RaceSide &Side, const std::string &Text) {
  Found.say(0, Text);
  Found.show(Context, Side.Where);
  std::vector<std::string> Names;
  for (const RaceLock &Lock : Side.Locks) {
    if (Lock.Since != NoEvent)
      Found.Evidence.push_back(Lock.Since);
    Names.push_back(messages::raceLock(Context.Names.longName(Lock.Object),
                                       Lock.Taken.text(), Lock.Shared));
  }
  // Most accesses are no events: what the thread did last before it stands for
  // it in the schedule.
  const RaceAccess &Access = Side.Access;
  auto Last = size_t(std::min<uint64_t>(Access.Events, Schedule.Events.size()));
  while (Last > 0 && Schedule.Events[Last - 1].Thread != Access.Thread)
    --Last;
  if (Last)
    Found.Evidence.push_back(Last - 1);
  Found.say(1,
            messages::raceHolding(Names.empty() ? "" : messages::list(Names)));
}

void RaceText::tellLocks() {
  unsigned Width = Context.Style.Width;
  switch (Facts.Locking) {
  case RaceLocking::Nothing:
    return Found.explain(Width, messages::raceNoLock());
  case RaceLocking::BothReading:
    return Found.explain(
        Width, messages::raceReaders(Context.Names.longName(Facts.Lock)));
  case RaceLocking::Usual: {
    const RaceSide &Lacks = Facts.EarlierLacks ? Facts.Earlier : Facts.Later;
    return Found.explain(Width, messages::raceUsualLock(
                                    Context.Names.longName(Facts.Lock),
                                    Facts.Held, Facts.All, Lacks.Where.text()));
  }
  }
}

void RaceText::tellHandover() {
  if (!Facts.Handover)
    return;
  const Event &Store = Schedule.Events[Facts.Handover->Store];
  const Event &Load = Schedule.Events[Facts.Handover->Load];
  Found.explain(Context.Style.Width,
                messages::raceHandover(
                    Context.thread(Store.Thread), Context.thread(Load.Thread),
                    Context.Names.longName(Store.Object),
                    Context.place(Store).text(), Context.place(Load).text()));
  Found.Evidence.push_back(Facts.Handover->Store);
  Found.Evidence.push_back(Facts.Handover->Load);
}

void RaceText::addStack(const RaceSide &Side, bool Past) {
  const RaceAccess &Access = Side.Access;
  Found.Stacks.push_back({messages::stackOfAccess(Context.thread(Access.Thread),
                                                  Access.Write, Past),
                          Access.Stack, Access.Site});
}

void RaceText::describe() {
  const RaceAccess &Earlier = Facts.Earlier.Access, &Later = Facts.Later.Access;
  std::string Before = Context.thread(Earlier.Thread);
  std::string After = Context.thread(Later.Thread);
  Found.Headline = messages::headRace(After, Before, Facts.Name);
  Found.Where = Facts.Later.Where;
  Found.Body.push_back("");
  tell(Facts.Later, messages::raceLater(After, Later.Write, Later.Atomic,
                                        Facts.Later.Where.text()));
  tell(Facts.Earlier,
       messages::raceEarlier(Before, Earlier.Write, Earlier.Atomic,
                             Facts.Earlier.Where.text()));
  addStack(Facts.Later, false);
  addStack(Facts.Earlier, true);
  if (Schedule.Memory.BlockSize) {
    Found.say(0, messages::raceBlock(Schedule.Memory.Offset,
                                     Schedule.Memory.BlockSize));
    tellAllocation(Context, Found);
  }
  Found.Body.push_back("");
  if (Facts.isHalfAtomic())
    Found.explain(Context.Style.Width, messages::raceHalfAtomic());
  tellLocks();
  tellHandover();
  // Who fails has the stack of its creation anyway.
  if (const ThreadRecord *Known = Context.threadRecord(Earlier.Thread);
      Known && Known->Created.isValid())
    Found.Stacks.push_back(
        {messages::stackOfCreation(Before, Context.thread(Known->Parent)),
         Known->Created, SiteId()});
}

void lockstep::describeRace(ReportContext &Context, Finding &Found) {
  if (std::optional<RaceFacts> Facts = factsOfRace(Context))
    return RaceText(Context, Found, *Facts).describe();
  const Trace &Schedule = Context.Record.Schedule;
  Found.Headline = messages::headRaceUnknown(Context.thread(Schedule.Culprit));
  Found.Where =
      Context.Where.find(Schedule.FailedSite, Context.Record.FailedAt);
}
