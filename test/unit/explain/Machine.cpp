//===- Machine.cpp - A machine that performs events -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/Machine.h"

#include <algorithm>

using namespace lockstep;

namespace {
constexpr uint32_t FirstThreadObject = 12;
constexpr uint32_t BarrierWidth = 2;
} // namespace

const std::vector<ObjectKind> &Machine::objects() {
  static const std::vector<ObjectKind> Kinds = {
      ObjectKind::Memory, ObjectKind::Memory,    ObjectKind::Memory,
      ObjectKind::Memory, ObjectKind::Mutex,     ObjectKind::Mutex,
      ObjectKind::RwLock, ObjectKind::Condition, ObjectKind::Semaphore,
      ObjectKind::Queue,  ObjectKind::Barrier,   ObjectKind::Once,
      ObjectKind::Thread, ObjectKind::Thread,    ObjectKind::Thread,
      ObjectKind::Thread};
  return Kinds;
}

std::vector<uint64_t> Machine::addresses() {
  // The second lies in the first; the third overlaps the end of the first.
  return {0x1000, 0x1004, 0x1006, 0x2000};
}

ObjectId Machine::threadObject(ThreadId Of) {
  return ObjectId(FirstThreadObject + Of.index());
}

uint64_t Machine::load(const Event &E) const {
  uint64_t Value = 0, Base = addresses()[E.Object.index()];
  for (uint32_t I = 0; I < E.Size; ++I) {
    auto Found = Memory.find(Base + I);
    Value |= uint64_t(Found == Memory.end() ? 0 : Found->second) << 8 * I;
  }
  return Value;
}

void Machine::store(const Event &E, uint64_t Value) {
  uint64_t Base = addresses()[E.Object.index()];
  for (uint32_t I = 0; I < E.Size; ++I)
    Memory[Base + I] = uint8_t(Value >> 8 * I);
}

bool Machine::performMemory(Event &E) {
  bool Reads = E.Kind != OpKind::PlainWrite && E.Kind != OpKind::AtomicStore;
  bool Writes = operationAccess(E.Kind) == Access::Write;
  if (Reads) {
    E.Value = load(E);
    E.Flags |= EventHasValue;
  }
  if (E.Kind == OpKind::AtomicCas && E.Value % 2) {
    E.Flags |= EventFailed;
    return true;
  }
  if (Writes) {
    store(E, E.Written);
    E.Flags |= EventHasWritten;
  }
  return true;
}

bool Machine::performLock(Event &E) {
  Lock &L = Locks[E.Object.index()];
  uint32_t Self = E.Thread.index();
  bool Mine = L.Holder == Self || L.Readers.count(Self);
  switch (E.Kind) {
  case OpKind::MutexUnlock:
  case OpKind::RwUnlock:
    if (!Mine)
      return false;
    if (L.Holder == Self)
      L.Holder.reset();
    else
      L.Readers.erase(L.Readers.find(Self));
    return true;
  case OpKind::ReadLock:
    if (L.Holder)
      return false;
    L.Readers.insert(Self);
    return true;
  default:
    break;
  }
  if (L.Holder == Self)
    return false;
  bool Free = !L.Holder && L.Readers.empty();
  if (!Free) {
    E.Flags |= EventFailed;
    return E.Kind == OpKind::MutexTryLock || E.Kind == OpKind::WriteTryLock;
  }
  L.Holder = Self;
  return true;
}

bool Machine::performWait(Event &E) {
  std::deque<uint32_t> &Waiters = Parked[E.Object.index()];
  uint32_t Self = E.Thread.index();
  switch (E.Kind) {
  case OpKind::CondWait: {
    Lock &L = Locks[E.Second.index()];
    if (L.Holder != Self)
      return false;
    L.Holder.reset();
    Waiters.push_back(Self);
    return true;
  }
  case OpKind::CondSignal:
  case OpKind::CondBroadcast:
    E.Value = 0;
    while (!Waiters.empty() && (E.Kind == OpKind::CondBroadcast || !E.Value)) {
      Notified.insert(Waiters.front());
      Waiters.pop_front();
      ++E.Value;
    }
    E.Flags |= EventHasValue;
    return true;
  case OpKind::BarrierArrive:
    if (Waiters.size() + 1 == BarrierWidth) {
      Notified.insert(Waiters.begin(), Waiters.end());
      Waiters.clear();
    } else {
      Waiters.push_back(Self);
    }
    return true;
  default:
    return Notified.erase(Self);
  }
}

bool Machine::performToken(Event &E) {
  uint64_t &Value = Count.try_emplace(E.Object.index(), 1).first->second;
  std::deque<uint64_t> &Queue = Queues[E.Object.index()];
  switch (E.Kind) {
  case OpKind::SemPost:
    ++Value;
    return true;
  case OpKind::SemGetValue:
    E.Value = Value;
    E.Flags |= EventHasValue;
    return true;
  case OpKind::SemTryWait:
    if (!Value) {
      E.Flags |= EventFailed;
      return true;
    }
    [[fallthrough]];
  case OpKind::SemWait:
    return Value && Value--;
  case OpKind::QueueSend:
    if (Queue.size() == 3)
      return false;
    Queue.push_back(E.Written);
    return true;
  default:
    if (Queue.empty())
      return false;
    E.Value = Queue.front();
    E.Flags |= EventHasValue;
    Queue.pop_front();
    return true;
  }
}

bool Machine::performThread(Event &E) {
  uint32_t Target = E.Object.index() - FirstThreadObject;
  switch (E.Kind) {
  case OpKind::ThreadCreate:
    return Born.insert(Target).second;
  case OpKind::ThreadStart:
    return Born.count(Target) && Started.insert(Target).second;
  case OpKind::ThreadExit:
    return Exited.insert(Target).second;
  default:
    return Exited.count(Target);
  }
}

bool Machine::isParked(ThreadId Thread, ObjectId Object) const {
  auto Found = Parked.find(Object.index());
  return Found != Parked.end() &&
         std::count(Found->second.begin(), Found->second.end(), Thread.index());
}

bool Machine::perform(Event &E) {
  uint32_t Self = E.Thread.index();
  if (Exited.count(Self) ||
      (!Started.count(Self) && E.Kind != OpKind::ThreadStart))
    return false;
  switch (operationObject(E.Kind)) {
  case ObjectKind::Memory:
    return performMemory(E);
  case ObjectKind::Mutex:
  case ObjectKind::RwLock:
    return performLock(E);
  case ObjectKind::Condition:
  case ObjectKind::Barrier:
    return performWait(E);
  case ObjectKind::Semaphore:
  case ObjectKind::Queue:
    return performToken(E);
  default:
    return performThread(E);
  }
}

//===----------------------------------------------------------------------===//
// Chance
//===----------------------------------------------------------------------===//

static Event randomEvent(Random &Dice, ThreadId Self) {
  static const std::vector<OpKind> Kinds = {
      OpKind::AtomicLoad,    OpKind::PlainRead,    OpKind::PlainWrite,
      OpKind::PlainWrite,    OpKind::AtomicStore,  OpKind::AtomicRmw,
      OpKind::AtomicCas,     OpKind::MutexLock,    OpKind::MutexTryLock,
      OpKind::MutexUnlock,   OpKind::MutexUnlock,  OpKind::ReadLock,
      OpKind::WriteLock,     OpKind::WriteTryLock, OpKind::RwUnlock,
      OpKind::CondWait,      OpKind::CondSignal,   OpKind::CondBroadcast,
      OpKind::SemWait,       OpKind::SemTryWait,   OpKind::SemPost,
      OpKind::SemGetValue,   OpKind::QueueSend,    OpKind::QueueReceive,
      OpKind::BarrierArrive, OpKind::ThreadCreate, OpKind::ThreadJoin,
      OpKind::ThreadExit};
  Event E;
  E.Thread = Self;
  E.Kind = Kinds[Dice.below(Kinds.size())];
  if (E.Kind == OpKind::ThreadExit && Dice.below(8))
    E.Kind = OpKind::PlainRead;
  std::vector<uint32_t> Fitting;
  for (uint32_t I = 0; I < Machine::objects().size(); ++I)
    if (Machine::objects()[I] == operationObject(E.Kind))
      Fitting.push_back(I);
  E.Object = ObjectId(Fitting[Dice.below(Fitting.size())]);
  if (E.Kind == OpKind::ThreadExit)
    E.Object = Machine::threadObject(Self);
  if (E.Kind == OpKind::CondWait)
    E.Second = ObjectId(4);
  constexpr uint32_t Sizes[] = {1, 4, 8};
  E.Size = Sizes[Dice.below(3)];
  E.Written = Dice.next() >> 8;
  if (E.Size < 8)
    E.Written &= (uint64_t(1) << 8 * E.Size) - 1;
  return E;
}

Trace lockstep::randomExecution(Random &Dice, size_t Length) {
  Trace Result;
  for (ObjectKind Kind : Machine::objects())
    Result.Objects.push_back({Kind, {}});
  Machine Now;
  // What a thread does next when it is not free to choose.
  std::map<uint32_t, Event> Next;
  for (uint32_t I = 1; I < Machine::Threads; ++I) {
    Next[I].Thread = ThreadId(I);
    Next[I].Kind = OpKind::ThreadStart;
    Next[I].Object = Machine::threadObject(ThreadId(I));
  }
  for (size_t Tries = 0; Tries < 8 * Length && Result.Events.size() < Length;
       ++Tries) {
    ThreadId Self{uint32_t(Dice.below(Machine::Threads))};
    auto Forced = Next.find(Self.index());
    Event E = Forced == Next.end() ? randomEvent(Dice, Self) : Forced->second;
    E.Step = Result.Events.size();
    if (!Now.perform(E))
      continue;
    if (Forced != Next.end())
      Next.erase(Forced);
    Result.Events.push_back(E);
    if (!Now.isParked(E.Thread, E.Object))
      continue;
    Event &Resume = Next[Self.index()] = E;
    Resume.Second = ObjectId();
    Resume.Kind =
        E.Kind == OpKind::CondWait ? OpKind::CondResume : OpKind::BarrierResume;
  }
  return Result;
}
