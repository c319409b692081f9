//===- ScriptedProgram.cpp - Threads that are lists of operations ---------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "support/ScriptedProgram.h"

#include "base/Check.h"

using namespace lockstep;
using namespace lockstep::scripted;

static ObjectId variable(unsigned N) { return ObjectId(3 * N); }
static ObjectId mutex(unsigned N) { return ObjectId(3 * N + 1); }
static ObjectId thread(unsigned N) { return ObjectId(3 * N + 2); }

static uint64_t addressOf(ObjectId Object) { return 64 * (Object.Value + 1u); }

Script &Script::code(uint32_t Number) {
  FirstSite = Number * SitesPerCode;
  for (uint32_t I = 0; I < Instructions.size(); ++I)
    Instructions[I].Op.Site = SiteId(FirstSite + I);
  return *this;
}

Script &Script::add(OpKind Kind, ObjectId Object, uint64_t Argument) {
  Instruction I;
  I.Op.Kind = Kind;
  I.Op.Object = Object;
  if (Object.isValid())
    I.Op.Address = addressOf(Object);
  I.Op.Size = 4;
  I.Op.Site = SiteId(FirstSite + uint32_t(Instructions.size()));
  I.Op.Argument = Argument;
  Instructions.push_back(I);
  return *this;
}

Script &Script::read(unsigned Variable) {
  return add(OpKind::AtomicLoad, variable(Variable));
}
Script &Script::write(unsigned Variable, uint64_t Value) {
  return add(OpKind::AtomicStore, variable(Variable), Value);
}
Script &Script::lock(unsigned Mutex) {
  return add(OpKind::MutexLock, mutex(Mutex));
}
Script &Script::unlock(unsigned Mutex) {
  return add(OpKind::MutexUnlock, mutex(Mutex));
}
Script &Script::spawn(unsigned Thread) {
  add(OpKind::ThreadCreate, thread(Thread));
  Instructions.back().Target = ThreadId(Thread);
  return *this;
}
Script &Script::join(unsigned Thread) {
  add(OpKind::ThreadJoin, thread(Thread));
  Instructions.back().Target = ThreadId(Thread);
  return *this;
}
Script &Script::local() { return add(OpKind::Fence, ObjectId()); }
Script &Script::yield() { return add(OpKind::Yield, ObjectId()); }
Script &Script::spinUntil(unsigned Variable, uint64_t Value) {
  read(Variable);
  Instructions.back().RepeatsUntil = true;
  Instructions.back().Wanted = Value;
  return *this;
}

Script &Program::thread(unsigned Thread) {
  while (Scripts.size() <= Thread)
    Scripts.emplace_back().code(uint32_t(Scripts.size() - 1));
  return Scripts[Thread];
}

const Script &Program::script(ThreadId Thread) const {
  return Scripts[Thread.index()];
}

unsigned Program::length() const {
  size_t Length = 0;
  for (const Script &S : Scripts)
    Length += S.Instructions.size();
  return unsigned(Length);
}

bool Program::isSpawned(ThreadId Thread) const {
  for (const Script &S : Scripts)
    for (const Instruction &I : S.Instructions)
      if (I.Op.Kind == OpKind::ThreadCreate && I.Target == Thread)
        return true;
  return false;
}

Program scripted::writers(unsigned Threads, unsigned Steps) {
  Program P;
  for (unsigned T = 0; T < Threads; ++T)
    for (unsigned Step = 0; Step < Steps; ++Step)
      P.thread(T).write(0);
  return P;
}

State::State(const Program &Of)
    : Of(&Of), Position(Of.threadCount()), Alive(Of.threadCount()) {
  uint32_t Objects = 0;
  for (uint32_t T = 0; T < Of.threadCount(); ++T) {
    Alive[T] = !Of.isSpawned(ThreadId(T));
    for (const Instruction &I : Of.script(ThreadId(T)).Instructions)
      if (I.Op.Object.isValid())
        Objects = std::max(Objects, I.Op.Object.index() + 1);
  }
  LOCKSTEP_CHECK(Alive[0]);
  Values.resize(Objects);
  Pending.resize(Of.threadCount());
  refresh();
}

const Instruction *State::next(ThreadId Thread) const {
  const auto &Instructions = Of->script(Thread).Instructions;
  uint32_t At = Position[Thread.index()];
  if (!Alive[Thread.index()] || At == Instructions.size())
    return nullptr;
  return &Instructions[At];
}

bool State::canGoOn(ThreadId Thread) const {
  const Instruction *Next = next(Thread);
  if (!Next)
    return false;
  if (Next->Op.Kind == OpKind::MutexLock)
    return Values[Next->Op.Object.index()] == 0;
  if (Next->Op.Kind == OpKind::ThreadJoin)
    return Alive[Next->Target.index()] && !next(Next->Target);
  return true;
}

void State::refresh() {
  Enabled.clear();
  for (uint32_t T = 0; T < Position.size(); ++T) {
    const Instruction *Next = next(ThreadId(T));
    Pending[T] = Next ? &Next->Op : nullptr;
    if (canGoOn(ThreadId(T)))
      Enabled.push_back(ThreadId(T));
  }
}

bool State::finished() const {
  for (const Operation *Op : Pending)
    if (Op)
      return false;
  return true;
}

State::Effect State::perform(ThreadId Thread) {
  const Instruction &I = *next(Thread);
  Effect Done;
  bool Repeats = false;
  switch (I.Op.Kind) {
  case OpKind::AtomicStore:
    Values[I.Op.Object.index()] = I.Op.Argument;
    break;
  case OpKind::AtomicLoad:
    Repeats = I.RepeatsUntil && Values[I.Op.Object.index()] != I.Wanted;
    break;
  case OpKind::MutexLock:
    LOCKSTEP_CHECK(Values[I.Op.Object.index()] == 0);
    Values[I.Op.Object.index()] = Thread.index() + 1;
    break;
  case OpKind::MutexUnlock:
    LOCKSTEP_CHECK(Values[I.Op.Object.index()] == Thread.index() + 1);
    Values[I.Op.Object.index()] = 0;
    break;
  case OpKind::ThreadCreate:
    Alive[I.Target.index()] = true;
    Done.Born = I.Target;
    break;
  default:
    break;
  }
  Done.GaveWay = Repeats || I.Op.Kind == OpKind::Yield;
  if (!Repeats)
    ++Position[Thread.index()];
  refresh();
  return Done;
}

std::string Execution::text() const {
  std::string Text;
  for (ThreadId Thread : Schedule)
    Text += char('0' + Thread.index());
  return Text;
}

size_t Execution::stepOf(unsigned Thread, unsigned Nth) const {
  for (size_t Step = 0; Step < Schedule.size(); ++Step)
    if (Schedule[Step].index() == Thread && Nth-- == 0)
      return Step;
  return Schedule.size();
}

Executor::Executor(const Program &Of, uint64_t MaxSteps)
    : Beginning(Of), MaxSteps(MaxSteps) {}

void Executor::note(const Operation &Op) {
  Decision Made;
  Made.Thread = uint16_t(Last.Schedule.back().Value);
  Made.Kind = Op.Kind;
  Made.Site = Op.Site.Value;
  Made.Object = Op.Object.Value;
  Last.Decisions.push_back(Made);
  if (!Op.Object.isValid())
    return;
  if (Op.Object.index() >= Last.Addresses.size())
    Last.Addresses.resize(Op.Object.index() + 1u);
  Last.Addresses[Op.Object.index()] = Op.Address;
}

const Execution &Executor::run(Strategy &Chooser, const ExecutionStart &Start) {
  Last.Schedule.clear();
  Last.Decisions.clear();
  Last.Parents.assign(Beginning.pending().size(), 0);
  Last.Choices = 0;
  State Now = Beginning;
  Chooser.begin(Start);
  for (uint32_t T = 1; T < Now.pending().size(); ++T)
    if (Now.pending()[T])
      Chooser.threadCreated(ThreadId(T), MainThread);
  ThreadId Current = MainThread;
  ThreadSet Enabled;
  while (!Now.enabled().empty() && Last.Schedule.size() < MaxSteps) {
    Enabled.assign(Now.enabled());
    SchedulerView View{Now.enabled(), Enabled.words(), Now.pending(), Current,
                       Last.Schedule.size()};
    Last.Choices += Now.enabled().size() > 1;
    Current = Chooser.pick(View);
    Last.Schedule.push_back(Current);
    note(View.pending(Current));
    // The strategy sees the state before, so it is told before it changes.
    Chooser.executed(Current, View.pending(Current), View);
    State::Effect Done = Now.perform(Current);
    if (Done.Born.isValid()) {
      Last.Parents[Done.Born.index()] = uint16_t(Current.Value);
      Chooser.threadCreated(Done.Born, Current);
    }
    if (Done.GaveWay)
      Chooser.gaveWay(Current);
  }
  Last.StepLimit = Last.Schedule.size() == MaxSteps && !Now.finished();
  Last.Deadlock = !Last.StepLimit && !Now.finished();
  return Last;
}
