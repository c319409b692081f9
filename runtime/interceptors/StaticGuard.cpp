//===- StaticGuard.cpp - __cxa_guard_* ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Initialization of function-local statics (Itanium C++ ABI, 3.3.3). The guard
// stays the C++ library's, whose bytes the compiler's inlined check reads; the
// model keeps threads apart, so that the real functions never block.
//
// An initializer that comes to its own static again waits for itself, and is
// reported as that. Libraries throw, abort or wait for ever, depending on which
// one it is and whether there are other threads; the program is wrong each
// time.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"

using namespace lockstep;
using Guard = __cxxabiv1::__guard;

namespace {

/// The first byte of a guard says that the static is initialized.
bool isDone(const Guard *Of) {
  return __atomic_load_n(reinterpret_cast<const char *>(Of), __ATOMIC_ACQUIRE);
}

// A program without a C++ library has no guards, but the runtime has: one
// thread at a time.

int realAcquire(Guard *Of) {
  if (real().__cxa_guard_acquire)
    return real().__cxa_guard_acquire(Of);
  return !isDone(Of);
}

void realRelease(Guard *Of) {
  if (real().__cxa_guard_release)
    real().__cxa_guard_release(Of);
  else
    __atomic_store_n(reinterpret_cast<char *>(Of), 1, __ATOMIC_RELEASE);
}

void realAbort(Guard *Of) {
  if (real().__cxa_guard_abort)
    real().__cxa_guard_abort(Of);
}

void leave(Control &C, Guard *Of, OpKind Kind, void (*Real)(Guard *),
           void *Caller) {
  Control::Scope Inside(C);
  Operation Op = C.operation(Kind, C.objectAt(Of, ObjectKind::Guard), Caller);
  C.reach(Op);
  Real(Of);
  C.performed(Op, {.Changed = true});
}

} // namespace

LOCKSTEP_INTERCEPT int __cxa_guard_acquire(Guard *Of) {
  Control *C = Control::here();
  if (!C)
    return realAcquire(Of);
  Control::Scope Inside(*C);
  Operation Op =
      C->operation(OpKind::GuardAcquire, C->objectAt(Of, ObjectKind::Guard),
                   __builtin_return_address(0));
  C->reach(Op);
  int Result = realAcquire(Of);
  C->performed(Op, {.Value = uint64_t(Result),
                    .Flags = EventHasValue,
                    .Changed = Result != 0});
  return Result;
}

LOCKSTEP_INTERCEPT void __cxa_guard_release(Guard *Of) noexcept {
  if (Control *C = Control::here())
    leave(*C, Of, OpKind::GuardRelease, realRelease,
          __builtin_return_address(0));
  else
    realRelease(Of);
}

LOCKSTEP_INTERCEPT void __cxa_guard_abort(Guard *Of) noexcept {
  if (Control *C = Control::here())
    leave(*C, Of, OpKind::GuardAbort, realAbort, __builtin_return_address(0));
  else
    realAbort(Of);
}
