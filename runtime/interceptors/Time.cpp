//===- Time.cpp - Virtual time --------------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clocks show the engine's time, each counted from a fixed start. Reading one
// is a scheduling point: a thread that looks at the clock until it is late
// enough must let the others go on, and is seen as spinning.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"
#include "interceptors/Outside.h"
#include "interceptors/SanitizerRuntime.h"

#include <sys/timeb.h>
#include <sys/times.h>

using namespace lockstep;

namespace {
constexpr uint64_t NanosecondsPerSecond = 1000000000;
/// 2024-01-01T00:00:00Z.
constexpr uint64_t CalendarStart = 1704067200;
/// Of the clocks that count from the machine's start: not 0, because programs
/// subtract from it.
constexpr uint64_t MonotonicStart = 1000;
/// Deadlines later than this, 146 years, never come.
constexpr uint64_t LatestDeadline = uint64_t(1) << 62;
} // namespace

constinit bool detail::AnswersBeforeStart = false;

/// Whether \p Clock is one that shows virtual time; its value in seconds when
/// the execution begins.
static bool isVirtualClock(clockid_t Clock, uint64_t &Start) {
  switch (Clock) {
  case CLOCK_REALTIME:
  case CLOCK_REALTIME_COARSE:
  case CLOCK_REALTIME_ALARM:
  case CLOCK_TAI:
    Start = CalendarStart;
    return true;
  case CLOCK_MONOTONIC:
  case CLOCK_MONOTONIC_RAW:
  case CLOCK_MONOTONIC_COARSE:
  case CLOCK_BOOTTIME:
  case CLOCK_BOOTTIME_ALARM:
    Start = MonotonicStart;
    return true;
  case CLOCK_PROCESS_CPUTIME_ID:
  case CLOCK_THREAD_CPUTIME_ID:
    Start = 0;
    return true;
  default:
    // Negative: the CPU clock of some process or thread, unless the low bits
    // say that it is a device's (clock_getcpuclockid(3), FD_TO_CLOCKID).
    Start = 0;
    return Clock < 0 && (Clock & 7) != 3;
  }
}

timespec lockstep::virtualTime(clockid_t Clock, uint64_t Now) {
  uint64_t Start = 0;
  isVirtualClock(Clock, Start);
  return {time_t(Start + Now / NanosecondsPerSecond),
          long(Now % NanosecondsPerSecond)};
}

uint64_t lockstep::deadlineOn(clockid_t Clock, const timespec *Absolute) {
  if (!Absolute)
    return NoDeadline;
  uint64_t Start = 0;
  isVirtualClock(Clock, Start);
  int64_t Seconds = int64_t(Absolute->tv_sec) - int64_t(Start);
  if (Absolute->tv_sec < 0 || Seconds < 0)
    return 0;
  if (uint64_t(Seconds) > LatestDeadline / NanosecondsPerSecond)
    return NoDeadline;
  return uint64_t(Seconds) * NanosecondsPerSecond + uint64_t(Absolute->tv_nsec);
}

/// What \p Clock shows the program. \returns false when that is the real time.
static bool showVirtual(clockid_t Clock, timespec &Shown, void *ReturnAddress) {
  uint64_t Start;
  if (!isVirtualClock(Clock, Start))
    return false;
  Control *C = Control::here();
  if (C && !sanitizerRuntime().readsClock(*C, ReturnAddress)) {
    Control::Scope Inside(*C);
    Operation Op = C->operation(OpKind::ClockRead, ObjectId(), ReturnAddress);
    C->reach(Op);
    uint64_t Now = C->engine().readClock();
    // Always the same value: who looks at the clock over and over spins.
    C->performed(Op, {});
    Shown = virtualTime(Clock, Now);
    return true;
  }
  if (!answersAlike())
    return false;
  Control *Running = Control::active();
  Shown = virtualTime(Clock, Running ? Running->engine().now() : 0);
  return true;
}

LOCKSTEP_INTERCEPT int clock_gettime(clockid_t Clock, timespec *Time) noexcept {
  timespec Shown;
  if (!showVirtual(Clock, Shown, __builtin_return_address(0)))
    return real().clock_gettime(Clock, Time);
  *Time = Shown;
  return 0;
}

LOCKSTEP_INTERCEPT int timespec_get(timespec *Time, int Base) noexcept {
  timespec Shown;
  if (Base != TIME_UTC ||
      !showVirtual(CLOCK_REALTIME, Shown, __builtin_return_address(0)))
    return real().timespec_get(Time, Base);
  *Time = Shown;
  return Base;
}

LOCKSTEP_INTERCEPT int gettimeofday(timeval *__restrict Time,
                                    void *__restrict Zone) noexcept {
  timespec Shown;
  if (!showVirtual(CLOCK_REALTIME, Shown, __builtin_return_address(0)))
    return real().gettimeofday(Time, Zone);
  *Time = {Shown.tv_sec, Shown.tv_nsec / 1000};
  if (Zone)
    *static_cast<struct timezone *>(Zone) = {};
  return 0;
}

LOCKSTEP_INTERCEPT time_t time(time_t *Time) noexcept {
  timespec Shown;
  if (!showVirtual(CLOCK_REALTIME, Shown, __builtin_return_address(0)))
    return real().time(Time);
  if (Time)
    *Time = Shown.tv_sec;
  return Shown.tv_sec;
}

// Marked as deprecated in its header; old programs still link to it.
LOCKSTEP_INTERCEPT int ftime(timeb *Time) {
  timespec Shown;
  if (!showVirtual(CLOCK_REALTIME, Shown, __builtin_return_address(0)))
    real().clock_gettime(CLOCK_REALTIME, &Shown);
  *Time = {};
  Time->time = Shown.tv_sec;
  Time->millitm = static_cast<unsigned short>(Shown.tv_nsec / 1000000);
  return 0;
}

LOCKSTEP_INTERCEPT clock_t clock() noexcept {
  timespec Shown;
  if (!showVirtual(CLOCK_PROCESS_CPUTIME_ID, Shown,
                   __builtin_return_address(0)))
    return real().clock();
  return clock_t(Shown.tv_sec * CLOCKS_PER_SEC +
                 Shown.tv_nsec / (1000000000 / CLOCKS_PER_SEC));
}

LOCKSTEP_INTERCEPT clock_t times(tms *Used) noexcept {
  timespec Shown;
  if (!showVirtual(CLOCK_MONOTONIC, Shown, __builtin_return_address(0)))
    return real().times(Used);
  // All of the time is spent in the program itself.
  constexpr long TicksPerSecond = 100;
  clock_t Ticks = clock_t(Shown.tv_sec * TicksPerSecond +
                          Shown.tv_nsec / (1000000000 / TicksPerSecond));
  if (Used)
    *Used = {Ticks - clock_t(MonotonicStart * TicksPerSecond), 0, 0, 0};
  return Ticks;
}
