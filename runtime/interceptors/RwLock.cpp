//===- RwLock.cpp - pthread_rwlock_* --------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The lock stays glibc's: its kinds, its limits, its error codes. The model
// decides when a thread may try; the real try then says how it went.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"

#include <algorithm>

using namespace lockstep;

namespace {

/// glibc's layout of __readers (nptl/pthread_rwlock_common.c).
constexpr unsigned WriteLocked = 2;
constexpr unsigned ReaderShift = 3;

unsigned readersOf(const pthread_rwlock_t *Lock) {
  return Lock->__data.__readers >> ReaderShift;
}

/// By whomever, also by somebody whom the model did not see.
bool isLocked(const pthread_rwlock_t *Lock) {
  return (Lock->__data.__readers & WriteLocked) || readersOf(Lock);
}

/// The model, brought in line with a real lock that is free: memory that held a
/// locked one may have been initialized by assignment.
ObjectId modelOf(Control &C, pthread_rwlock_t *Lock) {
  ObjectId Id = C.objectAt(Lock, ObjectKind::RwLock);
  Object &Model = C.object(Id);
  Model.PrefersWriters =
      Lock->__data.__flags == PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP;
  Model.SharedOutside = Lock->__data.__shared;
  bool IsHeld =
      Model.HeldOutside || Model.Holder.isValid() || !Model.Readers.empty();
  if (!IsHeld || isLocked(Lock))
    return Id;
  Model.HeldOutside = false;
  Model.Holder = ThreadId();
  Model.Depth = 0;
  Model.Readers.clear();
  C.engine().refresh(Id);
  return Id;
}

/// Tries the real lock once the model lets the thread in.
int acquire(Control &C, pthread_rwlock_t *Lock, const Operation &Op) {
  bool Write = isWriteWait(Op.Kind);
  // The try functions answer EBUSY to the writer itself; the others do not
  // wait for it and answer EDEADLK.
  if (C.object(Op.Object).Holder == C.self().Id)
    return Write ? real().pthread_rwlock_wrlock(Lock)
                 : real().pthread_rwlock_rdlock(Lock);
  return Write ? real().pthread_rwlock_trywrlock(Lock)
               : real().pthread_rwlock_tryrdlock(Lock);
}

Effect effectOf(int Result) {
  return {.Value = uint64_t(Result),
          .Flags = uint8_t(Result ? EventFailed : 0)};
}

int lock(Control &C, pthread_rwlock_t *Lock, OpKind Kind, uint64_t Deadline,
         void *Caller) {
  Control::Scope Inside(C);
  Operation Op = C.operation(Kind, modelOf(C, Lock), Caller);
  Op.Deadline = Deadline;
  for (;;) {
    if (!C.reach(Op)) {
      C.performed(Op, {.Value = ETIMEDOUT, .Flags = EventTimedOut});
      return ETIMEDOUT;
    }
    int Result = acquire(C, Lock, Op);
    // Held by somebody whom the model did not see. An unlock that the model
    // sees lets the thread try again.
    if (Result == EBUSY)
      C.object(Op.Object).HeldOutside = true;
    C.performed(Op, effectOf(Result));
    if (Result != EBUSY)
      return Result;
  }
}

int timedLock(Control &C, pthread_rwlock_t *Lock, OpKind Kind, clockid_t Clock,
              const timespec *Until, void *Caller) {
  // glibc checks these before it looks at the lock.
  if ((Clock != CLOCK_REALTIME && Clock != CLOCK_MONOTONIC) ||
      !isValidTime(*Until))
    return EINVAL;
  return lock(C, Lock, Kind, deadlineOn(Clock, Until), Caller);
}

int tryLock(Control &C, pthread_rwlock_t *Lock, OpKind Kind, void *Caller) {
  Control::Scope Inside(C);
  Operation Op = C.operation(Kind, modelOf(C, Lock), Caller);
  C.reach(Op);
  bool Write = Kind == OpKind::WriteTryLock;
  bool IsFree =
      Write ? !isLocked(Lock) : !(Lock->__data.__readers & WriteLocked);
  int Result = IsFree && C.engine().happens(ValueReason::TryLockFailure) ? EBUSY
               : Write ? real().pthread_rwlock_trywrlock(Lock)
                       : real().pthread_rwlock_tryrdlock(Lock);
  C.performed(Op, effectOf(Result));
  return Result;
}

/// Ends the execution when the current thread certainly does not hold the lock.
void checkUnlock(Control &C, const pthread_rwlock_t *Lock, ObjectId Id) {
  const Object &Model = C.object(Id);
  ThreadId Self = C.self().Id;
  if (Model.Holder == Self ||
      std::count(Model.Readers.begin(), Model.Readers.end(), Self))
    return;
  if (!isLocked(Lock))
    C.misuse(MisuseKind::UnlockNotLocked, Id);
  // When the model does not account for all holders, the thread may be one from
  // before it was under control.
  if (Model.Holder.isValid() ||
      (!Model.Readers.empty() && readersOf(Lock) == Model.Readers.size()))
    C.misuse(MisuseKind::UnlockNotOwner, Id);
}

} // namespace

LOCKSTEP_INTERCEPT int pthread_rwlock_rdlock(pthread_rwlock_t *Lock) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_rwlock_rdlock(Lock);
  return lock(*C, Lock, OpKind::ReadLock, NoDeadline,
              __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int pthread_rwlock_wrlock(pthread_rwlock_t *Lock) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_rwlock_wrlock(Lock);
  return lock(*C, Lock, OpKind::WriteLock, NoDeadline,
              __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int
pthread_rwlock_tryrdlock(pthread_rwlock_t *Lock) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_rwlock_tryrdlock(Lock);
  return tryLock(*C, Lock, OpKind::ReadTryLock, __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int
pthread_rwlock_trywrlock(pthread_rwlock_t *Lock) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_rwlock_trywrlock(Lock);
  return tryLock(*C, Lock, OpKind::WriteTryLock, __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int
pthread_rwlock_timedrdlock(pthread_rwlock_t *Lock,
                           const timespec *Until) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_rwlock_timedrdlock(Lock, Until);
  return timedLock(*C, Lock, OpKind::ReadTimedLock, CLOCK_REALTIME, Until,
                   __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int
pthread_rwlock_timedwrlock(pthread_rwlock_t *Lock,
                           const timespec *Until) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_rwlock_timedwrlock(Lock, Until);
  return timedLock(*C, Lock, OpKind::WriteTimedLock, CLOCK_REALTIME, Until,
                   __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int
pthread_rwlock_clockrdlock(pthread_rwlock_t *Lock, clockid_t Clock,
                           const timespec *Until) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_rwlock_clockrdlock(Lock, Clock, Until);
  return timedLock(*C, Lock, OpKind::ReadTimedLock, Clock, Until,
                   __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int
pthread_rwlock_clockwrlock(pthread_rwlock_t *Lock, clockid_t Clock,
                           const timespec *Until) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_rwlock_clockwrlock(Lock, Clock, Until);
  return timedLock(*C, Lock, OpKind::WriteTimedLock, Clock, Until,
                   __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int pthread_rwlock_unlock(pthread_rwlock_t *Lock) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_rwlock_unlock(Lock);
  Control::Scope Inside(*C);
  ObjectId Id = modelOf(*C, Lock);
  Operation Op =
      C->operation(OpKind::RwUnlock, Id, __builtin_return_address(0));
  C->reach(Op);
  checkUnlock(*C, Lock, Id);
  int Result = real().pthread_rwlock_unlock(Lock);
  C->performed(Op, effectOf(Result));
  return Result;
}

LOCKSTEP_INTERCEPT int
pthread_rwlock_init(pthread_rwlock_t *Lock,
                    const pthread_rwlockattr_t *Attributes) noexcept {
  // What was there before is no lock any more, and initializing is no point:
  // nobody else can know the lock yet.
  if (Control *C = Control::here()) {
    Control::Scope Inside(*C);
    C->engine().forget(uint64_t(Lock), sizeof *Lock);
  }
  return real().pthread_rwlock_init(Lock, Attributes);
}

LOCKSTEP_INTERCEPT int pthread_rwlock_destroy(pthread_rwlock_t *Lock) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_rwlock_destroy(Lock);
  Control::Scope Inside(*C);
  ObjectId Id = modelOf(*C, Lock);
  Operation Op =
      C->operation(OpKind::RwDestroy, Id, __builtin_return_address(0));
  C->reach(Op);
  const Object &Model = C->object(Id);
  if (Model.Holder.isValid() || !Model.Readers.empty() ||
      !Model.Pending.empty())
    C->misuse(MisuseKind::DestroyInUse, Id);
  int Result = real().pthread_rwlock_destroy(Lock);
  C->performed(Op, {.Value = uint64_t(Result), .Changed = true});
  C->engine().forget(uint64_t(Lock), sizeof *Lock);
  return Result;
}
