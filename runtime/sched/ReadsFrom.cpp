//===- ReadsFrom.cpp - Which write a read reads ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As in RFF, a lock is a read of the mutex and an unlock a write: which unlock
// a lock follows is what schedules differ in. What both takes and gives (a
// read-modify-write, a wait that releases a mutex) is both.
//
//===----------------------------------------------------------------------===//

#include "sched/ReadsFrom.h"

using namespace lockstep;

bool lockstep::readsObject(OpKind Kind) {
  if (operationLockUse(Kind) == LockUse::GiveBack)
    return false;
  switch (Kind) {
  case OpKind::AtomicStore:
  case OpKind::PlainWrite:
  case OpKind::VolatileWrite:
  case OpKind::CondSignal:
  case OpKind::CondBroadcast:
  case OpKind::OnceEnd:
  case OpKind::GuardRelease:
  case OpKind::GuardAbort:
  case OpKind::SemPost:
  case OpKind::FutexWake:
  case OpKind::QueueSend:
  case OpKind::ThreadExit:
  case OpKind::ThreadCreate:
    return false;
  default:
    return operationAccess(Kind) != Access::None;
  }
}

bool lockstep::writesObject(OpKind Kind) {
  if (takesLock(Kind))
    return false;
  switch (Kind) {
  case OpKind::CondResume:
  case OpKind::FutexWait:
  case OpKind::FutexResume:
  case OpKind::DescriptorWait:
  case OpKind::OnceBegin:
  case OpKind::GuardAcquire:
    return false;
  default:
    return operationAccess(Kind) == Access::Write;
  }
}
