//===- Matching.cpp - Which events two executions share -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/Matching.h"

#include <map>
#include <tuple>

using namespace lockstep;
using namespace lockstep::explain;

static std::vector<Event> eventsWithPending(const Trace &Of) {
  std::vector<Event> Events = Of.Events;
  for (uint32_t I = 0; I < Of.Ends.size(); ++I) {
    const TraceThreadEnd &End = Of.Ends[I];
    if (End.State != ThreadState::Waiting || End.Kind == OpKind::None)
      continue;
    Event E;
    E.Step = Matching::NoStep;
    E.Thread = ThreadId(I);
    E.Kind = End.Kind;
    E.Site = End.Site;
    E.Caller = End.Caller;
    E.Object = End.Object;
    E.Second = End.Second;
    Events.push_back(E);
  }
  return Events;
}

Matching::Matching(const Trace &First, const Trace &Second)
    : First(First), Second(Second), FirstEvents(eventsWithPending(First)),
      SecondEvents(eventsWithPending(Second)) {
  matchThreads();
  FirstPlaces = numberPlaces(First);
  SecondPlaces = numberPlaces(Second);
  matchEvents();
}

void Matching::matchThreads() {
  std::map<std::pair<uint32_t, uint32_t>, ThreadId> Children;
  for (uint32_t I = 1; I < First.Threads.size(); ++I)
    Children[{First.Threads[I].Parent, First.Threads[I].BirthOrder}] =
        ThreadId(I);
  Threads.assign(Second.Threads.size(), ThreadId());
  if (!Threads.empty())
    Threads[0] = MainThread;
  // Parents are born before their children.
  for (uint32_t I = 1; I < Threads.size(); ++I) {
    const TraceThread &Of = Second.Threads[I];
    if (Of.Parent >= I || !Threads[Of.Parent].isValid())
      continue;
    auto Found = Children.find({Threads[Of.Parent].index(), Of.BirthOrder});
    if (Found != Children.end())
      Threads[I] = Found->second;
  }
}

ThreadId Matching::threadInFirst(ThreadId InSecond) const {
  return InSecond.index() < Threads.size() ? Threads[InSecond.index()]
                                           : ThreadId();
}

std::vector<uint32_t> Matching::numberPlaces(const Trace &Of) {
  std::vector<uint32_t> Places;
  for (const TraceSite &Site : Of.Sites) {
    std::string Name = Site.File + '\0' + Site.Function + '\0' + Site.Variable;
    Name += '\0' + std::to_string(Site.Line) + ':' +
            std::to_string(Site.Column) + ':' + std::to_string(Site.Offset);
    // What has no file is told apart by its module.
    if (Site.File.empty() && Site.Module < Of.Modules.size())
      Name += Of.Modules[Site.Module].Path;
    Places.push_back(
        PlaceNumbers.try_emplace(Name, uint32_t(PlaceNumbers.size()))
            .first->second);
  }
  return Places;
}

void Matching::matchEvents() {
  using Key = std::tuple<uint32_t, uint32_t, OpKind>;
  std::map<Key, std::vector<EventIndex>> Known;
  for (EventIndex I = 0; I < FirstEvents.size(); ++I) {
    const Event &E = FirstEvents[I];
    Known[{E.Thread.index(), placeInFirst(E.Site), E.Kind}].push_back(I);
  }
  ToSecond.assign(FirstEvents.size(), NoIndex);
  ToFirst.assign(SecondEvents.size(), NoIndex);
  std::map<Key, size_t> Seen;
  for (EventIndex I = 0; I < SecondEvents.size(); ++I) {
    const Event &E = SecondEvents[I];
    Key Of{threadInFirst(E.Thread).index(), placeInSecond(E.Site), E.Kind};
    size_t Which = Seen[Of]++;
    auto Found = Known.find(Of);
    if (Found == Known.end() || Which >= Found->second.size())
      continue;
    ToFirst[I] = Found->second[Which];
    ToSecond[ToFirst[I]] = I;
  }
}
