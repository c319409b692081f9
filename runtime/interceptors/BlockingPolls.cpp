//===- BlockingPolls.cpp - Waiting for several descriptors ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Carried out for real, but for calls that wait for nothing but time: many
// programs sleep that way.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Blocking.h"
#include "interceptors/EpollSync.h"
#include "interceptors/Intercept.h"
#include "interceptors/Sleep.h"

#include <cstring>

using namespace lockstep;

extern "C" [[noreturn]] void __chk_fail() noexcept;

static timespec fromMilliseconds(int Milliseconds) {
  return {Milliseconds / 1000, long(Milliseconds % 1000) * 1000000};
}

static bool isZero(const timespec *Time) {
  return Time && !Time->tv_sec && !Time->tv_nsec;
}

/// Sleeps as a poll of nothing does. \returns what poll(2) returns.
static int pollNothing(Control &C, const timespec &Duration, void *Caller) {
  if (!sleepFor(C, Duration, Caller))
    return 0;
  errno = EINTR;
  return -1;
}

static constexpr timespec NoTime{0, 0};

/// What a call says that did not wait: EAGAIN where it would have to.
static int orAgain(int Result) {
  if (Result)
    return Result;
  errno = EAGAIN;
  return -1;
}

/// A select that does not wait. Where it would have to, the sets stay as they
/// are, as when a signal interrupts it.
static int selectNow(int Count, fd_set *Readable, fd_set *Writable,
                     fd_set *Exceptional, const sigset_t *Mask) {
  constexpr size_t WordBits = 8 * sizeof(fd_mask);
  size_t Bytes = (size_t(Count) + WordBits - 1) / WordBits * sizeof(fd_mask);
  if (Count < 0 || Bytes > sizeof(fd_set))
    return real().pselect(Count, Readable, Writable, Exceptional, &NoTime,
                          Mask);
  fd_set *Given[] = {Readable, Writable, Exceptional};
  fd_set Found[3];
  for (size_t I = 0; I < 3; ++I)
    if (Given[I])
      memcpy(&Found[I], Given[I], Bytes);
  int Result = real().pselect(Count, Readable ? &Found[0] : nullptr,
                              Writable ? &Found[1] : nullptr,
                              Exceptional ? &Found[2] : nullptr, &NoTime, Mask);
  for (size_t I = 0; I < 3; ++I)
    if (Given[I] && Result > 0)
      memcpy(Given[I], &Found[I], Bytes);
  return orAgain(Result);
}

/// What a poll returned, and what that orders.
static int told(const pollfd *Files, nfds_t Count, int Result) {
  for (nfds_t I = 0; Result > 0 && I < Count; ++I)
    foundReady(Files[I].fd, Files[I].revents);
  return Result;
}

static int pollFor(pollfd *Files, nfds_t Count, int Timeout,
                   void *ReturnAddress) {
  Control *C = Control::here();
  if (C && !Count && Timeout >= 0)
    return pollNothing(*C, fromMilliseconds(Timeout), ReturnAddress);
  BlockingCall Inside("poll", Timeout, ReturnAddress);
  return told(Files, Count,
              Inside.make([&] { return orAgain(real().poll(Files, Count, 0)); },
                          [&] { return real().poll(Files, Count, Timeout); }));
}

LOCKSTEP_INTERCEPT int poll(pollfd *Files, nfds_t Count, int Timeout) {
  return pollFor(Files, Count, Timeout, __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int __poll_chk(pollfd *Files, nfds_t Count, int Timeout,
                                  size_t Room) {
  if (Room / sizeof *Files < Count)
    __chk_fail();
  return pollFor(Files, Count, Timeout, __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int ppoll(pollfd *Files, nfds_t Count,
                             const timespec *Timeout, const sigset_t *Mask) {
  Control *C = Control::here();
  if (C && !Count && !Mask && Timeout && isValidDuration(*Timeout))
    return pollNothing(*C, *Timeout, __builtin_return_address(0));
  BlockingCall Inside("ppoll", !isZero(Timeout), __builtin_return_address(0));
  return told(
      Files, Count,
      Inside.make(
          [&] { return orAgain(real().ppoll(Files, Count, &NoTime, Mask)); },
          [&] { return real().ppoll(Files, Count, Timeout, Mask); }));
}

LOCKSTEP_INTERCEPT int select(int Count, fd_set *__restrict Readable,
                              fd_set *__restrict Writable,
                              fd_set *__restrict Exceptional,
                              timeval *__restrict Timeout) {
  Control *C = Control::here();
  bool OnlyTime = !Readable && !Writable && !Exceptional && Count >= 0;
  if (C && OnlyTime && Timeout && Timeout->tv_sec >= 0 &&
      Timeout->tv_usec >= 0) {
    // As the kernel does, microseconds may be a second and more.
    timespec Duration{Timeout->tv_sec + Timeout->tv_usec / 1000000,
                      long(Timeout->tv_usec % 1000000) * 1000};
    uint64_t Left = sleepFor(*C, Duration, __builtin_return_address(0));
    // As Linux does, also when interrupted.
    *Timeout = {time_t(Left / 1000000000), long(Left % 1000000000 / 1000)};
    errno = Left ? EINTR : errno;
    return Left ? -1 : 0;
  }
  bool Waits = !Timeout || Timeout->tv_sec || Timeout->tv_usec;
  BlockingCall Inside("select", Waits, __builtin_return_address(0));
  int Result = Inside.make(
      [&] {
        return selectNow(Count, Readable, Writable, Exceptional, nullptr);
      },
      [&] {
        return real().select(Count, Readable, Writable, Exceptional, Timeout);
      });
  if (Result > 0)
    foundReady(Count, Readable, Writable, Exceptional);
  return Result;
}

LOCKSTEP_INTERCEPT int pselect(int Count, fd_set *__restrict Readable,
                               fd_set *__restrict Writable,
                               fd_set *__restrict Exceptional,
                               const timespec *__restrict Timeout,
                               const sigset_t *__restrict Mask) {
  Control *C = Control::here();
  bool OnlyTime = !Readable && !Writable && !Exceptional && !Mask && Count >= 0;
  if (C && OnlyTime && Timeout && isValidDuration(*Timeout))
    return pollNothing(*C, *Timeout, __builtin_return_address(0));
  BlockingCall Inside("pselect", !isZero(Timeout), __builtin_return_address(0));
  int Result = Inside.make(
      [&] { return selectNow(Count, Readable, Writable, Exceptional, Mask); },
      [&] {
        return real().pselect(Count, Readable, Writable, Exceptional, Timeout,
                              Mask);
      });
  if (Result > 0)
    foundReady(Count, Readable, Writable, Exceptional);
  return Result;
}

LOCKSTEP_INTERCEPT int epoll_wait(int Descriptor, epoll_event *Events,
                                  int Count, int Timeout) {
  EpollWaiting Sync(Descriptor);
  BlockingCall Inside("epoll_wait", Timeout, __builtin_return_address(0));
  int Result = Inside.make(
      [&] { return orAgain(real().epoll_wait(Descriptor, Events, Count, 0)); },
      [&] { return real().epoll_wait(Descriptor, Events, Count, Timeout); });
  return Sync.ended(Events, Result);
}

LOCKSTEP_INTERCEPT int epoll_pwait(int Descriptor, epoll_event *Events,
                                   int Count, int Timeout,
                                   const sigset_t *Mask) {
  EpollWaiting Sync(Descriptor);
  BlockingCall Inside("epoll_pwait", Timeout, __builtin_return_address(0));
  int Result = Inside.make(
      [&] {
        return orAgain(real().epoll_pwait(Descriptor, Events, Count, 0, Mask));
      },
      [&] {
        return real().epoll_pwait(Descriptor, Events, Count, Timeout, Mask);
      });
  return Sync.ended(Events, Result);
}

LOCKSTEP_INTERCEPT int epoll_pwait2(int Descriptor, epoll_event *Events,
                                    int Count, const timespec *Timeout,
                                    const sigset_t *Mask) {
  EpollWaiting Sync(Descriptor);
  BlockingCall Inside("epoll_pwait2", !isZero(Timeout),
                      __builtin_return_address(0));
  int Result = Inside.make(
      [&] {
        return orAgain(
            real().epoll_pwait2(Descriptor, Events, Count, &NoTime, Mask));
      },
      [&] {
        return real().epoll_pwait2(Descriptor, Events, Count, Timeout, Mask);
      });
  return Sync.ended(Events, Result);
}
