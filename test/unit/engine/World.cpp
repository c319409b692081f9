//===- World.cpp - An execution of the engine with scripted threads -------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/World.h"

#include <algorithm>

using namespace lockstep;
using namespace lockstep::scripted;

Listed::Listed(std::vector<uint32_t> Threads, std::vector<uint32_t> Values)
    : Threads(std::move(Threads)), Values(std::move(Values)) {}

ThreadId Listed::pick(const SchedulerView &View) {
  if (NextThread < Threads.size()) {
    ThreadId Wanted(Threads[NextThread]);
    if (std::find(View.Enabled.begin(), View.Enabled.end(), Wanted) !=
        View.Enabled.end()) {
      ++NextThread;
      return Wanted;
    }
  }
  return View.Enabled.front();
}

uint32_t Listed::chooseValue(ThreadId, ValueReason, uint32_t Bound) {
  return NextValue < Values.size() ? Values[NextValue++] % Bound : 0;
}

static std::span<const Decision> spanOf(const std::vector<Decision> *Script) {
  return Script ? std::span<const Decision>(*Script)
                : std::span<const Decision>();
}

World::World(Strategy &Chooser, const EngineLimits &Limits,
             const std::vector<Decision> *Script, StateProbe *Probe,
             size_t LogSize, Verifier::Beyond Then)
    : Log(LogSize), Learnt(1000),
      Record({Log, Learnt, {}, {}, {}}, Count, this),
      Verify(spanOf(Script), Then),
      E(Limits, Chooser, Record, Script ? &Verify : nullptr, Probe) {}

std::string World::schedule() const {
  std::string Text;
  for (const Decision &D : decisions())
    if (!D.isValue())
      Text += char('0' + D.Thread);
  return Text;
}

void World::Reach::await_suspend(std::coroutine_handle<> Self) {
  W.Threads[W.E.current().index()].Next = Self;
  W.E.announce(Op);
}

Task World::wholeThread(const Body &Of) {
  co_await Of();
  Operation Op;
  Op.Kind = OpKind::ThreadExit;
  Op.Object = E.threads()[E.current()].Self;
  co_await reach(Op);
  E.performed(Op, {.Changed = true});
  co_return 0;
}

void World::add(Body Of) {
  // The task refers to the body, which must not move any more.
  Threads.push_back({std::move(Of), Task(), nullptr});
  ScriptedThread &New = Threads.back();
  New.Whole = wholeThread(New.Of);
  New.Next = New.Whole.handle();
}

OutcomeKind World::run(Body Main) {
  add(std::move(Main));
  for (;;) {
    ThreadId Next = E.choose();
    if (!Next.isValid())
      return E.outcome();
    ScriptedThread &Chosen = Threads[Next.index()];
    if (!Chosen.Started) {
      Chosen.Started = true;
      E.performed(E.threads()[Next].Start, {.Changed = true});
    }
    Chosen.Next.resume();
    if (!E.liveThreads())
      return E.outcome();
  }
}

Operation World::operation(OpKind Kind, uint64_t Address, uint64_t Deadline) {
  Operation Op;
  Op.Kind = Kind;
  if (Address)
    Op.Object = E.objectAt(Address, operationObject(Kind));
  Op.Address = Address;
  Op.Site = SiteId(uint32_t(Kind));
  Op.Deadline = Deadline;
  return Op;
}

Task World::spawn(Body Of) {
  Operation Op = operation(OpKind::ThreadCreate, 0, NoDeadline);
  Op.Object = E.newObject(ObjectKind::Thread);
  co_await reach(Op);
  E.performed(Op, {.Changed = true});
  ThreadId Born = E.born(Op.Object);
  add(std::move(Of));
  co_return int(Born.Value);
}

Task World::join(uint32_t Thread, uint64_t Deadline) {
  Operation Op = operation(OpKind::ThreadJoin, 0, Deadline);
  Op.Object = E.threads()[ThreadId(Thread)].Self;
  bool InTime = co_await reach(Op);
  E.performed(
      Op, {.Flags = uint8_t(InTime ? 0 : EventTimedOut), .Changed = InTime});
  co_return InTime;
}

Task World::act(OpKind Kind, uint64_t Address, uint64_t Deadline) {
  Operation Op = operation(Kind, Address, Deadline);
  bool InTime = co_await reach(Op);
  E.performed(
      Op, {.Flags = uint8_t(InTime ? 0 : EventTimedOut), .Changed = InTime});
  co_return InTime;
}

/// \p Waiting is the form of the operation that waits: it says whether the
/// attempt succeeds.
Task World::tryTo(OpKind Kind, uint64_t Address, OpKind Waiting) {
  Operation Op = operation(Kind, Address, NoDeadline);
  co_await reach(Op);
  Operation AsWaiting = Op;
  AsWaiting.Kind = Waiting;
  bool Got = canProceed(AsWaiting, E.object(Op.Object), {E.current(), false});
  E.performed(Op, {.Flags = uint8_t(Got ? 0 : EventFailed), .Changed = Got});
  co_return Got;
}

Task World::wait(uint64_t Condition, uint64_t Mutex, uint64_t Deadline) {
  Operation Op = operation(OpKind::CondWait, Condition, NoDeadline);
  Op.Second = E.objectAt(Mutex, ObjectKind::Mutex);
  co_await reach(Op);
  E.performed(Op, {.Changed = true});
  Operation Resume = operation(OpKind::CondResume, Condition, Deadline);
  bool Woken = co_await reach(Resume);
  E.unpark(Resume.Object);
  E.performed(Resume, {.Flags = uint8_t(Woken ? 0 : EventTimedOut)});
  co_await lock(Mutex);
  co_return Woken;
}

Task World::signal(uint64_t Condition) {
  Operation Op = operation(OpKind::CondSignal, Condition, NoDeadline);
  co_await reach(Op);
  uint32_t Woken = E.wake(Op.Object, 1);
  E.performed(Op, {.Value = Woken, .Changed = Woken != 0});
  co_return int(Woken);
}

Task World::broadcast(uint64_t Condition) {
  Operation Op = operation(OpKind::CondBroadcast, Condition, NoDeadline);
  co_await reach(Op);
  uint32_t Woken = E.wake(Op.Object, ~0u);
  E.performed(Op, {.Value = Woken, .Changed = Woken != 0});
  co_return int(Woken);
}

Task World::park(uint64_t Futex, uint32_t Mask) {
  Operation Op = operation(OpKind::FutexWait, Futex, NoDeadline);
  co_await reach(Op);
  E.park(Op.Object, Mask);
  E.performed(Op, {.Changed = true});
  Operation Resume = operation(OpKind::FutexResume, Futex, NoDeadline);
  co_await reach(Resume);
  E.performed(Resume, {.Changed = true});
  co_return 1;
}

Task World::wake(uint64_t Futex, uint32_t Most, uint32_t Mask) {
  Operation Op = operation(OpKind::FutexWake, Futex, NoDeadline);
  co_await reach(Op);
  uint32_t Woken = E.wake(Op.Object, Most, Mask);
  E.performed(Op, {.Value = Woken, .Changed = Woken != 0});
  co_return int(Woken);
}

Task World::awaitDescriptor(uint64_t Descriptor, uint64_t Deadline) {
  Operation Op = operation(OpKind::DescriptorWait, Descriptor, Deadline);
  E.park(Op.Object);
  bool Woken = co_await reach(Op);
  E.unpark(Op.Object);
  E.performed(Op, {.Flags = uint8_t(Woken ? 0 : EventTimedOut)});
  co_return Woken;
}

Task World::load(uint64_t Address, uint32_t Site) {
  Operation Op = operation(OpKind::AtomicLoad, Address, NoDeadline);
  Op.Site = SiteId(Site);
  co_await reach(Op);
  int Value = Memory[Address];
  E.performed(Op, {.Value = uint64_t(Value), .Flags = EventHasValue});
  co_return Value;
}

Task World::store(uint64_t Address, int Value, uint32_t Site) {
  Operation Op = operation(OpKind::AtomicStore, Address, NoDeadline);
  if (Site)
    Op.Site = SiteId(Site);
  co_await reach(Op);
  int Old = std::exchange(Memory[Address], Value);
  E.performed(Op, {.Written = uint64_t(Value), .Changed = Old != Value});
  co_return Old;
}

Task World::sleepUntil(uint64_t Time) { return act(OpKind::Sleep, 0, Time); }

Task World::yield() {
  Operation Op = operation(OpKind::Yield, 0, NoDeadline);
  co_await reach(Op);
  E.performed(Op, {});
  co_return 1;
}

Task World::begin(OpKind Kind, uint64_t Address, bool IsDone) {
  Operation Op = operation(Kind, Address, NoDeadline);
  co_await reach(Op);
  E.performed(Op, {.Value = !IsDone, .Changed = !IsDone});
  co_return !IsDone;
}
