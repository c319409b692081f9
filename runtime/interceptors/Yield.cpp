//===- Yield.cpp - sched_yield, pthread_yield -----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"

using namespace lockstep;

/// Giving way is between the program's threads; the kernel is not asked.
static int yield(Control &C, void *Caller) {
  Control::Scope Inside(C);
  Operation Op = C.operation(OpKind::Yield, ObjectId(), Caller);
  C.reach(Op);
  C.performed(Op, {});
  return 0;
}

LOCKSTEP_INTERCEPT int sched_yield() noexcept {
  Control *C = Control::here();
  return C ? yield(*C, __builtin_return_address(0)) : real().sched_yield();
}

// <pthread.h> redirects the C name to sched_yield; old programs have it still.
LOCKSTEP_INTERCEPT int lockstepOldYield() noexcept asm("pthread_yield");
int lockstepOldYield() noexcept {
  Control *C = Control::here();
  return C ? yield(*C, __builtin_return_address(0)) : real().sched_yield();
}

LOCKSTEP_INTERCEPT void thrd_yield() {
  if (Control *C = Control::here())
    yield(*C, __builtin_return_address(0));
  else
    real().thrd_yield();
}
