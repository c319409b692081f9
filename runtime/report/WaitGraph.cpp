//===- WaitGraph.cpp - Who waits for whom ---------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/WaitGraph.h"

#include "objects/Models.h"

#include <algorithm>
#include <map>

using namespace lockstep;

namespace {
/// How an operation concerns those who wait for its object.
enum class Role : uint8_t { Other, Acquire, Release, Provide, Begin };

using ThreadAndObject = std::pair<ThreadId, ObjectId>;

/// What the events say about the objects that are waited for.
struct History {
  /// The acquisitions still in force, oldest first.
  std::map<ThreadAndObject, std::vector<size_t>> Held;
  std::map<ThreadAndObject, size_t> Provided;
  std::map<ThreadAndObject, size_t> Began;
};
} // namespace

static Role roleOf(const Event &E) {
  if (takesLock(E.Kind))
    return Role::Acquire;
  if (operationLockUse(E.Kind) == LockUse::GiveBack)
    return Role::Release;
  switch (E.Kind) {
  case OpKind::OnceBegin:
  case OpKind::GuardAcquire:
    // The value says whether this thread runs the initializer.
    return (E.Flags & EventHasValue) && !E.Value ? Role::Other : Role::Acquire;
  case OpKind::OnceEnd:
  case OpKind::GuardRelease:
  case OpKind::GuardAbort:
    return Role::Release;
  case OpKind::CondSignal:
  case OpKind::CondBroadcast:
  case OpKind::SemPost:
  case OpKind::FutexWake:
  case OpKind::QueueSend:
  case OpKind::QueueReceive:
  case OpKind::DescriptorUse:
    return Role::Provide;
  case OpKind::CondWait:
  case OpKind::CondTimedWait:
  case OpKind::FutexWait:
  case OpKind::BarrierArrive:
    return Role::Begin;
  default:
    return Role::Other;
  }
}

/// A sender waits for receivers, a receiver for senders.
static bool provides(OpKind Event, OpKind Waiting) {
  switch (Waiting) {
  case OpKind::CondResume:
    return Event == OpKind::CondSignal || Event == OpKind::CondBroadcast;
  case OpKind::SemWait:
    return Event == OpKind::SemPost;
  case OpKind::FutexResume:
    return Event == OpKind::FutexWake;
  case OpKind::DescriptorWait:
    return Event == OpKind::DescriptorUse;
  case OpKind::QueueSend:
    return Event == OpKind::QueueReceive;
  case OpKind::QueueReceive:
    return Event == OpKind::QueueSend;
  case OpKind::BarrierResume:
    return Event == OpKind::BarrierArrive;
  default:
    return false;
  }
}

/// Follows the events on objects that somebody waits for at the end.
static History followEvents(const ExecutionRecord &Record,
                            const std::vector<bool> &IsWaitedFor) {
  History Past;
  auto Concerns = [&](ObjectId Object) {
    return Object.index() < IsWaitedFor.size() && IsWaitedFor[Object.index()];
  };
  auto Release = [&](ThreadId Thread, ObjectId Object) {
    auto Found = Past.Held.find({Thread, Object});
    if (Found != Past.Held.end() && !Found->second.empty())
      Found->second.pop_back();
  };
  for (size_t I = 0; I < Record.Schedule.Events.size(); ++I) {
    const Event &E = Record.Schedule.Events[I];
    if (E.Flags & (EventFailed | EventTimedOut))
      continue;
    Role R = roleOf(E);
    bool IsWait = E.Kind == OpKind::CondWait || E.Kind == OpKind::CondTimedWait;
    if (IsWait && Concerns(E.Second))
      Release(E.Thread, E.Second);
    if (!Concerns(E.Object))
      continue;
    ThreadAndObject Key{E.Thread, E.Object};
    if (R == Role::Acquire)
      Past.Held[Key].push_back(I);
    else if (R == Role::Release)
      Release(E.Thread, E.Object);
    else if (R == Role::Provide)
      Past.Provided[Key] = I;
    else if (R == Role::Begin)
      Past.Began[Key] = I;
  }
  return Past;
}

static bool isFinished(const ExecutionRecord &Record, ThreadId Thread) {
  return Thread.index() >= Record.Threads.size() ||
         Record.Threads[Thread.index()].State == ThreadState::Finished;
}

static void addHolders(const ExecutionRecord &Record, const History &Past,
                       Wait &W) {
  if (W.Object.index() >= Record.Objects.size())
    return;
  const ObjectRecord &Object = Record.Objects[W.Object.index()];
  if (W.Kind == OpKind::ThreadJoin && Object.Target.isValid()) {
    W.Holders.push_back({Object.Target, isFinished(Record, Object.Target)});
    return;
  }
  for (ThreadId Thread : Object.Holders) {
    auto Same = [&](const Holder &H) { return H.Thread == Thread; };
    if (std::any_of(W.Holders.begin(), W.Holders.end(), Same))
      continue;
    Holder H{Thread, isFinished(Record, Thread)};
    auto Found = Past.Held.find({Thread, W.Object});
    if (Found != Past.Held.end() && !Found->second.empty()) {
      H.Acquired = Found->second.back();
      H.Depth = uint32_t(Found->second.size());
    }
    W.Holders.push_back(H);
  }
}

static bool readsLock(OpKind Kind) {
  return Kind == OpKind::ReadLock || Kind == OpKind::ReadTryLock ||
         Kind == OpKind::ReadTimedLock;
}

/// A reader that waits though only readers hold the lock waits for the writers
/// that wait before it.
static void preferWriters(const ExecutionRecord &Record, Wait &W) {
  auto Reads = [&](const Holder &H) {
    return H.Acquired != NoEvent &&
           readsLock(Record.Schedule.Events[H.Acquired].Kind);
  };
  if (!readsLock(W.Kind) || W.Holders.empty() ||
      !std::all_of(W.Holders.begin(), W.Holders.end(), Reads))
    return;
  W.Holders.clear();
  for (size_t I = 0; I < Record.Threads.size(); ++I) {
    const ThreadRecord &Thread = Record.Threads[I];
    if (Thread.State == ThreadState::Waiting &&
        isWriteWait(Thread.Pending.Kind) && Thread.Pending.Object == W.Object)
      W.Holders.push_back(
          {.Thread = ThreadId(uint32_t(I)), .WaitsToWrite = true});
  }
}

static void addProviders(const ExecutionRecord &Record, const History &Past,
                         const std::vector<ThreadId> &AlsoWaiting, Wait &W) {
  const auto &Source =
      W.Kind == OpKind::BarrierResume ? Past.Began : Past.Provided;
  for (const auto &[Key, Last] : Source) {
    if (Key.second != W.Object || Key.first == W.Thread ||
        !provides(Record.Schedule.Events[Last].Kind, W.Kind))
      continue;
    // Whoever stands at the same barrier has arrived; it is not missing.
    if (W.Kind == OpKind::BarrierResume &&
        std::count(AlsoWaiting.begin(), AlsoWaiting.end(), Key.first))
      continue;
    W.Providers.push_back({Key.first, isFinished(Record, Key.first), Last});
  }
}

/// The timed forms wait like the plain ones.
static OpKind plainKind(OpKind Kind) {
  return Kind == OpKind::SemTimedWait ? OpKind::SemWait : Kind;
}

const Wait *WaitGraph::waitOf(ThreadId Thread) const {
  for (const Wait &W : Waits)
    if (W.Thread == Thread)
      return &W;
  return nullptr;
}

namespace {
/// Finds cycles in the waits by breadth-first search, shortest first for each
/// start, starts in order of threads.
class CycleFinder {
public:
  CycleFinder(const WaitGraph &Graph, size_t ThreadCount, bool Firm)
      : Graph(Graph), WaitOf(ThreadCount, NoEvent), Firm(Firm),
        Taken(Graph.Waits.size()) {
    for (size_t I = 0; I < Graph.Waits.size(); ++I)
      WaitOf[Graph.Waits[I].Thread.index()] = I;
  }

  std::vector<std::vector<size_t>> run() {
    std::vector<std::vector<size_t>> Cycles;
    for (size_t I = 0; I < Graph.Waits.size(); ++I) {
      std::vector<size_t> Cycle =
          Taken[I] ? std::vector<size_t>() : shortestFrom(I);
      if (Cycle.empty())
        continue;
      for (size_t Member : Cycle)
        Taken[Member] = true;
      Cycles.push_back(std::move(Cycle));
    }
    return Cycles;
  }

private:
  void addNext(ThreadId Thread, std::vector<size_t> &Next) const {
    if (Thread.index() < WaitOf.size() && WaitOf[Thread.index()] != NoEvent)
      Next.push_back(WaitOf[Thread.index()]);
  }

  std::vector<size_t> next(size_t From) const {
    std::vector<size_t> Next;
    for (const Holder &H : Graph.Waits[From].Holders)
      addNext(H.Thread, Next);
    if (!Firm)
      for (const Provider &P : Graph.Waits[From].Providers)
        addNext(P.Thread, Next);
    return Next;
  }

  std::vector<size_t> shortestFrom(size_t Start) const {
    std::vector<size_t> Before(Graph.Waits.size(), NoEvent), Line{Start};
    for (size_t At = 0; At < Line.size(); ++At)
      for (size_t Next : next(Line[At])) {
        if (Next == Start) {
          std::vector<size_t> Cycle;
          for (size_t I = Line[At]; I != Start; I = Before[I])
            Cycle.push_back(I);
          Cycle.push_back(Start);
          std::reverse(Cycle.begin(), Cycle.end());
          return Cycle;
        }
        if (!Taken[Next] && Before[Next] == NoEvent) {
          Before[Next] = Line[At];
          Line.push_back(Next);
        }
      }
    return {};
  }

  const WaitGraph &Graph;
  std::vector<size_t> WaitOf;
  bool Firm;
  std::vector<bool> Taken;
};
} // namespace

static void findCycles(const ExecutionRecord &Record, WaitGraph &Graph) {
  Graph.Cycles = CycleFinder(Graph, Record.Threads.size(), true).run();
  for (size_t I = 0; I < Graph.Waits.size(); ++I)
    for (const Holder &H : Graph.Waits[I].Holders)
      if (H.Finished && Graph.Waits[I].Kind != OpKind::ThreadJoin &&
          Graph.Abandoned == NoEvent)
        Graph.Abandoned = I;
  if (!Graph.Cycles.empty() || Graph.Abandoned != NoEvent)
    return;
  Graph.Cycles = CycleFinder(Graph, Record.Threads.size(), false).run();
  Graph.Firm = Graph.Cycles.empty();
}

WaitGraph lockstep::buildWaitGraph(const ExecutionRecord &Record) {
  WaitGraph Graph;
  std::vector<bool> IsWaitedFor(Record.Objects.size());
  std::vector<std::vector<ThreadId>> Waiting(Record.Objects.size());
  for (size_t I = 0; I < Record.Threads.size(); ++I) {
    const ThreadRecord &Thread = Record.Threads[I];
    if (Thread.State != ThreadState::Waiting)
      continue;
    const Operation &Op = Thread.Pending;
    ThreadId Id{uint32_t(I)};
    Wait W;
    W.Thread = Id;
    W.Kind = plainKind(Op.Kind);
    W.Object = Op.Object;
    W.Site = Op.Site;
    W.Stack = Thread.Where;
    Graph.Waits.push_back(std::move(W));
    if (Op.Object.index() < IsWaitedFor.size()) {
      IsWaitedFor[Op.Object.index()] = true;
      Waiting[Op.Object.index()].push_back(Id);
    }
  }
  History Past = followEvents(Record, IsWaitedFor);
  for (Wait &W : Graph.Waits) {
    auto Began = Past.Began.find({W.Thread, W.Object});
    if (Began != Past.Began.end())
      W.Began = Began->second;
    if (!W.Site.isValid() && W.Began != NoEvent)
      W.Site = Record.Schedule.Events[W.Began].Site;
    if (W.Object.index() >= Record.Objects.size())
      continue;
    addHolders(Record, Past, W);
    preferWriters(Record, W);
    addProviders(Record, Past, Waiting[W.Object.index()], W);
  }
  findCycles(Record, Graph);
  return Graph;
}
