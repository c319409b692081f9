//===- Records.cpp - Hand-made executions for the tests -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Records.h"

using namespace lockstep;

Recording::Recording() {
  Record.Schedule.Program = "/home/me/bank";
  Record.Schedule.Strategy = "pct:depth=3";
  Record.Schedule.CampaignSeed = 42;
  Record.Schedule.Iteration = 17;
  Record.Threads.emplace_back();
}

ThreadId Recording::thread(const std::string &Name, ThreadId Parent) {
  ThreadRecord Thread;
  Thread.Name = Name;
  Thread.Parent = Parent;
  Record.Threads.push_back(Thread);
  return ThreadId(uint32_t(Record.Threads.size() - 1));
}

ObjectId Recording::object(ObjectKind Kind, const std::string &Name) {
  ObjectRecord Object;
  Object.Kind = Kind;
  Object.Name = Name;
  Record.Objects.push_back(Object);
  return ObjectId(uint32_t(Record.Objects.size() - 1));
}

ObjectId Recording::threadObject(ThreadId Target) {
  ObjectId Object = object(ObjectKind::Thread);
  at(Object).Target = Target;
  return Object;
}

SiteId Recording::site(const std::string &File, uint32_t Line, uint32_t Column,
                       const std::string &Function, const std::string &Source,
                       const std::string &Variable) {
  TraceSite Site;
  Site.File = File;
  Site.Line = Line;
  Site.Column = Column;
  Site.Function = Function;
  Site.Variable = Variable;
  Record.Schedule.Sites.push_back(Site);
  if (!Source.empty())
    Sources.Lines[{File, Line}] = Source;
  return SiteId(uint32_t(Record.Schedule.Sites.size() - 1));
}

StackId Recording::stack(const std::vector<std::string> &Frames) {
  std::vector<uint64_t> Addresses;
  for (const std::string &Text : Frames) {
    SourceFrame Frame;
    size_t Blank = Text.rfind(' '), Colon = Text.rfind(':');
    Frame.Function = Text.substr(0, Blank);
    bool HasFile = Blank != Text.npos && Colon != Text.npos && Colon > Blank;
    if (HasFile) {
      Frame.File = Text.substr(Blank + 1, Colon - Blank - 1);
      Frame.Line = uint32_t(std::stoul(Text.substr(Colon + 1)));
    }
    Frame.Module =
        HasFile ? "/home/me/bank" : "/lib/x86_64-linux-gnu/libc.so.6";
    uint64_t Address = 0x1100 + 0x10 * Symbols.Frames.size();
    Frame.Offset = Address;
    Symbols.Frames[Address] = {Frame};
    Addresses.push_back(Address);
  }
  Record.Stacks.push_back(Addresses);
  return StackId(uint32_t(Record.Stacks.size() - 1));
}

Event &Recording::event(ThreadId Thread, OpKind Kind, ObjectId Object,
                        SiteId Site, StackId Stack) {
  Event E;
  E.Step = Record.Schedule.Events.size();
  E.Thread = Thread;
  E.Kind = Kind;
  E.Object = Object;
  E.Site = Site;
  E.Stack = Stack;
  Record.Schedule.Decisions.push_back(
      {uint16_t(Thread.Value), Kind, 0, Site.Value, Object.Value});
  Record.Schedule.Events.push_back(E);
  return Record.Schedule.Events.back();
}

Event &Recording::read(ThreadId Thread, OpKind Kind, ObjectId Object,
                       SiteId Site, uint64_t Value) {
  Event &E = event(Thread, Kind, Object, Site);
  E.Value = Value;
  E.Flags |= EventHasValue;
  E.Size = 4;
  return E;
}

Event &Recording::write(ThreadId Thread, OpKind Kind, ObjectId Object,
                        SiteId Site, uint64_t Value) {
  Event &E = event(Thread, Kind, Object, Site);
  E.Written = Value;
  E.Flags |= EventHasWritten;
  E.Size = 4;
  return E;
}

std::string Recording::render() {
  Record.Schedule.Ends.clear();
  for (const ThreadRecord &Thread : Record.Threads) {
    const Operation &Op = Thread.Pending;
    Record.Schedule.Ends.push_back(
        {Thread.State, Op.Kind, Op.Site, Op.Object, Op.Second});
  }
  return renderReport(Record, Symbols, Sources, Style);
}

Operation &Recording::waits(ThreadId Thread, OpKind Kind, ObjectId Object,
                            SiteId Site, StackId Where) {
  ThreadRecord &T = at(Thread);
  T.State = ThreadState::Waiting;
  T.Where = Where;
  T.Pending.Kind = Kind;
  T.Pending.Object = Object;
  T.Pending.Site = Site;
  return T.Pending;
}
