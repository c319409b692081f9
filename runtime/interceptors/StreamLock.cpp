//===- StreamLock.cpp - flockfile -----------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The lock of a stream is a recursive mutex, and in the model alone. The C
// library locks its own for each call that reads or writes, and would block
// there, where nobody can switch, while another thread holds it.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"

using namespace lockstep;

static Operation operationOn(Control &C, OpKind Kind, FILE *Stream,
                             void *Caller) {
  ObjectId Id = C.objectAt(Stream, ObjectKind::Mutex);
  C.object(Id).Recursive = true;
  return C.operation(Kind, Id, Caller);
}

LOCKSTEP_INTERCEPT void flockfile(FILE *Stream) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().flockfile(Stream);
  Control::Scope Inside(*C);
  Operation Op =
      operationOn(*C, OpKind::MutexLock, Stream, __builtin_return_address(0));
  C->reach(Op);
  C->performed(Op, {});
}

LOCKSTEP_INTERCEPT int ftrylockfile(FILE *Stream) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().ftrylockfile(Stream);
  Control::Scope Inside(*C);
  Operation Op = operationOn(*C, OpKind::MutexTryLock, Stream,
                             __builtin_return_address(0));
  C->reach(Op);
  ThreadId Holder = C->object(Op.Object).Holder;
  bool Fails = Holder.isValid()
                   ? Holder != C->self().Id
                   : C->engine().happens(ValueReason::TryLockFailure);
  int Result = Fails ? EBUSY : 0;
  C->performed(Op, {.Value = uint64_t(Result),
                    .Flags = uint8_t(Fails ? EventFailed : 0)});
  return Result;
}

LOCKSTEP_INTERCEPT void funlockfile(FILE *Stream) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().funlockfile(Stream);
  Control::Scope Inside(*C);
  Operation Op =
      operationOn(*C, OpKind::MutexUnlock, Stream, __builtin_return_address(0));
  C->reach(Op);
  ThreadId Holder = C->object(Op.Object).Holder;
  if (!Holder.isValid())
    C->misuse(MisuseKind::UnlockNotLocked, Op.Object);
  if (Holder != C->self().Id)
    C->misuse(MisuseKind::UnlockNotOwner, Op.Object);
  C->performed(Op, {});
}
