//===- EpollSync.cpp - What epoll orders ----------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An event says what it is about by data of the program's. So what was asked
// for is kept: an event comes from the descriptors that have its data, in
// whichever set, since an epoll descriptor may have another number, too.
//
//===----------------------------------------------------------------------===//

#include "interceptors/EpollSync.h"

#include "interceptors/Descriptors.h"
#include "interceptors/RaceAnnotations.h"

#include <compare>
#include <map>
#include <poll.h>

using namespace lockstep;

static_assert(EPOLLIN == POLLIN && EPOLLOUT == POLLOUT &&
              EPOLLWRNORM == POLLWRNORM && EPOLLWRBAND == POLLWRBAND);

namespace {
struct Interest {
  int Set, File;
  auto operator<=>(const Interest &) const = default;
};
} // namespace

/// The data of what was asked for. What was closed since makes no events.
static std::map<Interest, uint64_t> &asked() {
  static std::map<Interest, uint64_t> Data;
  return Data;
}

int EpollWaiting::ended(const epoll_event *Events, int Result) const {
  for (int I = 0; I < Result; ++I) {
    bool IsKnown = false;
    for (const auto &[Each, Data] : asked())
      if (Data == Events[I].data.u64) {
        foundReady(Each.File, short(Events[I].events));
        IsKnown = true;
      }
    if (!IsKnown)
      foundAllReady(short(Events[I].events));
  }
  return Result;
}

/// An event that was asked for in another way, such as io_uring: any of the
/// set's descriptors may have made it.
void EpollWaiting::foundAllReady(short Events) const {
  if (!Annotation())
    return;
  for (int Each : watchedBy(Set))
    foundReady(Each, Events);
}

static void remember(Interest Of, int Operation, const epoll_event *Wanted) {
  Annotation Told;
  if (!Told)
    return;
  if (Operation == EPOLL_CTL_DEL)
    asked().erase(Of);
  else
    asked()[Of] = Wanted->data.u64;
}

/// What an event's data points to was made before the event was asked for.
LOCKSTEP_INTERCEPT int epoll_ctl(int Set, int Operation, int File,
                                 epoll_event *Wanted) noexcept {
  passOnThrough(Set);
  int Result = real().epoll_ctl(Set, Operation, File, Wanted);
  if (!Result)
    remember({Set, File}, Operation, Wanted);
  return Result;
}
