//===- Timers.cpp - Timers that run in real time --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Not modelled: they fire when the machine's clock says so, in whatever state
// the execution is then. Starting one is noted.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"

using namespace lockstep;

static void noteTimer(const char *Function, bool Starts, void *ReturnAddress) {
  Control *C = Starts ? Control::here() : nullptr;
  if (!C)
    return;
  Control::Scope Inside(*C);
  noteUncontrolled(*C, Function, ReturnAddress);
}

LOCKSTEP_INTERCEPT unsigned alarm(unsigned Seconds) noexcept {
  noteTimer("alarm", Seconds, __builtin_return_address(0));
  return real().alarm(Seconds);
}

LOCKSTEP_INTERCEPT useconds_t ualarm(useconds_t First,
                                     useconds_t Interval) noexcept {
  noteTimer("ualarm", First, __builtin_return_address(0));
  return real().ualarm(First, Interval);
}

LOCKSTEP_INTERCEPT int setitimer(__itimer_which_t Which,
                                 const itimerval *__restrict New,
                                 itimerval *__restrict Old) noexcept {
  bool Starts = New && (New->it_value.tv_sec || New->it_value.tv_usec);
  noteTimer("setitimer", Starts, __builtin_return_address(0));
  return real().setitimer(Which, New, Old);
}

static bool starts(const itimerspec *New) {
  return New && (New->it_value.tv_sec || New->it_value.tv_nsec);
}

LOCKSTEP_INTERCEPT int timer_settime(timer_t Timer, int Flags,
                                     const itimerspec *__restrict New,
                                     itimerspec *__restrict Old) noexcept {
  noteTimer("timer_settime", starts(New), __builtin_return_address(0));
  return real().timer_settime(Timer, Flags, New, Old);
}

LOCKSTEP_INTERCEPT int timerfd_settime(int Timer, int Flags,
                                       const itimerspec *New,
                                       itimerspec *Old) noexcept {
  noteTimer("timerfd_settime", starts(New), __builtin_return_address(0));
  return real().timerfd_settime(Timer, Flags, New, Old);
}
