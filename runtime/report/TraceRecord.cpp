//===- TraceRecord.cpp - A record out of a trace --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/TraceRecord.h"

using namespace lockstep;

std::vector<Event> lockstep::eventsOfDecisions(const Trace &Schedule) {
  std::vector<Event> Events;
  Events.reserve(Schedule.Decisions.size());
  size_t Next = 0;
  for (size_t I = 0; I < Schedule.Decisions.size(); ++I) {
    const Decision &D = Schedule.Decisions[I];
    if (D.isValue())
      continue;
    while (Next < Schedule.Events.size() && Schedule.Events[Next].Step < I)
      ++Next;
    if (Next < Schedule.Events.size() && Schedule.Events[Next].Step == I) {
      Events.push_back(Schedule.Events[Next]);
      continue;
    }
    Event E;
    E.Step = I;
    E.Thread = D.thread();
    E.Kind = D.Kind;
    E.Site = SiteId(D.Site);
    E.Object = ObjectId(D.Object);
    E.Flags = D.timedOut() ? EventTimedOut : 0;
    Events.push_back(E);
  }
  return Events;
}

static void describeThread(const Trace &Source, size_t I,
                           ThreadRecord &Thread) {
  Thread.Parent = ThreadId(Source.Threads[I].Parent);
  Thread.Name = Source.Threads[I].Name;
  if (I >= Source.Ends.size())
    return;
  const TraceThreadEnd &End = Source.Ends[I];
  Thread.State = End.State;
  Thread.Pending.Kind = End.Kind;
  Thread.Pending.Site = End.Site;
  Thread.Pending.Object = End.Object;
  Thread.Pending.Second = End.Second;
}

/// Without stacks, the place that the report named stands for the site.
static void takeCallers(Trace &Source) {
  auto Take = [](SiteId &Site, SiteId Caller) {
    if (Caller.isValid())
      Site = Caller;
  };
  for (Event &E : Source.Events)
    Take(E.Site, E.Caller);
  for (TraceThreadEnd &End : Source.Ends)
    Take(End.Site, End.Caller);
  Take(Source.FailedSite, Source.FailedCaller);
  for (RaceAccess &Access : Source.Accesses)
    if (!Access.Stack.isValid())
      Take(Access.Site, Access.Caller);
}

/// The frames of a stack, as addresses that TraceSymbols understands. Bounded:
/// a file may claim anything.
static std::vector<uint64_t> framesFrom(const Trace &Source, uint32_t Frame) {
  constexpr size_t MaxDepth = 256;
  std::vector<uint64_t> Frames;
  while (Frame < Source.Frames.size() && Frames.size() < MaxDepth) {
    Frames.push_back(Frame + uint64_t(1));
    Frame = Source.Frames[Frame].Outer;
  }
  return Frames;
}

static void takeStacks(Trace &Source, ExecutionRecord &Record) {
  for (const TraceStack &Stack : Source.Stacks) {
    StackId Id(uint32_t(Record.Stacks.size()));
    Record.Stacks.push_back(framesFrom(Source, Stack.Frame));
    switch (Stack.Role) {
    case StackRole::Failure:
      Record.FailedAt = Id;
      break;
    case StackRole::Creation:
      if (Stack.Of < Record.Threads.size())
        Record.Threads[Stack.Of].Created = Id;
      break;
    case StackRole::Access:
      if (Stack.Of < Source.Accesses.size())
        Source.Accesses[Stack.Of].Stack = Id;
      break;
    case StackRole::Allocation:
      Source.Memory.AllocatedAt = Id;
      break;
    case StackRole::Free:
      Source.Memory.FreedAt = Id;
      break;
    }
  }
}

std::vector<SourceFrame> TraceSymbols::frames(uint64_t Frame) {
  if (Frame - 1 >= Frames.size())
    return {{}};
  const TraceFrame &From = Frames[Frame - 1];
  return {{From.Function, From.File, From.Line, From.Column, From.Module,
           From.Offset}};
}

ExecutionRecord lockstep::recordOfTrace(Trace Source) {
  ExecutionRecord Record;
  Record.Threads.resize(Source.Threads.size());
  takeStacks(Source, Record);
  takeCallers(Source);
  for (size_t I = 0; I < Source.Threads.size(); ++I)
    describeThread(Source, I, Record.Threads[I]);
  for (const TraceObject &Object : Source.Objects) {
    ObjectRecord &Copy = Record.Objects.emplace_back();
    Copy.Kind = Object.Kind;
    Copy.Name = Object.Name;
  }
  Source.Events = eventsOfDecisions(Source);
  // The object of a thread is the one that it starts and ends with.
  for (const Event &E : Source.Events)
    if ((E.Kind == OpKind::ThreadStart || E.Kind == OpKind::ThreadExit) &&
        E.Object.index() < Record.Objects.size() &&
        Record.Objects[E.Object.index()].Kind == ObjectKind::Thread)
      Record.Objects[E.Object.index()].Target = E.Thread;
  Record.Schedule = std::move(Source);
  return Record;
}
