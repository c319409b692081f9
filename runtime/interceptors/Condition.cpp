//===- Condition.cpp - pthread_cond_* -------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Modelled wholly: glibc would block inside. The real condition variable is
// never touched while under control; it stays as its initializer made it.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"
#include "interceptors/Mutex.h"

using namespace lockstep;

namespace {

/// glibc keeps the clock of pthread_condattr_setclock in bit 1 of __wrefs
/// (pthread_cond_common.c).
clockid_t clockOf(const pthread_cond_t *Condition) {
  return Condition->__data.__wrefs & 2 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

/// Waits until woken, or until \p Deadline. \returns 0 or ETIMEDOUT, or what
/// unlocking or locking the mutex fails with.
int wait(Control &C, pthread_cond_t *Condition, pthread_mutex_t *Mutex,
         uint64_t Deadline, void *Caller) {
  Control::Scope Inside(C);
  ObjectId Id = C.objectAt(Condition, ObjectKind::Condition);
  ObjectId Lock = C.objectAt(Mutex, ObjectKind::Mutex);
  Operation Begin = C.operation(Deadline == NoDeadline ? OpKind::CondWait
                                                       : OpKind::CondTimedWait,
                                Id, Caller);
  Begin.Second = Lock;
  C.reach(Begin);
  Object &Model = C.object(Id);
  if (!Model.Parked.empty() && Model.Partner != Lock)
    C.misuse(MisuseKind::CondMutexMismatch, Id);
  Model.Partner = Lock;
  checkUnlock(C, Mutex, Lock);
  if (int Failure = real().pthread_mutex_unlock(Mutex)) {
    Begin.Kind = OpKind::CondResume; // the wait did not begin
    C.performed(Begin, {.Value = uint64_t(Failure), .Flags = EventFailed});
    return Failure;
  }
  C.performed(Begin, {});

  bool Spurious = C.engine().happens(ValueReason::SpuriousWake);
  Operation Resume = Begin;
  Resume.Kind = OpKind::CondResume;
  Resume.Second = ObjectId();
  Resume.Deadline = Spurious ? 0 : Deadline;
  bool Woken = C.reach(Resume);
  C.engine().unpark(Id);
  uint8_t Flags = Woken ? 0 : Spurious ? EventSpurious : EventTimedOut;
  C.performed(Resume, {.Flags = Flags});

  int Result = lockMutex(C, Mutex, OpKind::MutexLock, NoDeadline, Caller);
  return Result ? Result : Flags == EventTimedOut ? ETIMEDOUT : 0;
}

int timedWait(Control &C, pthread_cond_t *Condition, pthread_mutex_t *Mutex,
              clockid_t Clock, const timespec *Until, void *Caller) {
  if (!isValidTime(*Until))
    return EINVAL;
  return wait(C, Condition, Mutex, deadlineOn(Clock, Until), Caller);
}

void wake(Control &C, pthread_cond_t *Condition, OpKind Kind, uint32_t Count,
          void *Caller) {
  Control::Scope Inside(C);
  ObjectId Id = C.objectAt(Condition, ObjectKind::Condition);
  Operation Op = C.operation(Kind, Id, Caller);
  C.reach(Op);
  uint32_t Woken = C.engine().wake(Id, Count);
  C.performed(Op,
              {.Value = Woken, .Flags = EventHasValue, .Changed = Woken != 0});
}

} // namespace

LOCKSTEP_INTERCEPT int pthread_cond_wait(pthread_cond_t *Condition,
                                         pthread_mutex_t *Mutex) {
  Control *C = Control::here();
  if (!C)
    return real().pthread_cond_wait(Condition, Mutex);
  return wait(*C, Condition, Mutex, NoDeadline, __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int pthread_cond_timedwait(pthread_cond_t *Condition,
                                              pthread_mutex_t *Mutex,
                                              const timespec *Until) {
  Control *C = Control::here();
  if (!C)
    return real().pthread_cond_timedwait(Condition, Mutex, Until);
  return timedWait(*C, Condition, Mutex, clockOf(Condition), Until,
                   __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int pthread_cond_clockwait(pthread_cond_t *Condition,
                                              pthread_mutex_t *Mutex,
                                              clockid_t Clock,
                                              const timespec *Until) {
  Control *C = Control::here();
  if (!C)
    return real().pthread_cond_clockwait(Condition, Mutex, Clock, Until);
  if (Clock != CLOCK_REALTIME && Clock != CLOCK_MONOTONIC)
    return EINVAL;
  return timedWait(*C, Condition, Mutex, Clock, Until,
                   __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int pthread_cond_signal(pthread_cond_t *Condition) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_cond_signal(Condition);
  wake(*C, Condition, OpKind::CondSignal, 1, __builtin_return_address(0));
  return 0;
}

LOCKSTEP_INTERCEPT int
pthread_cond_broadcast(pthread_cond_t *Condition) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_cond_broadcast(Condition);
  wake(*C, Condition, OpKind::CondBroadcast, ~0u, __builtin_return_address(0));
  return 0;
}

LOCKSTEP_INTERCEPT int
pthread_cond_init(pthread_cond_t *Condition,
                  const pthread_condattr_t *Attributes) noexcept {
  if (Control *C = Control::here()) {
    Control::Scope Inside(*C);
    C->engine().forget(uint64_t(Condition), sizeof *Condition);
  }
  return real().pthread_cond_init(Condition, Attributes);
}

LOCKSTEP_INTERCEPT int
pthread_cond_destroy(pthread_cond_t *Condition) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_cond_destroy(Condition);
  Control::Scope Inside(*C);
  ObjectId Id = C->objectAt(Condition, ObjectKind::Condition);
  Operation Op =
      C->operation(OpKind::CondDestroy, Id, __builtin_return_address(0));
  C->reach(Op);
  // Threads that were woken and are on their way out are no longer users
  // (POSIX lets a condition variable be destroyed right after a broadcast).
  if (!C->object(Id).Parked.empty())
    C->misuse(MisuseKind::DestroyInUse, Id);
  C->performed(Op, {.Changed = true});
  C->engine().forget(uint64_t(Condition), sizeof *Condition);
  return real().pthread_cond_destroy(Condition);
}
