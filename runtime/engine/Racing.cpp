//===- Racing.cpp - Data races of one execution ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/Racing.h"

#include "event/Event.h"

#include <algorithm>

using namespace lockstep;

//===----------------------------------------------------------------------===//
// Objects
//===----------------------------------------------------------------------===//

/// What the operation, which succeeded, passes on or takes over.
void Racing::synchronize(const Operation &Op, ThreadId Clock,
                         const Object &Target) {
  SyncClocks &Objects = Detector.objects();
  switch (Op.Kind) {
  case OpKind::MutexLock:
  case OpKind::MutexTryLock:
  case OpKind::MutexTimedLock:
  case OpKind::SpinLock:
  case OpKind::SpinTryLock:
  case OpKind::WriteLock:
  case OpKind::WriteTryLock:
  case OpKind::WriteTimedLock:
  case OpKind::OnceBegin:
  case OpKind::GuardAcquire:
  case OpKind::SemWait:
  case OpKind::SemTryWait:
  case OpKind::SemTimedWait:
    return Objects.acquire(Clock, Op.Object);
  case OpKind::ReadLock:
  case OpKind::ReadTryLock:
  case OpKind::ReadTimedLock:
  case OpKind::BarrierResume:
    return Objects.acquireAsReader(Clock, Op.Object);
  case OpKind::MutexUnlock:
  case OpKind::SpinUnlock:
  case OpKind::OnceEnd:
  case OpKind::GuardRelease:
  case OpKind::GuardAbort:
  case OpKind::SemPost:
    return Objects.release(Clock, Op.Object);
  case OpKind::RwUnlock:
    // The model has not followed yet.
    if (Target.Holder == Owners[Clock.index()])
      return Objects.release(Clock, Op.Object);
    return Objects.releaseAsReader(Clock, Op.Object);
  case OpKind::CondWait:
  case OpKind::CondTimedWait:
    return Objects.release(Clock, Op.Second);
  case OpKind::BarrierArrive:
    Objects.arrive(Clock, Op.Object);
    if (Target.Count)
      return;
    Objects.completeRound(Op.Object);
    return Objects.acquireAsReader(Clock, Op.Object);
  case OpKind::QueueSend:
  case OpKind::QueueReceive:
    // A send may also have waited for room.
    Objects.acquire(Clock, Op.Object);
    return Objects.release(Clock, Op.Object);
  case OpKind::ThreadJoin:
  case OpKind::ThreadTryJoin:
    return Detector.joined(Clock, clockOf(Target.Target));
  default:
    return;
  }
}

const std::vector<Race> &Racing::performed(const Operation &Op,
                                           const Effect &Done, ThreadId Thread,
                                           const Object *Target) {
  if (operationObject(Op.Kind) == ObjectKind::Memory)
    return memory(Op, Done, Thread);
  ThreadId Clock = clockOf(Thread);
  if (Op.Kind == OpKind::Fence)
    Detector.objects().fence(Clock, Op.Order);
  else if (Op.Kind == OpKind::ThreadExit)
    Detector.finished(Clock);
  else if (Target && !(Done.Flags & (EventFailed | EventTimedOut)))
    synchronize(Op, Clock, *Target);
  return None;
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

bool Racing::isAtomicByAssembly(ObjectId Memory) const {
  return Memory.index() < ByAssembly.size() && ByAssembly[Memory.index()];
}

/// Inline assembly with a lock prefix and the like is as strong as an atomic
/// operation can be.
void Racing::assembly(const Operation &Op, ThreadId Clock) {
  if (!Op.Object.isValid())
    return Detector.objects().exchangeSomewhere(Clock);
  if (Op.Object.index() >= ByAssembly.size())
    ByAssembly.resize(Op.Object.index() + 1);
  ByAssembly[Op.Object.index()] = true;
  AtomicEffect Did{
      .Order = lockstep_order_seq_cst, .Reads = true, .Writes = true};
  Detector.objects().hasRead(Clock, Op.Object, Did,
                             [] { return LastWrite::Atomic; });
  Detector.objects().hasWritten(Clock, Op.Object, Did);
}

const std::vector<Race> &Racing::memory(const Operation &Op, const Effect &Done,
                                        ThreadId Thread) {
  ThreadId Clock = clockOf(Thread);
  bool IsVolatile = false, Reads = true, Writes = true;
  bool HasValues = Op.Size <= sizeof Done.Value;
  uint8_t Order = Op.Order;
  switch (Op.Kind) {
  case OpKind::AtomicLoad:
    Writes = false;
    break;
  case OpKind::AtomicStore:
    Reads = false;
    break;
  case OpKind::AtomicRmw:
    break;
  case OpKind::AtomicCas:
    if (!(Done.Flags & EventFailed))
      break;
    Writes = false;
    Order = Op.FailureOrder;
    break;
  case OpKind::InlineAssembly:
    assembly(Op, Clock);
    return None;
  case OpKind::VolatileRead:
  case OpKind::VolatileWrite:
    Writes = Op.Kind == OpKind::VolatileWrite;
    Reads = !Writes;
    IsVolatile = true;
    // What assembly acquires, a volatile store gives back.
    Order = lockstep_order_acq_rel;
    HasValues = false;
    break;
  default:
    return None;
  }
  bool IsAtomic = !IsVolatile || isAtomicByAssembly(Op.Object);
  const NewAccess Access{Op.Address, Op.Size, Op.Site, Clock, Writes, IsAtomic};
  if (!IsAtomic)
    return checked(Access);
  AtomicEffect &Did = LastAtomic;
  Did.Order = Order;
  Did.Reads = Reads;
  Did.Writes = Writes;
  Did.IsLoad = Op.Kind == OpKind::AtomicLoad;
  Did.HasValues = HasValues;
  Did.Size = Op.Size;
  Did.Read = Done.Value;
  Did.Written = Done.Written;
  // What it reads comes before it, and it is part of what it publishes.
  if (Reads)
    Detector.objects().hasRead(Clock, Op.Object, Did, [&] {
      return Detector.shadow().lastWrite(Op.Address, Clock);
    });
  const std::vector<Race> &Found = checked(Access);
  if (Writes)
    Detector.objects().hasWritten(Clock, Op.Object, Did);
  return Found;
}

std::vector<SiteId> Racing::unordered(uint64_t Address, uint64_t Size,
                                      ThreadId Thread) {
  std::vector<PastAccess> Found;
  Detector.shadow().unordered(Address, Size, clockOf(Thread), Found);
  std::vector<SiteId> Sites;
  for (const PastAccess &Past : Found)
    Sites.push_back(Past.Site);
  return Sites;
}

std::optional<Race> Racing::toReport(const std::vector<Race> &Found) const {
  if (Mode != RaceMode::Report)
    return std::nullopt;
  for (const Race &Of : Found) {
    RacePair Sites(Of.Earlier.Site, Of.Later.Site);
    if (std::binary_search(Known.begin(), Known.end(), Sites))
      continue;
    Race Told = Of;
    Told.Earlier.Thread = uint16_t(Owners[Of.Earlier.Thread].Value);
    Told.Later.Thread = uint16_t(Owners[Of.Later.Thread].Value);
    return Told;
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Threads and annotations
//===----------------------------------------------------------------------===//

void Racing::born(ThreadId Parent) {
  Detector.born(clockOf(Parent));
  auto Clock = ThreadId(uint32_t(Owners.size()));
  Owners.push_back(ThreadId(uint32_t(Clocks.size())));
  Clocks.push_back(Clock);
}

bool Racing::isAlone(ThreadId Thread, uint32_t Live) {
  Detector.lookAround(clockOf(Thread), Live);
  return Detector.isAlone();
}

void Racing::acquire(ThreadId Thread, ObjectId Object, bool Reading) {
  if (Reading)
    Detector.objects().acquireAsReader(clockOf(Thread), Object);
  else
    Detector.objects().acquire(clockOf(Thread), Object);
}

void Racing::release(ThreadId Thread, ObjectId Object, bool Reading) {
  if (Reading)
    Detector.objects().releaseAsReader(clockOf(Thread), Object);
  else
    Detector.objects().release(clockOf(Thread), Object);
}

bool Racing::isIgnored(const NewAccess &Access) {
  const ThreadClock &Self = Detector.threads()[Access.Thread];
  return Access.Write ? Self.IgnoreWrites : Self.IgnoreReads;
}

void Racing::ignore(ThreadId Thread, Ignored What, int By) {
  ThreadClock &Self = Detector.threads()[clockOf(Thread)];
  uint32_t &Depth = What == Ignored::Reads    ? Self.IgnoreReads
                    : What == Ignored::Writes ? Self.IgnoreWrites
                                              : Self.IgnoreSync;
  if (By < 0 && !Depth)
    return; // ended more often than begun
  Depth += uint32_t(By);
  Ignoring = true;
}

uint32_t Racing::createFiber(ThreadId Thread) {
  Detector.born(clockOf(Thread));
  Owners.push_back(Thread);
  LOCKSTEP_CHECK(Owners.size() <= 0xffff);
  return uint32_t(Owners.size() - 1);
}

void Racing::switchToFiber(ThreadId Thread, uint32_t Fiber, bool Synchronize) {
  if (Fiber >= Owners.size())
    return;
  if (Synchronize) {
    Detector.joined(ThreadId(Fiber), clockOf(Thread));
    Detector.finished(clockOf(Thread));
  }
  Clocks[Thread.index()] = ThreadId(Fiber);
  Owners[Fiber] = Thread;
}
