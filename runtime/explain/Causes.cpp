//===- Causes.cpp - Which events each event comes from --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/Causes.h"

#include "explain/MemoryHistory.h"
#include "explain/Operations.h"
#include "explain/SyncHistory.h"

#include <algorithm>

using namespace lockstep;
using namespace lockstep::explain;

/// Makes the lists, one event after the other.
class Causes::Builder {
public:
  Builder(Causes &To, std::span<const uint64_t> Addresses)
      : To(To), Events(To.Source.Events), Memory(Addresses),
        Opens(barrierOpenings()) {}

  void run() {
    for (EventIndex I = 0; I < Events.size(); ++I) {
      To.First.push_back(To.Edges.size());
      takeMemory(I, Events[I]);
      Sync.take(I, Events[I], Opens[I], To.Edges);
      To.Flags.push_back(flagsOf(Events[I]));
      countThreads(I, Events[I]);
    }
    To.First.push_back(To.Edges.size());
    addEnds();
  }

private:
  std::vector<bool> barrierOpenings() const;
  void takeMemory(EventIndex I, const Event &E);
  void addReads(ObjectId Where, uint32_t Size, std::vector<Cause> &Out);
  void addOverwritten(const Event &E);
  static uint8_t flagsOf(const Event &E);
  void countThreads(EventIndex I, const Event &E);
  void addEnds();
  void addEnd(ThreadId Thread);

  Causes &To;
  const std::vector<Event> &Events;
  MemoryHistory Memory;
  SyncHistory Sync;
  std::vector<bool> Opens;
  std::vector<EventIndex> Writers; ///< scratch
  std::unordered_map<uint32_t, uint32_t>
      Size; ///< by object: of its last access
  uint64_t Live = 1;
};

/// The thread that arrives last passes at once: it has no second half.
std::vector<bool> Causes::Builder::barrierOpenings() const {
  std::vector<bool> Result(Events.size());
  std::unordered_map<uint32_t, OpKind> Next; // by thread
  const std::vector<TraceThreadEnd> &Ends = To.Source.Ends;
  for (uint32_t I = 0; I < Ends.size(); ++I)
    Next[I] = Ends[I].Kind;
  for (size_t I = Events.size(); I-- > 0;) {
    const Event &E = Events[I];
    OpKind &After = Next[E.Thread.index()];
    Result[I] =
        E.Kind == OpKind::BarrierArrive && After != OpKind::BarrierResume;
    After = E.Kind;
  }
  return Result;
}

void Causes::Builder::addReads(ObjectId Where, uint32_t Size,
                               std::vector<Cause> &Out) {
  Writers.clear();
  Memory.read(Where, Size, Writers);
  for (EventIndex Writer : Writers)
    Out.push_back({Writer, Events[Writer].Kind == OpKind::Free
                               ? Reason::Freed
                               : Reason::Write});
}

/// What another thread wrote and this one does not see is lost: often that is
/// the bug.
void Causes::Builder::addOverwritten(const Event &E) {
  if (readsMemory(E) || E.Kind == OpKind::Free)
    return;
  Writers.clear();
  Memory.read(E.Object, E.Size, Writers);
  for (EventIndex Writer : Writers)
    if (Events[Writer].Thread != E.Thread)
      To.Edges.push_back({Writer, Reason::Overwrite});
}

void Causes::Builder::takeMemory(EventIndex I, const Event &E) {
  // A futex wait compares the word first.
  if (E.Kind == OpKind::FutexWait && E.Second.isValid())
    addReads(E.Second, E.Size, To.Edges);
  if (!E.Object.isValid() || partOf(E.Kind) != Part::Memory)
    return;
  if (readsMemory(E))
    addReads(E.Object, E.Size, To.Edges);
  if (writesMemory(E)) {
    addOverwritten(E);
    Memory.write(E.Object, E.Size, I);
  }
  Size[E.Object.index()] = E.Size;
}

uint8_t Causes::Builder::flagsOf(const Event &E) {
  uint8_t Flags = explain::observes(E) ? Observes : 0;
  if (!E.Object.isValid())
    return Flags;
  bool Failed = E.Flags & (EventFailed | EventTimedOut);
  switch (partOf(E.Kind)) {
  case Part::Use:
    return Flags | Depends | Changes;
  case Part::Inspect:
    return Flags | Depends;
  case Part::Give:
  case Part::Take:
    // What fails, fails because of the value that it finds.
    return Flags | (Failed ? Depends : Changes);
  case Part::Detach:
  case Part::Join:
    return Flags | (Failed ? 0 : Changes);
  default:
    return Flags;
  }
}

void Causes::Builder::countThreads(EventIndex I, const Event &E) {
  Part Is = partOf(E.Kind);
  if (Is == Part::Create && !(E.Flags & EventFailed))
    ++Live;
  if (Is == Part::Exit && Live > 1 && --Live == 1)
    To.Alone[I + 1] = Memory.lastWriters();
}

//===----------------------------------------------------------------------===//
// The end
//===----------------------------------------------------------------------===//

void Causes::Builder::addEnd(ThreadId Thread) {
  EndCauses End;
  End.Thread = Thread;
  const std::vector<TraceThreadEnd> &Ends = To.Source.Ends;
  if (Thread.index() < Ends.size()) {
    const TraceThreadEnd &Pending = Ends[Thread.index()];
    Sync.atEnd(Thread, Pending, End.Direct);
    Part Is = partOf(Pending.Kind);
    // A lock in freed memory is memory, too.
    if ((Is == Part::Memory || isMemoryError(To.Source.Outcome)) &&
        Pending.Object.isValid())
      addReads(Pending.Object, Size[Pending.Object.index()], End.Direct);
    if (Is == Part::Take || Is == Part::Use || Is == Part::Join ||
        Is == Part::Detach)
      End.Depends = Pending.Object;
  }
  To.Ends.push_back(std::move(End));
}

void Causes::Builder::addEnds() {
  const Trace &Source = To.Source;
  bool Hangs = Source.Outcome == OutcomeKind::Deadlock ||
               Source.Outcome == OutcomeKind::LostWakeup ||
               Source.Outcome == OutcomeKind::Livelock;
  if (Hangs)
    for (uint32_t I = 0; I < Source.Ends.size(); ++I)
      if (ThreadState State = Source.Ends[I].State;
          State == ThreadState::Waiting || State == ThreadState::Spinning ||
          ThreadId(I) == Source.Culprit)
        addEnd(ThreadId(I));
  if (To.Ends.empty() && Source.Culprit.isValid())
    addEnd(Source.Culprit);
  if (To.Ends.empty() && !Events.empty())
    addEnd(Events.back().Thread);
}

//===----------------------------------------------------------------------===//
// Causes
//===----------------------------------------------------------------------===//

/// Addresses that say of a trace's objects what it says: which of them overlap.
static std::vector<uint64_t> addressesOf(const Trace &Source) {
  constexpr uint64_t Apart = uint64_t(1) << 33; // further than any distance
  std::vector<uint64_t> Addresses;
  for (const TraceObject &Object : Source.Objects) {
    uint64_t Base =
        Object.Base.isValid() ? Object.Base.index() : Addresses.size();
    Addresses.push_back((Base + 1) * Apart + Object.Distance);
  }
  return Addresses;
}

Causes::Causes(const Trace &Source, std::span<const uint64_t> Addresses)
    : Source(Source) {
  std::vector<uint64_t> OfTrace;
  if (Addresses.empty())
    Addresses = OfTrace = addressesOf(Source);
  First.reserve(Source.Events.size() + 1);
  Flags.reserve(Source.Events.size());
  Builder(*this, Addresses).run();
}

ObjectId Causes::dependsOn(EventIndex Of) const {
  return Flags[Of] & Depends ? Source.Events[Of].Object : ObjectId();
}

ObjectId Causes::changes(EventIndex Of) const {
  return Flags[Of] & Changes ? Source.Events[Of].Object : ObjectId();
}
