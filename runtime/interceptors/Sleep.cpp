//===- Sleep.cpp - Waiting for virtual time -------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Sleep.h"

#include "interceptors/Intercept.h"

using namespace lockstep;

void lockstep::sleepUntil(Control &C, uint64_t Deadline, void *ReturnAddress) {
  Control::Scope Inside(C);
  Operation Op = C.operation(OpKind::Sleep, ObjectId(), ReturnAddress);
  if (Deadline <= C.engine().now())
    Op.Kind = OpKind::Yield;
  else
    Op.Deadline = Deadline;
  C.reach(Op);
  C.performed(Op, {});
}

void lockstep::sleepFor(Control &C, const timespec &Duration,
                        void *ReturnAddress) {
  constexpr uint64_t NanosecondsPerSecond = 1000000000;
  // What overflows lasts for ever.
  uint64_t Deadline, Seconds = uint64_t(Duration.tv_sec);
  if (__builtin_mul_overflow(Seconds, NanosecondsPerSecond, &Deadline) ||
      __builtin_add_overflow(Deadline, uint64_t(Duration.tv_nsec), &Deadline) ||
      __builtin_add_overflow(Deadline, C.engine().now(), &Deadline))
    Deadline = NoDeadline;
  sleepUntil(C, Deadline, ReturnAddress);
}

LOCKSTEP_INTERCEPT int nanosleep(const timespec *Duration, timespec *Left) {
  Control *C = Control::here();
  if (!C)
    return real().nanosleep(Duration, Left);
  if (!isValidDuration(*Duration)) {
    errno = EINVAL;
    return -1;
  }
  sleepFor(*C, *Duration, __builtin_return_address(0));
  if (Left)
    *Left = {};
  return 0;
}

/// As clock_nanosleep(2): 0, or why one cannot sleep on \p Clock.
static int sleepError(clockid_t Clock) {
  switch (Clock) {
  case CLOCK_REALTIME:
  case CLOCK_MONOTONIC:
  case CLOCK_BOOTTIME:
  case CLOCK_TAI:
  case CLOCK_PROCESS_CPUTIME_ID:
  case CLOCK_REALTIME_ALARM:
  case CLOCK_BOOTTIME_ALARM:
    return 0;
  case CLOCK_MONOTONIC_RAW:
  case CLOCK_REALTIME_COARSE:
  case CLOCK_MONOTONIC_COARSE:
    return EOPNOTSUPP;
  default:
    return EINVAL;
  }
}

LOCKSTEP_INTERCEPT int clock_nanosleep(clockid_t Clock, int Flags,
                                       const timespec *Time, timespec *Left) {
  Control *C = Control::here();
  if (!C)
    return real().clock_nanosleep(Clock, Flags, Time, Left);
  if (int Failure = sleepError(Clock))
    return Failure;
  if (!isValidDuration(*Time))
    return EINVAL;
  if (Flags & TIMER_ABSTIME) {
    sleepUntil(*C, deadlineOn(Clock, Time), __builtin_return_address(0));
    return 0;
  }
  sleepFor(*C, *Time, __builtin_return_address(0));
  if (Left)
    *Left = {};
  return 0;
}

LOCKSTEP_INTERCEPT int usleep(useconds_t Microseconds) {
  Control *C = Control::here();
  if (!C)
    return real().usleep(Microseconds);
  sleepFor(*C, {Microseconds / 1000000, long(Microseconds % 1000000) * 1000},
           __builtin_return_address(0));
  return 0;
}

LOCKSTEP_INTERCEPT unsigned sleep(unsigned Seconds) {
  Control *C = Control::here();
  if (!C)
    return real().sleep(Seconds);
  sleepFor(*C, {time_t(Seconds), 0}, __builtin_return_address(0));
  return 0;
}
