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

#include <algorithm>
#include <cstring>
#include <iterator>

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
  return Result;
}

/// A poll, under way, that waits as long as \p Timeout says; null: for ever.
class Polling : public BlockingCall {
public:
  Polling(const char *Function, const timespec *Timeout, void *ReturnAddress,
          std::vector<pollfd> Files)
      : BlockingCall(Function, !isZero(Timeout), ReturnAddress,
                     std::move(Files)) {
    onlyLooks();
    giveUpAfter(Timeout);
  }
  /// \p Now does not wait, \p Whole may. \p Late is made when the time is over.
  template <class Looking, class Calling, class Ending>
  int make(Looking Now, Calling Whole, Ending Late) {
    return BlockingCall::make([&] { return orAgain(Now()); }, Whole, Late);
  }
  template <class Looking, class Calling> int make(Looking Now, Calling Whole) {
    return make(Now, Whole, Now);
  }
};

/// What poll(2) is given, without what it leaves out.
static std::vector<pollfd> listed(const pollfd *Files, nfds_t Count) {
  std::vector<pollfd> List;
  if (Control::here())
    std::copy_if(Files, Files + Count, std::back_inserter(List),
                 [](const pollfd &Each) { return Each.fd >= 0; });
  return List;
}

/// The same of what select(2) is given.
static std::vector<pollfd> listed(int Count, const fd_set *Readable,
                                  const fd_set *Writable,
                                  const fd_set *Exceptional) {
  std::vector<pollfd> List;
  if (!Control::here() || Count > FD_SETSIZE)
    return List;
  for (int File = 0; File < Count; ++File) {
    auto IsIn = [&](const fd_set *Set) { return Set && FD_ISSET(File, Set); };
    int Events = (IsIn(Readable) ? POLLIN : 0) |
                 (IsIn(Writable) ? POLLOUT : 0) |
                 (IsIn(Exceptional) ? POLLPRI : 0);
    if (Events)
      List.push_back({File, short(Events), 0});
  }
  return List;
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
  timespec Span = fromMilliseconds(Timeout);
  if (C && !Count && Timeout >= 0)
    return pollNothing(*C, Span, ReturnAddress);
  Polling Inside("poll", Timeout < 0 ? nullptr : &Span, ReturnAddress,
                 listed(Files, Count));
  return told(Files, Count,
              Inside.make([&] { return real().poll(Files, Count, 0); },
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
  Polling Inside("ppoll", Timeout, __builtin_return_address(0),
                 listed(Files, Count));
  return told(
      Files, Count,
      Inside.make([&] { return real().ppoll(Files, Count, &NoTime, Mask); },
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
  timespec Span{};
  if (Timeout)
    Span = {Timeout->tv_sec, long(Timeout->tv_usec) * 1000};
  Polling Inside("select", Timeout ? &Span : nullptr,
                 __builtin_return_address(0),
                 listed(Count, Readable, Writable, Exceptional));
  int Result = Inside.make(
      [&] {
        return selectNow(Count, Readable, Writable, Exceptional, nullptr);
      },
      [&] {
        return real().select(Count, Readable, Writable, Exceptional, Timeout);
      },
      [&] {
        *Timeout = {0, 0};
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
  Polling Inside("pselect", Timeout, __builtin_return_address(0),
                 listed(Count, Readable, Writable, Exceptional));
  auto Select = [&](const timespec *Until) {
    return real().pselect(Count, Readable, Writable, Exceptional, Until, Mask);
  };
  int Result = Inside.make(
      [&] { return selectNow(Count, Readable, Writable, Exceptional, Mask); },
      [&] { return Select(Timeout); }, [&] { return Select(&NoTime); });
  if (Result > 0)
    foundReady(Count, Readable, Writable, Exceptional);
  return Result;
}

/// An epoll_wait, under way: the set itself is readable when one of it is
/// ready.
static Polling pollingSet(int Descriptor, const char *Function,
                          const timespec *Timeout, void *ReturnAddress) {
  pollfd Set{Descriptor, POLLIN, 0};
  return Polling(Function, Timeout, ReturnAddress, listed(&Set, 1));
}

LOCKSTEP_INTERCEPT int epoll_wait(int Descriptor, epoll_event *Events,
                                  int Count, int Timeout) {
  EpollWaiting Sync(Descriptor);
  timespec Span = fromMilliseconds(Timeout);
  Polling Inside =
      pollingSet(Descriptor, "epoll_wait", Timeout < 0 ? nullptr : &Span,
                 __builtin_return_address(0));
  int Result = Inside.make(
      [&] { return real().epoll_wait(Descriptor, Events, Count, 0); },
      [&] { return real().epoll_wait(Descriptor, Events, Count, Timeout); });
  return Sync.ended(Events, Result);
}

LOCKSTEP_INTERCEPT int epoll_pwait(int Descriptor, epoll_event *Events,
                                   int Count, int Timeout,
                                   const sigset_t *Mask) {
  EpollWaiting Sync(Descriptor);
  timespec Span = fromMilliseconds(Timeout);
  Polling Inside =
      pollingSet(Descriptor, "epoll_pwait", Timeout < 0 ? nullptr : &Span,
                 __builtin_return_address(0));
  auto Poll = [&](int Until) {
    return real().epoll_pwait(Descriptor, Events, Count, Until, Mask);
  };
  return Sync.ended(Events, Inside.make([&] { return Poll(0); },
                                        [&] { return Poll(Timeout); }));
}

LOCKSTEP_INTERCEPT int epoll_pwait2(int Descriptor, epoll_event *Events,
                                    int Count, const timespec *Timeout,
                                    const sigset_t *Mask) {
  EpollWaiting Sync(Descriptor);
  Polling Inside = pollingSet(Descriptor, "epoll_pwait2", Timeout,
                              __builtin_return_address(0));
  auto Poll = [&](const timespec *Until) {
    return real().epoll_pwait2(Descriptor, Events, Count, Until, Mask);
  };
  return Sync.ended(Events, Inside.make([&] { return Poll(&NoTime); },
                                        [&] { return Poll(Timeout); }));
}
