//===- SyncHistory.cpp - Who let whom go on -------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/SyncHistory.h"

#include "explain/Operations.h"

#include <algorithm>

using namespace lockstep;
using namespace lockstep::explain;

static void add(std::vector<Cause> &Out, EventIndex Event, Reason Why) {
  if (Event != NoIndex)
    Out.push_back({Event, Why});
}

static bool failed(const Event &E) {
  return E.Flags & (EventFailed | EventTimedOut);
}

const SyncHistory::State *SyncHistory::find(ObjectId Object) const {
  auto Found = Objects.find(Object.index());
  return Found == Objects.end() ? nullptr : &Found->second;
}

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

template <class List> static void addAll(std::vector<Cause> &Out, List &From) {
  for (const auto &Each : From)
    add(Out, Each.Event, Reason::Holds);
}

void SyncHistory::lock(EventIndex Index, const Event &E, bool Shared,
                       std::vector<Cause> &Out) {
  State &Of = at(E.Object);
  if (failed(E)) {
    addAll(Out, Of.Holders);
    if (!Shared)
      addAll(Out, Of.Readers);
    return;
  }
  add(Out, Of.LastUnlock, Reason::Unlock);
  if (Shared) {
    Of.Readers.push_back({E.Thread, Index});
    return;
  }
  for (EventIndex Reader : Of.ReadUnlocks)
    add(Out, Reader, Reason::Unlock);
  Of.ReadUnlocks.clear();
  // A robust mutex is inherited from a holder that exited.
  if (!Of.Holders.empty() && Of.Holders.back().Thread != E.Thread) {
    addAll(Out, Of.Holders);
    add(Out, Threads[Of.Holders.back().Thread.index()].Exit, Reason::Unlock);
    Of.Holders.clear();
  }
  Of.Holders.push_back({E.Thread, Index});
}

void SyncHistory::unlock(EventIndex Index, ThreadId Thread, State &Of) {
  auto Own = [Thread](const Held &H) { return H.Thread == Thread; };
  auto Reader = std::find_if(Of.Readers.begin(), Of.Readers.end(), Own);
  if (Reader != Of.Readers.end()) {
    Of.Readers.erase(Reader);
    Of.ReadUnlocks.push_back(Index);
    return;
  }
  if (!Of.Holders.empty())
    Of.Holders.pop_back();
  Of.LastUnlock = Index;
}

void SyncHistory::enter(EventIndex Index, const Event &E,
                        std::vector<Cause> &Out) {
  State &Of = at(E.Object);
  add(Out, Of.LastUnlock, Reason::Unlock);
  // The value says whether this thread runs the initializer.
  if (!(E.Flags & EventHasValue) || E.Value)
    Of.Holders.push_back({E.Thread, Index});
}

//===----------------------------------------------------------------------===//
// Waits and wake-ups
//===----------------------------------------------------------------------===//

void SyncHistory::waitBegins(EventIndex Index, const Event &E) {
  if (E.Flags & EventFailed)
    return;
  // A condition variable's wait gives the mutex back.
  if (E.Second.isValid() && E.Kind != OpKind::FutexWait)
    unlock(Index, E.Thread, at(E.Second));
  Threads[E.Thread.index()].Wait = Index;
  at(E.Object).Parked.push_back({E.Thread, Index});
}

/// Which of several waiters a wake-up reached is not in the events: each that
/// woke somebody since the wait began may have been the one.
void SyncHistory::addWakes(const State &Of, EventIndex Since,
                           std::vector<Cause> &Out) const {
  auto After = std::upper_bound(Of.Wakes.begin(), Of.Wakes.end(), Since);
  for (; After != Of.Wakes.end(); ++After)
    add(Out, *After, Reason::Wake);
}

void SyncHistory::waitEnds(const Event &E, std::vector<Cause> &Out) {
  EventIndex &Wait = Threads[E.Thread.index()].Wait;
  // Without a beginning it is a wait that failed at once.
  if (Wait == NoIndex)
    return;
  add(Out, Wait, Reason::Begins);
  State &Of = at(E.Object);
  if (!(E.Flags & (EventTimedOut | EventSpurious | EventFailed))) {
    addWakes(Of, Wait, Out);
    for (uint32_t Other : Of.MovedTo)
      addWakes(Objects[Other], Wait, Out);
  }
  std::erase_if(at(E.Object).Parked,
                [&](const Held &H) { return H.Thread == E.Thread; });
  Wait = NoIndex;
}

void SyncHistory::wake(EventIndex Index, const Event &E) {
  // Made first: making one may move the other.
  if (E.Second.isValid())
    at(E.Second);
  State &Of = at(E.Object);
  Of.LastWake = Index;
  bool WokeNobody = (E.Flags & EventHasValue) && !E.Value;
  if (WokeNobody)
    return;
  Of.Wakes.push_back(Index);
  if (!E.Second.isValid())
    return;
  // It may have woken on both words, and moved waiters from one to the other.
  State &Other = at(E.Second);
  if (E.Second != E.Object) {
    Other.Wakes.push_back(Index);
    Other.LastWake = Index;
  }
  if (std::find(Of.MovedTo.begin(), Of.MovedTo.end(), E.Second.index()) ==
      Of.MovedTo.end())
    Of.MovedTo.push_back(E.Second.index());
}

void SyncHistory::arrive(EventIndex Index, const Event &E, bool Opens,
                         std::vector<Cause> &Out) {
  State &Of = at(E.Object);
  if (!Opens) {
    Of.Arrivals.push_back(Index);
    Of.Parked.push_back({E.Thread, Index});
    return;
  }
  for (EventIndex Other : Of.Arrivals)
    add(Out, Other, Reason::Arrive);
  for (const Held &Waiter : Of.Parked)
    Threads[Waiter.Thread.index()].Release = Index;
  Of.Arrivals.clear();
  Of.Parked.clear();
}

void SyncHistory::takeToken(const Event &E, std::vector<Cause> &Out) {
  std::vector<EventIndex> &Given = at(E.Object).Given;
  // Each success takes what was given last and is still there. Where there is
  // nothing, it took of what the semaphore had from the beginning.
  if (failed(E) || Given.empty())
    return;
  add(Out, Given.back(), Reason::Give);
  Given.pop_back();
}

void SyncHistory::create(EventIndex Index, const Event &E) {
  if (E.Flags & EventFailed)
    return;
  Births.push_back(Index);
  if (E.Object.isValid())
    at(E.Object).Created = Index;
}

//===----------------------------------------------------------------------===//
// All
//===----------------------------------------------------------------------===//

void SyncHistory::take(EventIndex Index, const Event &E, bool OpensBarrier,
                       std::vector<Cause> &Out) {
  Part Is = partOf(E.Kind);
  if (Is == Part::Create)
    return create(Index, E);
  if (Is == Part::Start) {
    // By its own object; a thread without one by its number.
    const State *Of = find(E.Object);
    EventIndex Creation = Of ? Of->Created : NoIndex;
    if (Creation == NoIndex && E.Thread.index() - 1 < Births.size())
      Creation = Births[E.Thread.index() - 1];
    return add(Out, Creation, Reason::Create);
  }
  if (!E.Object.isValid())
    return;
  switch (Is) {
  case Part::Lock:
    return lock(Index, E, false, Out);
  case Part::ShareLock:
    return lock(Index, E, true, Out);
  case Part::Unlock:
    if (!failed(E))
      unlock(Index, E.Thread, at(E.Object));
    return;
  case Part::Enter:
    return enter(Index, E, Out);
  case Part::WaitBegins:
    return waitBegins(Index, E);
  case Part::WaitEnds:
    return waitEnds(E, Out);
  case Part::Wake:
    return wake(Index, E);
  case Part::Arrive:
    return arrive(Index, E, OpensBarrier, Out);
  case Part::Pass:
    return add(Out, Threads[E.Thread.index()].Release, Reason::Pass);
  case Part::Take:
    return takeToken(E, Out);
  case Part::Give:
    if (!failed(E))
      at(E.Object).Given.push_back(Index);
    return;
  case Part::Exit:
    Threads[E.Thread.index()].Exit = Index;
    at(E.Object).Exited = Index;
    return;
  case Part::Join:
    if (!failed(E))
      add(Out, at(E.Object).Exited, Reason::Join);
    return;
  default:
    return;
  }
}

void SyncHistory::atEnd(ThreadId Self, const TraceThreadEnd &Pending,
                        std::vector<Cause> &Out) const {
  const State *Of = find(Pending.Object);
  if (!Of)
    return;
  addAll(Out, Of->Holders);
  addAll(Out, Of->Readers);
  switch (partOf(Pending.Kind)) {
  case Part::Unlock:
    // Of what is not locked.
    return add(Out, Of->LastUnlock, Reason::State);
  case Part::WaitBegins:
  case Part::Destroy:
    return addAll(Out, Of->Parked);
  case Part::Pass:
    for (EventIndex Other : Of->Arrivals)
      add(Out, Other, Reason::Arrive);
    return;
  case Part::WaitEnds: {
    auto Thread = Threads.find(Self.index());
    if (Thread == Threads.end() || Thread->second.Wait == NoIndex)
      return;
    EventIndex Since = Thread->second.Wait;
    add(Out, Since, Reason::Begins);
    addWakes(*Of, Since, Out);
    if (Of->LastWake < Since)
      add(Out, Of->LastWake, Reason::Missed);
    return;
  }
  default:
    return;
  }
}
