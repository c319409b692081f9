//===- SpinLock.cpp - pthread_spin_* --------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A spinning thread waits like any other: a spinlock is a mutex without a type.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"

using namespace lockstep;

namespace {

/// glibc's spinlock is one word; 1 says free on x86 (pthread_spin_init.c).
constexpr int Free = 1;

/// The model, brought in line with a real lock that is free: pthread_spin_init
/// is a store, which is not intercepted.
ObjectId modelOf(Control &C, pthread_spinlock_t *Lock) {
  ObjectId Id = C.objectAt(const_cast<int *>(Lock), ObjectKind::SpinLock);
  Object &Model = C.object(Id);
  if (*Lock != Free || (!Model.HeldOutside && !Model.Holder.isValid()))
    return Id;
  Model.HeldOutside = false;
  Model.Holder = ThreadId();
  Model.Depth = 0;
  C.engine().refresh(Id);
  return Id;
}

Effect effectOf(int Result) {
  return {.Value = uint64_t(Result),
          .Flags = uint8_t(Result ? EventFailed : 0)};
}

} // namespace

LOCKSTEP_INTERCEPT int pthread_spin_lock(pthread_spinlock_t *Lock) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_spin_lock(Lock);
  Control::Scope Inside(*C);
  Operation Op = C->operation(OpKind::SpinLock, modelOf(*C, Lock),
                              __builtin_return_address(0));
  for (;;) {
    C->reach(Op);
    int Result = real().pthread_spin_trylock(Lock);
    // Held by somebody whom the model did not see.
    if (Result)
      C->object(Op.Object).HeldOutside = true;
    C->performed(Op, effectOf(Result));
    if (!Result)
      return 0;
  }
}

LOCKSTEP_INTERCEPT int pthread_spin_trylock(pthread_spinlock_t *Lock) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_spin_trylock(Lock);
  Control::Scope Inside(*C);
  Operation Op = C->operation(OpKind::SpinTryLock, modelOf(*C, Lock),
                              __builtin_return_address(0));
  C->reach(Op);
  bool Fails =
      *Lock == Free && C->engine().happens(ValueReason::TryLockFailure);
  int Result = Fails ? EBUSY : real().pthread_spin_trylock(Lock);
  C->performed(Op, effectOf(Result));
  return Result;
}

LOCKSTEP_INTERCEPT int pthread_spin_unlock(pthread_spinlock_t *Lock) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_spin_unlock(Lock);
  Control::Scope Inside(*C);
  ObjectId Id = modelOf(*C, Lock);
  Operation Op =
      C->operation(OpKind::SpinUnlock, Id, __builtin_return_address(0));
  C->reach(Op);
  ThreadId Holder = C->object(Id).Holder;
  if (Holder.isValid() && Holder != C->self().Id)
    C->misuse(MisuseKind::UnlockNotOwner, Id);
  if (!Holder.isValid() && *Lock == Free)
    C->misuse(MisuseKind::UnlockNotLocked, Id);
  int Result = real().pthread_spin_unlock(Lock);
  C->performed(Op, effectOf(Result));
  return Result;
}

LOCKSTEP_INTERCEPT int pthread_spin_destroy(pthread_spinlock_t *Lock) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_spin_destroy(Lock);
  Control::Scope Inside(*C);
  ObjectId Id = modelOf(*C, Lock);
  Operation Op =
      C->operation(OpKind::SpinDestroy, Id, __builtin_return_address(0));
  C->reach(Op);
  const Object &Model = C->object(Id);
  if (Model.Holder.isValid() || !Model.Pending.empty())
    C->misuse(MisuseKind::DestroyInUse, Id);
  int Result = real().pthread_spin_destroy(Lock);
  C->performed(Op, {.Value = uint64_t(Result), .Changed = true});
  return Result;
}
