//===- Operations.cpp - What operations tell and change -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/Operations.h"

using namespace lockstep;
using namespace lockstep::explain;

static Part partOfLock(OpKind Kind) {
  switch (Kind) {
  case OpKind::ReadLock:
  case OpKind::ReadTryLock:
  case OpKind::ReadTimedLock:
    return Part::ShareLock;
  case OpKind::MutexUnlock:
  case OpKind::MutexInit:
  case OpKind::SpinUnlock:
  case OpKind::RwUnlock:
    return Part::Unlock;
  case OpKind::MutexDestroy:
  case OpKind::SpinDestroy:
  case OpKind::RwDestroy:
    return Part::Destroy;
  default:
    return Part::Lock;
  }
}

static Part partOfThread(OpKind Kind) {
  switch (Kind) {
  case OpKind::ThreadStart:
    return Part::Start;
  case OpKind::ThreadCreate:
    return Part::Create;
  case OpKind::ThreadJoin:
  case OpKind::ThreadTryJoin:
    return Part::Join;
  case OpKind::ThreadDetach:
    return Part::Detach;
  case OpKind::ThreadExit:
    return Part::Exit;
  default:
    return Part::Nothing;
  }
}

static Part partOfRendezvous(OpKind Kind) {
  switch (Kind) {
  case OpKind::CondWait:
  case OpKind::CondTimedWait:
  case OpKind::FutexWait:
    return Part::WaitBegins;
  case OpKind::CondResume:
  case OpKind::FutexResume:
    return Part::WaitEnds;
  case OpKind::CondSignal:
  case OpKind::CondBroadcast:
  case OpKind::FutexWake:
    return Part::Wake;
  case OpKind::BarrierArrive:
    return Part::Arrive;
  case OpKind::BarrierResume:
    return Part::Pass;
  case OpKind::OnceBegin:
  case OpKind::GuardAcquire:
    return Part::Enter;
  case OpKind::OnceEnd:
  case OpKind::GuardRelease:
  case OpKind::GuardAbort:
    return Part::Unlock;
  case OpKind::SemPost:
    return Part::Give;
  case OpKind::SemGetValue:
    return Part::Inspect;
  case OpKind::CondDestroy:
  case OpKind::BarrierDestroy:
  case OpKind::SemDestroy:
    return Part::Destroy;
  default:
    return Part::Take;
  }
}

Part explain::partOf(OpKind Kind) {
  switch (operationObject(Kind)) {
  case ObjectKind::Memory:
    return Part::Memory;
  case ObjectKind::Thread:
    return partOfThread(Kind);
  case ObjectKind::Mutex:
  case ObjectKind::SpinLock:
  case ObjectKind::RwLock:
    return partOfLock(Kind);
  case ObjectKind::Condition:
  case ObjectKind::Barrier:
  case ObjectKind::Once:
  case ObjectKind::Guard:
  case ObjectKind::Semaphore:
  case ObjectKind::Futex:
    return partOfRendezvous(Kind);
  case ObjectKind::Queue:
  case ObjectKind::Descriptor:
    return Part::Use;
  case ObjectKind::Clock:
    return Kind == OpKind::ClockRead ? Part::Outside : Part::Nothing;
  case ObjectKind::None:
    break;
  }
  switch (Kind) {
  case OpKind::External:
  case OpKind::LibraryCall:
  case OpKind::Allocate:
  case OpKind::Transfer:
    return Part::Outside;
  default:
    return Part::Nothing;
  }
}

bool explain::readsMemory(const Event &E) {
  // Inline assembly may do anything.
  return partOf(E.Kind) == Part::Memory &&
         (operationAccess(E.Kind) == Access::Read ||
          E.Kind == OpKind::AtomicRmw || E.Kind == OpKind::AtomicCas ||
          E.Kind == OpKind::InlineAssembly);
}

bool explain::writesMemory(const Event &E) {
  return partOf(E.Kind) == Part::Memory &&
         operationAccess(E.Kind) == Access::Write && !(E.Flags & EventFailed);
}

bool explain::observes(const Event &E) {
  if (E.Flags & (EventFailed | EventTimedOut | EventSpurious))
    return true;
  switch (partOf(E.Kind)) {
  case Part::Nothing:
  case Part::Unlock:
  case Part::Wake:
  case Part::Give:
  case Part::Destroy:
  case Part::Create:
  case Part::Detach:
  case Part::Exit:
    return false;
  case Part::Memory:
    return readsMemory(E);
  case Part::WaitBegins:
    // The second half tells how it went; a futex wait compares first.
    return E.Kind == OpKind::FutexWait;
  default:
    return true;
  }
}
