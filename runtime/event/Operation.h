//===- Operation.h - What a thread is about to do ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EVENT_OPERATION_H
#define LOCKSTEP_EVENT_OPERATION_H

#include "base/Ids.h"
#include "lockstep/site.h"

#include <cstdint>

namespace lockstep {

/// Every kind of operation; the table is include/lockstep/operations.def.
enum class OpKind : uint8_t {
#define LOCKSTEP_OPERATION(Name, Text, Access, Object) Name,
#include "lockstep/operations.def"
};
constexpr unsigned OpKindCount = lockstep_op_count;

/// What an operation does to its object.
enum class Access : uint8_t { None, Read, Write };

/// The families of objects.
enum class ObjectKind : uint8_t {
#define LOCKSTEP_OBJECT(Name, Text) Name,
#include "lockstep/operations.def"
};

/// How a report says it: "lock", "atomic load".
const char *operationText(OpKind Kind);
/// The enumerator's name, stable, for machine-readable output: "MutexLock".
const char *operationName(OpKind Kind);
// Asked at every scheduling point.
inline Access operationAccess(OpKind Kind) {
  static constexpr Access Table[] = {
#define LOCKSTEP_OPERATION(Name, Text, AccessKind, Object) Access::AccessKind,
#include "lockstep/operations.def"
  };
  return Table[unsigned(Kind)];
}
inline ObjectKind operationObject(OpKind Kind) {
  static constexpr ObjectKind Table[] = {
#define LOCKSTEP_OPERATION(Name, Text, AccessKind, Object) ObjectKind::Object,
#include "lockstep/operations.def"
  };
  return Table[unsigned(Kind)];
}
/// What an operation that succeeds does to a mutex, a spin lock or a read-write
/// lock. A wait on a condition variable, which gives back its mutex, is None.
enum class LockUse : uint8_t { None, Take, TakeShared, GiveBack };
// Asked for every decision when an execution is learned from.
constexpr LockUse operationLockUse(OpKind Kind) {
  switch (Kind) {
  case OpKind::MutexLock:
  case OpKind::MutexTryLock:
  case OpKind::MutexTimedLock:
  case OpKind::SpinLock:
  case OpKind::SpinTryLock:
  case OpKind::WriteLock:
  case OpKind::WriteTryLock:
  case OpKind::WriteTimedLock:
    return LockUse::Take;
  case OpKind::ReadLock:
  case OpKind::ReadTryLock:
  case OpKind::ReadTimedLock:
    return LockUse::TakeShared;
  case OpKind::MutexUnlock:
  case OpKind::SpinUnlock:
  case OpKind::RwUnlock:
    return LockUse::GiveBack;
  default:
    return LockUse::None;
  }
}
constexpr bool takesLock(OpKind Kind) {
  LockUse Use = operationLockUse(Kind);
  return Use == LockUse::Take || Use == LockUse::TakeShared;
}
const char *objectKindText(ObjectKind Kind);
const char *objectKindName(ObjectKind Kind);

/// Never: the deadline of an operation that waits as long as it takes.
constexpr uint64_t NoDeadline = ~uint64_t(0);

/// The next visible thing a thread will do. Lives on the stack of the thread
/// that is about to do it, and is valid until that thread was chosen.
struct Operation {
  OpKind Kind = OpKind::None;
  uint8_t Order = lockstep_order_none; ///< enum lockstep_order
  uint8_t Rmw = 0;                     ///< enum lockstep_rmw
  uint8_t Flags = 0;                   ///< enum lockstep_site_flags
  uint32_t Size = 0;                   ///< bytes at Address, or sent
  SiteId Site;
  ObjectId Object;
  /// The mutex of a condition-variable wait; else invalid.
  ObjectId Second;
  /// Which message a receive wants: enum MessageChoice, about Argument.
  uint8_t Choice = 0;
  /// Of a compare-exchange that fails: enum lockstep_order.
  uint8_t FailureOrder = lockstep_order_none;
  /// Where the object is, in this process only: never recorded, compared only
  /// for overlap.
  uint64_t Address = 0;
  /// What will be written, sent or asked for, when known beforehand.
  uint64_t Argument = 0;
  /// Virtual time in nanoseconds at which a waiting operation gives up.
  uint64_t Deadline = NoDeadline;
};

/// True when the order of \p A and \p B, operations of different threads, may
/// matter: they touch the same object or overlapping bytes, and one writes.
bool dependent(const Operation &A, const Operation &B);

} // namespace lockstep

#endif
