//===- Sleep.cpp - Waiting for virtual time -------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Sleep.h"

#include "interceptors/Intercept.h"

using namespace lockstep;

static constexpr uint64_t NanosecondsPerSecond = 1000000000;

uint64_t lockstep::sleepUntil(Control &C, uint64_t Deadline,
                              void *ReturnAddress) {
  Control::Scope Inside(C);
  Operation Op = C.operation(OpKind::Sleep, ObjectId(), ReturnAddress);
  bool Interrupted = false;
  if (Deadline <= C.engine().now())
    Op.Kind = OpKind::Yield;
  else if (C.engine().happens(ValueReason::Interrupt))
    Interrupted = true, Op.Deadline = 0;
  else
    Op.Deadline = Deadline;
  C.reach(Op);
  C.performed(Op, Interrupted ? InterruptedCall : Effect());
  // Others may have gone on for so long that nothing is left.
  uint64_t Now = C.engine().now();
  return Interrupted && Now < Deadline ? Deadline - Now : 0;
}

uint64_t lockstep::deadlineIn(Control &C, const timespec &Span) {
  uint64_t Deadline, Seconds = uint64_t(Span.tv_sec);
  if (__builtin_mul_overflow(Seconds, NanosecondsPerSecond, &Deadline) ||
      __builtin_add_overflow(Deadline, uint64_t(Span.tv_nsec), &Deadline) ||
      __builtin_add_overflow(Deadline, C.engine().now(), &Deadline))
    return NoDeadline;
  return Deadline;
}

uint64_t lockstep::sleepFor(Control &C, const timespec &Duration,
                            void *ReturnAddress) {
  return sleepUntil(C, deadlineIn(C, Duration), ReturnAddress);
}

/// What the functions that sleep for a span of time say at the end.
static int slept(uint64_t Nanoseconds, timespec *Left) {
  if (Left)
    *Left = {time_t(Nanoseconds / NanosecondsPerSecond),
             long(Nanoseconds % NanosecondsPerSecond)};
  return Nanoseconds ? EINTR : 0;
}

static int failWith(int Error) {
  if (!Error)
    return 0;
  errno = Error;
  return -1;
}

LOCKSTEP_INTERCEPT int nanosleep(const timespec *Duration, timespec *Left) {
  Control *C = Control::here();
  if (!C)
    return real().nanosleep(Duration, Left);
  if (!isValidDuration(*Duration))
    return failWith(EINVAL);
  return failWith(
      slept(sleepFor(*C, *Duration, __builtin_return_address(0)), Left));
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
  void *Caller = __builtin_return_address(0);
  if (Flags & TIMER_ABSTIME)
    return slept(sleepUntil(*C, deadlineOn(Clock, Time), Caller), nullptr);
  return slept(sleepFor(*C, *Time, Caller), Left);
}

LOCKSTEP_INTERCEPT int usleep(useconds_t Microseconds) {
  Control *C = Control::here();
  if (!C)
    return real().usleep(Microseconds);
  timespec Duration{Microseconds / 1000000,
                    long(Microseconds % 1000000) * 1000};
  return failWith(
      slept(sleepFor(*C, Duration, __builtin_return_address(0)), nullptr));
}

LOCKSTEP_INTERCEPT unsigned sleep(unsigned Seconds) {
  Control *C = Control::here();
  if (!C)
    return real().sleep(Seconds);
  uint64_t Left =
      sleepFor(*C, {time_t(Seconds), 0}, __builtin_return_address(0));
  return unsigned((Left + NanosecondsPerSecond - 1) / NanosecondsPerSecond);
}
