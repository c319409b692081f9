//===- Slice.cpp - The events that led to a step --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/Slice.h"

#include <algorithm>
#include <unordered_map>

using namespace lockstep;
using namespace lockstep::explain;

namespace {
/// Who first asked, in the pass back, for what came before.
struct Asker {
  EventIndex For = NoIndex;
  ThreadId Thread;
};

/// The pass back.
class Closing {
public:
  Closing(const Trace &Source, const Causes &Of)
      : Source(Source), Of(Of), Wanted(Of.size()) {}

  void addEnd(const EndCauses &End) {
    Asker From{NoIndex, End.Thread};
    for (const Cause &Direct : End.Direct)
      want(Direct.Event, Direct.Why, From);
    Threads.insert_or_assign(End.Thread.index(), From);
    if (End.Depends.isValid())
      Objects.try_emplace(End.Depends.index(), From);
    Anything = true;
    Latest = From;
  }

  void want(EventIndex Event, Reason Why, Asker By) {
    SliceEntry &Slot = Wanted[Event];
    if (Slot.Event == NoIndex)
      Slot = {Event, Why, By.For, By.Thread};
  }

  std::vector<SliceEntry> run(EventIndex Last);

private:
  void visit(EventIndex I);
  void keep(EventIndex I);

  const Trace &Source;
  const Causes &Of;
  std::vector<SliceEntry> Wanted; ///< Event is NoIndex: not (yet)
  std::unordered_map<uint32_t, Asker> Threads, Objects;
  bool Anything = false; ///< something later is kept
  Asker Latest;          ///< the earliest of that
};
} // namespace

/// Takes \p I into the slice: asks for what it comes from.
void Closing::keep(EventIndex I) {
  Asker Self{I, Source.Events[I].Thread};
  for (const Cause &Direct : Of.direct(I))
    want(Direct.Event, Direct.Why, Self);
  Threads.insert_or_assign(Self.Thread.index(), Self);
  if (ObjectId Object = Of.dependsOn(I); Object.isValid())
    Objects.insert_or_assign(Object.index(), Self);
  Anything = true;
  Latest = Self;
}

void Closing::visit(EventIndex I) {
  if (Wanted[I].Event == NoIndex) {
    auto Object = Objects.find(Of.changes(I).index());
    if (Object != Objects.end())
      want(I, Reason::State, Object->second);
  }
  if (Wanted[I].Event == NoIndex && Of.observes(I)) {
    auto Thread = Threads.find(Source.Events[I].Thread.index());
    if (Thread != Threads.end())
      want(I, Reason::Steers, Thread->second);
  }
  if (Wanted[I].Event != NoIndex)
    keep(I);
}

std::vector<SliceEntry> Closing::run(EventIndex Last) {
  for (EventIndex I = Last; I-- > 0;) {
    // The point after event I.
    auto Point =
        Anything ? Of.alonePoints().find(I + 1) : Of.alonePoints().end();
    if (Point != Of.alonePoints().end())
      for (EventIndex Writer : Point->second)
        want(Writer, Reason::Alone, Latest);
    visit(I);
  }
  std::vector<SliceEntry> Entries;
  for (const SliceEntry &Entry : Wanted)
    if (Entry.Event != NoIndex)
      Entries.push_back(Entry);
  return Entries;
}

static std::vector<bool> marked(const std::vector<SliceEntry> &Entries,
                                size_t Size) {
  std::vector<bool> Kept(Size);
  for (const SliceEntry &Entry : Entries)
    Kept[Entry.Event] = true;
  return Kept;
}

Slice Slice::toTheEnd(const Trace &Source, const Causes &Of) {
  Closing Work(Source, Of);
  for (const EndCauses &End : Of.ends())
    Work.addEnd(End);
  Slice Result;
  Result.Entries = Work.run(EventIndex(Of.size()));
  Result.Kept = marked(Result.Entries, Of.size());
  return Result;
}

Slice Slice::toEvent(const Trace &Source, const Causes &Of, EventIndex Last) {
  Closing Work(Source, Of);
  Work.want(Last, Reason::Failure, {NoIndex, Source.Events[Last].Thread});
  Slice Result;
  Result.Entries = Work.run(Last + 1);
  Result.Kept = marked(Result.Entries, Of.size());
  return Result;
}

EventIndex explain::eventAtStep(const Trace &Source, uint64_t Step) {
  auto Found = std::lower_bound(
      Source.Events.begin(), Source.Events.end(), Step,
      [](const Event &E, uint64_t Wanted) { return E.Step < Wanted; });
  bool Exists = Found != Source.Events.end() && Found->Step == Step;
  return Exists ? EventIndex(Found - Source.Events.begin()) : NoIndex;
}

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

namespace {
struct Words {
  const char *Slug;
  const char *OfCause;
  const char *AtEnd;
  const char *OfEffect;
};
constexpr Words Table[] = {
#define LOCKSTEP_REASON(Name, Slug, OfCause, AtEnd, OfEffect)                  \
  {Slug, OfCause, AtEnd, OfEffect},
#include "explain/reasons.def"
};
} // namespace

static std::string substitute(std::string Text, const std::string &Mark,
                              const std::string &With) {
  for (size_t At; (At = Text.find(Mark)) != std::string::npos;)
    Text.replace(At, Mark.size(), With);
  return Text;
}

static std::string phrase(const char *Pattern, ThreadId Thread, uint64_t Step) {
  std::string Text =
      substitute(Pattern, "{T}", "T" + std::to_string(Thread.index()));
  return substitute(std::move(Text), "{N}", std::to_string(Step));
}

std::string explain::whyText(const Trace &Source, const SliceEntry &Entry) {
  const Words &Of = Table[unsigned(Entry.Why)];
  if (Entry.For == NoIndex)
    return phrase(Of.AtEnd, Entry.Thread, 0);
  return phrase(Of.OfCause, Entry.Thread, Source.Events[Entry.For].Step);
}

std::string explain::effectText(const Trace &Source, const Cause &Of) {
  const Event &E = Source.Events[Of.Event];
  return phrase(Table[unsigned(Of.Why)].OfEffect, E.Thread, E.Step);
}

const char *explain::reasonSlug(Reason Why) {
  return Table[unsigned(Why)].Slug;
}
