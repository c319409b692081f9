//===- Semaphore.cpp - sem_wait, sem_post and their relatives -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The semaphore stays glibc's and its value is the truth: the model takes it
// over before each operation, so that a semaphore from before control began, or
// one that was copied into place, is known too.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"

using namespace lockstep;

namespace {

/// glibc's sem_t on 64-bit machines (sysdeps/nptl/internaltypes.h, struct
/// new_sem).
struct RealSemaphore {
  uint64_t Data;
  int Shared; ///< "private" there; 0 when it is
  int Padding;
};
static_assert(sizeof(RealSemaphore) <= sizeof(sem_t));

ObjectId modelOf(Control &C, sem_t *Semaphore) {
  ObjectId Id = C.objectAt(Semaphore, ObjectKind::Semaphore);
  Object &Model = C.object(Id);
  Model.SharedOutside =
      reinterpret_cast<const RealSemaphore *>(Semaphore)->Shared;
  int Value = 0;
  real().sem_getvalue(Semaphore, &Value);
  if (Model.Count != uint64_t(Value)) {
    Model.Count = uint64_t(Value);
    C.engine().refresh(Id);
  }
  return Id;
}

/// Sets errno, as all of these functions do when they fail.
int failWith(Control::Scope &Inside, int Error) {
  Inside.setErrno(Error);
  return -1;
}

int wait(Control &C, sem_t *Semaphore, OpKind Kind, uint64_t Deadline,
         void *Caller) {
  Control::Scope Inside(C);
  Operation Op = C.operation(Kind, modelOf(C, Semaphore), Caller);
  bool Interrupted =
      !C.object(Op.Object).Count && C.engine().happens(ValueReason::Interrupt);
  Op.Deadline = Interrupted ? 0 : Deadline;
  for (;;) {
    if (!C.reach(Op)) {
      C.performed(Op, Interrupted ? InterruptedCall : TimedOutCall);
      return failWith(Inside, Interrupted ? EINTR : ETIMEDOUT);
    }
    if (!real().sem_trywait(Semaphore)) {
      C.performed(Op, {.Changed = true});
      return 0;
    }
    // Somebody whom the model did not see was faster.
    C.object(Op.Object).Count = 0;
    C.performed(Op, {.Value = EAGAIN, .Flags = EventFailed});
  }
}

int timedWait(Control &C, sem_t *Semaphore, clockid_t Clock,
              const timespec *Until, void *Caller) {
  // glibc checks these before it looks at the semaphore.
  if ((Clock != CLOCK_REALTIME && Clock != CLOCK_MONOTONIC) ||
      !isValidTime(*Until)) {
    errno = EINVAL;
    return -1;
  }
  return wait(C, Semaphore, OpKind::SemTimedWait, deadlineOn(Clock, Until),
              Caller);
}

} // namespace

LOCKSTEP_INTERCEPT int sem_wait(sem_t *Semaphore) {
  Control *C = Control::here();
  if (!C)
    return real().sem_wait(Semaphore);
  return wait(*C, Semaphore, OpKind::SemWait, NoDeadline,
              __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int sem_timedwait(sem_t *Semaphore, const timespec *Until) {
  Control *C = Control::here();
  if (!C)
    return real().sem_timedwait(Semaphore, Until);
  return timedWait(*C, Semaphore, CLOCK_REALTIME, Until,
                   __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int sem_clockwait(sem_t *Semaphore, clockid_t Clock,
                                     const timespec *Until) {
  Control *C = Control::here();
  if (!C)
    return real().sem_clockwait(Semaphore, Clock, Until);
  return timedWait(*C, Semaphore, Clock, Until, __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int sem_trywait(sem_t *Semaphore) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().sem_trywait(Semaphore);
  Control::Scope Inside(*C);
  Operation Op = C->operation(OpKind::SemTryWait, modelOf(*C, Semaphore),
                              __builtin_return_address(0));
  C->reach(Op);
  bool Fails = C->object(Op.Object).Count &&
               C->engine().happens(ValueReason::TryLockFailure);
  if (Fails || real().sem_trywait(Semaphore)) {
    C->performed(Op, {.Value = EAGAIN, .Flags = EventFailed});
    return failWith(Inside, EAGAIN);
  }
  C->performed(Op, {.Changed = true});
  return 0;
}

LOCKSTEP_INTERCEPT int sem_post(sem_t *Semaphore) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().sem_post(Semaphore);
  Control::Scope Inside(*C);
  Operation Op = C->operation(OpKind::SemPost, modelOf(*C, Semaphore),
                              __builtin_return_address(0));
  C->reach(Op);
  if (real().sem_post(Semaphore)) {
    int Error = errno;
    C->performed(Op, {.Value = uint64_t(Error), .Flags = EventFailed});
    return failWith(Inside, Error);
  }
  C->performed(Op, {.Changed = true});
  return 0;
}

LOCKSTEP_INTERCEPT int sem_getvalue(sem_t *Semaphore, int *Value) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().sem_getvalue(Semaphore, Value);
  Control::Scope Inside(*C);
  Operation Op = C->operation(OpKind::SemGetValue, modelOf(*C, Semaphore),
                              __builtin_return_address(0));
  C->reach(Op);
  int Result = real().sem_getvalue(Semaphore, Value);
  C->performed(Op, {.Value = uint64_t(*Value), .Flags = EventHasValue});
  return Result;
}

LOCKSTEP_INTERCEPT int sem_init(sem_t *Semaphore, int Shared,
                                unsigned Value) noexcept {
  int Result = real().sem_init(Semaphore, Shared, Value);
  Control *C = Result ? nullptr : Control::here();
  if (!C)
    return Result;
  // What was there before is no semaphore any more.
  Control::Scope Inside(*C);
  C->engine().forget(uint64_t(Semaphore), sizeof *Semaphore);
  return Result;
}

LOCKSTEP_INTERCEPT int sem_destroy(sem_t *Semaphore) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().sem_destroy(Semaphore);
  Control::Scope Inside(*C);
  ObjectId Id = modelOf(*C, Semaphore);
  Operation Op =
      C->operation(OpKind::SemDestroy, Id, __builtin_return_address(0));
  C->reach(Op);
  const Object &Model = C->object(Id);
  if (!Model.Pending.empty() && !Model.Count)
    C->misuse(MisuseKind::DestroyInUse, Id);
  int Result = real().sem_destroy(Semaphore);
  C->performed(Op, {.Value = uint64_t(Result), .Changed = true});
  C->engine().forget(uint64_t(Semaphore), sizeof *Semaphore);
  return Result;
}
