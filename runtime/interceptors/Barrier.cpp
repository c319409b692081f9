//===- Barrier.cpp - pthread_barrier_* ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Modelled wholly: glibc would block inside. The real barrier keeps the count
// that it was initialized with, which is read from it, so that one initialized
// before control began is known too.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"

using namespace lockstep;

namespace {

/// glibc's pthread_barrier_t (sysdeps/nptl/internaltypes.h).
struct RealBarrier {
  unsigned Arrived;
  unsigned CurrentRound;
  unsigned Count;
  int Shared;
  unsigned Left;
};
static_assert(sizeof(RealBarrier) <= sizeof(pthread_barrier_t));

const RealBarrier &layout(const pthread_barrier_t *Barrier) {
  return *reinterpret_cast<const RealBarrier *>(Barrier);
}

/// The current thread waits until the others of its round have come.
void waitForOthers(Control &C, const Operation &Arrival) {
  C.engine().park(Arrival.Object);
  C.performed(Arrival, {.Changed = true});
  Operation Resume = Arrival;
  Resume.Kind = OpKind::BarrierResume;
  C.reach(Resume);
  C.performed(Resume, {.Changed = true});
}

int wait(Control &C, pthread_barrier_t *Barrier, void *Caller) {
  Control::Scope Inside(C);
  ObjectId Id = C.objectAt(Barrier, ObjectKind::Barrier);
  Operation Arrival = C.operation(OpKind::BarrierArrive, Id, Caller);
  C.reach(Arrival);
  Object &Model = C.object(Id);
  Model.Capacity = layout(Barrier).Count;
  Model.SharedOutside = layout(Barrier).Shared;
  if (++Model.Count < Model.Capacity) {
    waitForOthers(C, Arrival);
    return 0;
  }
  Model.Count = 0;
  C.engine().wake(Id, ~0u);
  C.performed(Arrival, {.Changed = true});
  return PTHREAD_BARRIER_SERIAL_THREAD;
}

} // namespace

LOCKSTEP_INTERCEPT int
pthread_barrier_wait(pthread_barrier_t *Barrier) noexcept {
  Control *C = Control::here();
  // glibc's own answer to a barrier that was never initialized.
  if (!C || !layout(Barrier).Count)
    return real().pthread_barrier_wait(Barrier);
  return wait(*C, Barrier, __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int
pthread_barrier_init(pthread_barrier_t *Barrier,
                     const pthread_barrierattr_t *Attributes,
                     unsigned Count) noexcept {
  int Result = real().pthread_barrier_init(Barrier, Attributes, Count);
  Control *C = Result ? nullptr : Control::here();
  if (!C)
    return Result;
  // What was there before is no barrier any more.
  Control::Scope Inside(*C);
  C->engine().forget(uint64_t(Barrier), sizeof *Barrier);
  return Result;
}

LOCKSTEP_INTERCEPT int
pthread_barrier_destroy(pthread_barrier_t *Barrier) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().pthread_barrier_destroy(Barrier);
  Control::Scope Inside(*C);
  ObjectId Id = C->objectAt(Barrier, ObjectKind::Barrier);
  Operation Op =
      C->operation(OpKind::BarrierDestroy, Id, __builtin_return_address(0));
  C->reach(Op);
  // Threads that may pass and have not done so yet are no longer users
  // (pthread_barrier_destroy waits for them).
  if (!C->object(Id).Parked.empty())
    C->misuse(MisuseKind::DestroyInUse, Id);
  int Result = real().pthread_barrier_destroy(Barrier);
  C->performed(Op, {.Value = uint64_t(Result), .Changed = true});
  C->engine().forget(uint64_t(Barrier), sizeof *Barrier);
  return Result;
}
