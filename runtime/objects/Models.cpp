//===- Models.cpp - When operations proceed, and what they do -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "objects/Models.h"

#include "event/Event.h"
#include "objects/MessageQueue.h"

#include <algorithm>

using namespace lockstep;

static bool mayRead(const Object &Lock, ThreadId Self) {
  if (Lock.HeldOutside)
    return false;
  // The writer itself proceeds: glibc answers it EDEADLK.
  if (Lock.Holder.isValid())
    return Lock.Holder == Self;
  return !Lock.PrefersWriters || !Lock.WaitingWriters || Lock.Readers.empty();
}

static bool mayWrite(const Object &Lock, ThreadId Self) {
  if (Lock.HeldOutside)
    return false;
  if (Lock.Holder.isValid())
    return Lock.Holder == Self;
  return Lock.Readers.empty();
}

static bool lockIsFree(const Object &Lock, ThreadId Self) {
  if (Lock.HeldOutside)
    return false;
  return !Lock.Holder.isValid() || (Lock.Holder == Self && Lock.Recursive);
}

static bool canSend(const Operation &Op, const Object &Queue) {
  if (Queue.Gone)
    return true;
  return Queue.Messages ? Queue.Messages->fits(Op.Size)
                        : Queue.Count < Queue.Capacity;
}

static bool canReceive(const Operation &Op, const Object &Queue) {
  if (Queue.Gone)
    return true;
  return Queue.Messages ? Queue.Messages->find(MessageChoice(Op.Choice),
                                               int64_t(Op.Argument)) != nullptr
                        : Queue.Count > 0;
}

bool lockstep::canProceed(const Operation &Op, const Object &Target,
                          const Waiter &Self) {
  switch (Op.Kind) {
  case OpKind::ThreadJoin:
    return Target.Finished;
  case OpKind::Sleep:
    return false;
  case OpKind::MutexLock:
  case OpKind::MutexTimedLock:
  case OpKind::SpinLock:
    return lockIsFree(Target, Self.Thread);
  case OpKind::ReadLock:
  case OpKind::ReadTimedLock:
    return mayRead(Target, Self.Thread);
  case OpKind::WriteLock:
  case OpKind::WriteTimedLock:
    return mayWrite(Target, Self.Thread);
  case OpKind::CondResume:
  case OpKind::BarrierResume:
  case OpKind::FutexResume:
  case OpKind::DescriptorWait:
    return Self.Notified;
  case OpKind::OnceBegin:
  case OpKind::GuardAcquire:
    return !Target.Busy;
  case OpKind::SemWait:
  case OpKind::SemTimedWait:
    return Target.Count > 0 && !Target.HeldOutside;
  case OpKind::QueueSend:
    return canSend(Op, Target);
  case OpKind::QueueReceive:
    return canReceive(Op, Target);
  default:
    return true;
  }
}

static void release(Object &Lock) {
  Lock.HeldOutside = false;
  if (Lock.Depth > 1) {
    --Lock.Depth;
    return;
  }
  Lock.Depth = 0;
  Lock.Holder = ThreadId();
}

static void releaseReadOrWrite(Object &Lock, ThreadId Self) {
  Lock.HeldOutside = false;
  auto Reader = std::find(Lock.Readers.begin(), Lock.Readers.end(), Self);
  if (Reader != Lock.Readers.end())
    Lock.Readers.erase(Reader);
  else
    release(Lock);
}

bool lockstep::applyToLock(const Operation &Op, const Effect &Done,
                           ThreadId Self, Object &Target) {
  // A writer that gives up lets the readers in that stood back for it.
  if (Done.Flags & (EventFailed | EventTimedOut))
    return isWriteWait(Op.Kind) && Target.PrefersWriters;
  switch (Op.Kind) {
  case OpKind::MutexLock:
  case OpKind::MutexTryLock:
  case OpKind::MutexTimedLock:
  case OpKind::SpinLock:
  case OpKind::SpinTryLock:
  case OpKind::WriteLock:
  case OpKind::WriteTryLock:
  case OpKind::WriteTimedLock:
    Target.Holder = Self;
    ++Target.Depth;
    return true;
  case OpKind::ReadLock:
  case OpKind::ReadTryLock:
  case OpKind::ReadTimedLock:
    Target.Readers.push_back(Self);
    return true;
  case OpKind::MutexUnlock:
  case OpKind::SpinUnlock:
    release(Target);
    return true;
  case OpKind::RwUnlock:
    releaseReadOrWrite(Target, Self);
    return true;
  case OpKind::OnceBegin:
  case OpKind::GuardAcquire:
    // Value is 1 when this thread shall run the initializer.
    if (!Done.Value)
      return false;
    Target.Busy = true;
    Target.Holder = Self;
    return true;
  case OpKind::OnceEnd:
  case OpKind::GuardRelease:
  case OpKind::GuardAbort:
    Target.Busy = false;
    Target.Holder = ThreadId();
    return true;
  case OpKind::SemWait:
  case OpKind::SemTryWait:
  case OpKind::SemTimedWait:
    if (Target.Count)
      --Target.Count;
    return true;
  case OpKind::SemPost:
    Target.HeldOutside = false;
    ++Target.Count;
    return true;
  default:
    return false;
  }
}
