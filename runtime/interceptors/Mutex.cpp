//===- Mutex.cpp - pthread_mutex_* ----------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The mutex stays glibc's: its type, its owner check, its error codes. The
// model decides when a thread may try; the real trylock then says how it went.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Mutex.h"

#include "interceptors/Intercept.h"

using namespace lockstep;

namespace {

/// glibc keeps the type in the low bits of __kind (bits/struct_mutex.h).
int typeOf(const pthread_mutex_t *Mutex) { return Mutex->__data.__kind & 3; }

/// The lock word is not 0 while anybody holds the mutex, also somebody whom the
/// model did not see.
bool isLocked(const pthread_mutex_t *Mutex) { return Mutex->__data.__lock; }

ObjectId modelOf(Control &C, pthread_mutex_t *Mutex) {
  ObjectId Id = C.objectAt(Mutex, ObjectKind::Mutex);
  C.object(Id).SharedOutside =
      Mutex->__data.__kind & 128; // PTHREAD_PROCESS_SHARED
  C.object(Id).Recursive = typeOf(Mutex) == PTHREAD_MUTEX_RECURSIVE;
  return Id;
}

/// Tries the real mutex once the model lets the thread in.
int acquire(Control &C, pthread_mutex_t *Mutex, Operation &Op) {
  Object &Model = C.object(Op.Object);
  // trylock does not check for errors, and lock does not wait when the owner
  // calls it: EDEADLK.
  if (Model.Holder == C.self().Id &&
      typeOf(Mutex) == PTHREAD_MUTEX_ERRORCHECK_NP)
    return real().pthread_mutex_lock(Mutex);
  return real().pthread_mutex_trylock(Mutex);
}

bool acquired(int Result) { return Result == 0 || Result == EOWNERDEAD; }

/// An errorcheck mutex that its owner locks again answers at once.
bool answersAtOnce(Control &C, pthread_mutex_t *Mutex, ObjectId Id) {
  return typeOf(Mutex) == PTHREAD_MUTEX_ERRORCHECK_NP &&
         C.object(Id).Holder == C.self().Id;
}

/// \p MayFail: also when nobody holds the mutex.
int tryLock(Control &C, pthread_mutex_t *Mutex, bool MayFail, void *Caller) {
  Operation Op = C.operation(OpKind::MutexTryLock, modelOf(C, Mutex), Caller);
  C.reach(Op);
  bool Fails = MayFail && !isLocked(Mutex) &&
               C.engine().happens(ValueReason::TryLockFailure);
  int Result = Fails ? EBUSY : real().pthread_mutex_trylock(Mutex);
  bool Got = acquired(Result);
  C.performed(
      Op, {.Value = uint64_t(Result), .Flags = uint8_t(Got ? 0 : EventFailed)});
  return Result;
}

} // namespace

int lockstep::lockMutex(Control &C, pthread_mutex_t *Mutex, OpKind Kind,
                        uint64_t Deadline, void *Caller) {
  ObjectId Id = modelOf(C, Mutex);
  Operation Op = C.operation(Kind, Id, Caller);
  Op.Deadline = Deadline;
  if (answersAtOnce(C, Mutex, Id))
    Op.Kind = OpKind::MutexTryLock;
  for (;;) {
    if (!C.reach(Op)) {
      C.performed(Op, {.Value = ETIMEDOUT, .Flags = EventTimedOut});
      return ETIMEDOUT;
    }
    int Result = acquire(C, Mutex, Op);
    if (Result == EBUSY) {
      // Held by somebody whom the model did not see: a thread outside control,
      // another process. An unlock that the model sees lets the thread try
      // again.
      C.object(Id).HeldOutside = true;
      C.performed(Op, {.Value = EBUSY, .Flags = EventFailed});
      continue;
    }
    C.performed(Op, {.Value = uint64_t(Result),
                     .Flags = uint8_t(acquired(Result) ? 0 : EventFailed)});
    return Result;
  }
}

void lockstep::checkUnlock(Control &C, pthread_mutex_t *Mutex, ObjectId Id) {
  // Types that check for themselves answer EPERM, which the program may want.
  if (typeOf(Mutex) != PTHREAD_MUTEX_TIMED_NP &&
      typeOf(Mutex) != PTHREAD_MUTEX_ADAPTIVE_NP)
    return;
  const Object &Model = C.object(Id);
  if (Model.Holder.isValid() && Model.Holder != C.self().Id)
    C.misuse(MisuseKind::UnlockNotOwner, Id);
  if (!Model.Holder.isValid() && !isLocked(Mutex))
    C.misuse(MisuseKind::UnlockNotLocked, Id);
}

//===----------------------------------------------------------------------===//
// The functions
//===----------------------------------------------------------------------===//

LOCKSTEP_INTERCEPT int pthread_mutex_lock(pthread_mutex_t *Mutex) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_mutex_lock(Mutex);
  Control::Scope Inside(*C);
  return lockMutex(*C, Mutex, OpKind::MutexLock, NoDeadline,
                   __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int pthread_mutex_trylock(pthread_mutex_t *Mutex) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_mutex_trylock(Mutex);
  Control::Scope Inside(*C);
  return tryLock(*C, Mutex, /*MayFail=*/true, __builtin_return_address(0));
}

static int timedLock(pthread_mutex_t *Mutex, clockid_t Clock,
                     const timespec *Until, void *Caller, Control &C) {
  Control::Scope Inside(C);
  // An invalid time is an error only for those who would wait.
  if (!isValidTime(*Until)) {
    int Result = tryLock(C, Mutex, /*MayFail=*/false, Caller);
    return Result == EBUSY ? EINVAL : Result;
  }
  return lockMutex(C, Mutex, OpKind::MutexTimedLock, deadlineOn(Clock, Until),
                   Caller);
}

LOCKSTEP_INTERCEPT int pthread_mutex_timedlock(pthread_mutex_t *Mutex,
                                               const timespec *Until) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_mutex_timedlock(Mutex, Until);
  return timedLock(Mutex, CLOCK_REALTIME, Until, __builtin_return_address(0),
                   *C);
}

LOCKSTEP_INTERCEPT int pthread_mutex_clocklock(pthread_mutex_t *Mutex,
                                               clockid_t Clock,
                                               const timespec *Until) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_mutex_clocklock(Mutex, Clock, Until);
  if (Clock != CLOCK_REALTIME && Clock != CLOCK_MONOTONIC)
    return EINVAL;
  return timedLock(Mutex, Clock, Until, __builtin_return_address(0), *C);
}

LOCKSTEP_INTERCEPT int pthread_mutex_unlock(pthread_mutex_t *Mutex) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_mutex_unlock(Mutex);
  Control::Scope Inside(*C);
  ObjectId Id = modelOf(*C, Mutex);
  Operation Op =
      C->operation(OpKind::MutexUnlock, Id, __builtin_return_address(0));
  C->reach(Op);
  checkUnlock(*C, Mutex, Id);
  int Result = real().pthread_mutex_unlock(Mutex);
  C->performed(Op, {.Value = uint64_t(Result),
                    .Flags = uint8_t(Result ? EventFailed : 0)});
  return Result;
}

LOCKSTEP_INTERCEPT int pthread_mutex_destroy(pthread_mutex_t *Mutex) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_mutex_destroy(Mutex);
  Control::Scope Inside(*C);
  ObjectId Id = modelOf(*C, Mutex);
  Operation Op =
      C->operation(OpKind::MutexDestroy, Id, __builtin_return_address(0));
  C->reach(Op);
  const Object &Model = C->object(Id);
  if (Model.Holder.isValid() || !Model.Pending.empty())
    C->misuse(MisuseKind::DestroyInUse, Id);
  int Result = real().pthread_mutex_destroy(Mutex);
  C->performed(Op, {.Value = uint64_t(Result), .Changed = true});
  C->engine().forget(uint64_t(Mutex), sizeof *Mutex);
  return Result;
}

LOCKSTEP_INTERCEPT int
pthread_mutex_init(pthread_mutex_t *Mutex,
                   const pthread_mutexattr_t *Attributes) noexcept {
  // What was there before is no mutex any more, and initializing is no point:
  // nobody else can know the mutex yet.
  if (Control *C = Control::here()) {
    Control::Scope Inside(*C);
    C->engine().forget(uint64_t(Mutex), sizeof *Mutex);
  }
  return real().pthread_mutex_init(Mutex, Attributes);
}
