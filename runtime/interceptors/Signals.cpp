//===- Signals.cpp - Signals between threads of the program ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A signal that one thread sends to another, which blocks it and takes it with
// sigwait: POSIX's way of handling signals in a thread. The kernel must not see
// it: all threads run on one kernel thread, which would wait for itself.
// Signals from outside, and handlers of other threads, are not modelled.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Futex.h"
#include "interceptors/Intercept.h"

#include <bit>
#include <linux/futex.h>

using namespace lockstep;

namespace {

constexpr int LastSignal = 64;

uint64_t bitOf(int Signal) { return uint64_t(1) << (Signal - 1); }

/// The signals of \p Set, one bit each.
uint64_t bitsOf(const sigset_t &Set) {
  uint64_t Bits = 0;
  for (int Signal = 1; Signal <= LastSignal; ++Signal)
    if (sigismember(&Set, Signal) == 1)
      Bits |= bitOf(Signal);
  return Bits;
}

/// Whether the program blocks \p Signal. Threads share a carrier and so a mask.
bool isBlocked(int Signal) {
  sigset_t Blocked;
  sigemptyset(&Blocked);
  real().pthread_sigmask(SIG_BLOCK, nullptr, &Blocked);
  return sigismember(&Blocked, Signal) == 1;
}

/// Removes the lowest signal of \p Bits that waits for \p Self. \returns 0 when
/// there is none.
int take(ProgramThread &Self, uint64_t Bits) {
  uint64_t Found = Self.PendingSignals & Bits;
  if (!Found)
    return 0;
  int Signal = std::countr_zero(Found) + 1;
  Self.PendingSignals &= ~bitOf(Signal);
  return Signal;
}

/// What a thread did before it sent a signal comes before what the one does
/// that waited for it.
void passOn(Control &C, const void *Signals) {
  if (Racing *Races = C.engine().races())
    Races->release(C.self().Id, C.objectAt(Signals, ObjectKind::Futex));
}
void takeOver(Control &C, const void *Signals) {
  if (Racing *Races = C.engine().races())
    Races->acquire(C.self().Id, C.objectAt(Signals, ObjectKind::Futex));
}

} // namespace

LOCKSTEP_INTERCEPT int sigwait(const sigset_t *__restrict Set,
                               int *__restrict Signal) {
  Control *C = Control::here();
  if (!C)
    return real().sigwait(Set, Signal);
  Control::Scope Inside(*C);
  void *Caller = __builtin_return_address(0);
  ProgramThread &Self = C->self();
  for (;;) {
    uint32_t Arrived = Self.SignalsArrived;
    if (int Taken = take(Self, bitsOf(*Set))) {
      takeOver(*C, &Self.SignalsArrived);
      *Signal = Taken;
      return 0;
    }
    FutexCall Wait{.Address = &Self.SignalsArrived,
                   .Operation = FUTEX_WAIT | FUTEX_PRIVATE_FLAG,
                   .Value = Arrived};
    callFutex(*C, Wait, Caller);
  }
}

LOCKSTEP_INTERCEPT int pthread_kill(pthread_t Handle, int Signal) noexcept {
  Control *C = Control::here();
  ProgramThread *Target = C ? C->find(Handle) : nullptr;
  if (!Target)
    return real().pthread_kill(Handle, Signal);
  if (Signal < 0 || Signal > LastSignal)
    return EINVAL;
  if (Signal == 0)
    return 0;
  if (Target->Id == C->self().Id)
    return real().pthread_kill(pthread_self(), Signal);
  Control::Scope Inside(*C);
  void *Caller = __builtin_return_address(0);
  if (Target->Finished)
    return 0;
  if (!isBlocked(Signal)) {
    // The process gets it, in the thread that runs.
    noteUncontrolled(*C, "pthread_kill", Caller);
    return real().pthread_kill(pthread_self(), Signal);
  }
  passOn(*C, &Target->SignalsArrived);
  Target->PendingSignals |= bitOf(Signal);
  ++Target->SignalsArrived;
  FutexCall Wake{.Address = &Target->SignalsArrived,
                 .Operation = FUTEX_WAKE | FUTEX_PRIVATE_FLAG,
                 .Value = 1};
  callFutex(*C, Wake, Caller);
  return 0;
}
