//===- Models.h - When operations proceed, and what they do -----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_OBJECTS_MODELS_H
#define LOCKSTEP_OBJECTS_MODELS_H

#include "objects/Object.h"

namespace lockstep {

/// What the model needs to know of the thread that asks.
struct Waiter {
  ThreadId Thread;
  /// It was woken since it parked (isResume()).
  bool Notified = false;
};

/// True for operations that may have to wait for their object.
constexpr bool mayWait(OpKind Kind) {
  switch (Kind) {
  case OpKind::ThreadJoin:
  case OpKind::Sleep:
  case OpKind::MutexLock:
  case OpKind::MutexTimedLock:
  case OpKind::SpinLock:
  case OpKind::ReadLock:
  case OpKind::ReadTimedLock:
  case OpKind::WriteLock:
  case OpKind::WriteTimedLock:
  case OpKind::CondResume:
  case OpKind::BarrierResume:
  case OpKind::OnceBegin:
  case OpKind::GuardAcquire:
  case OpKind::SemWait:
  case OpKind::SemTimedWait:
  case OpKind::FutexResume:
  case OpKind::QueueSend:
  case OpKind::QueueReceive:
  case OpKind::DescriptorWait:
    return true;
  default:
    return false;
  }
}

/// True for the second half of a two-part wait, which only a wake-up enables.
constexpr bool isResume(OpKind Kind) {
  return Kind == OpKind::CondResume || Kind == OpKind::BarrierResume ||
         Kind == OpKind::FutexResume || Kind == OpKind::DescriptorWait;
}

/// True for operations that wait until they can lock for writing.
constexpr bool isWriteWait(OpKind Kind) {
  return Kind == OpKind::WriteLock || Kind == OpKind::WriteTimedLock;
}

/// Whether \p Op of \p Self could be performed now without waiting. \p Target
/// is the model of Op.Object.
bool canProceed(const Operation &Op, const Object &Target, const Waiter &Self);

/// How an operation went.
struct Effect {
  uint64_t Value = 0;   ///< read or returned
  uint64_t Written = 0; ///< stored
  uint8_t Flags = 0;    ///< EventFlags
  /// False when the program's state is as before: a load, a store of the value
  /// already there, a failed attempt. What spinning is told by.
  bool Changed = false;
};

/// Applies the performed \p Op to the model of a lock-like object: Mutex,
/// SpinLock, RwLock, Once, Guard, Semaphore. \returns true when other threads'
/// pending operations on it may have become (im)possible.
bool applyToLock(const Operation &Op, const Effect &Done, ThreadId Self,
                 Object &Target);

} // namespace lockstep

#endif
