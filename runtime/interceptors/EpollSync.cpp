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

#include <poll.h>
#include <vector>

using namespace lockstep;

static_assert(EPOLLIN == POLLIN && EPOLLOUT == POLLOUT &&
              EPOLLWRNORM == POLLWRNORM && EPOLLWRBAND == POLLWRBAND);

namespace {
struct Interest {
  int Set, File;
  uint64_t Data;
};
} // namespace

/// What was asked for. What was closed since makes no events.
static std::vector<Interest> Interests;

int EpollWaiting::ended(const epoll_event *Events, int Result) const {
  for (int I = 0; I < Result; ++I) {
    bool IsKnown = false;
    for (const Interest &Each : Interests)
      if (Each.Data == Events[I].data.u64) {
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

static void remember(int Set, int Operation, int File,
                     const epoll_event *Wanted) {
  Annotation Told;
  if (!Told)
    return;
  std::erase_if(Interests, [&](const Interest &Each) {
    return Each.Set == Set && Each.File == File;
  });
  if (Operation != EPOLL_CTL_DEL)
    Interests.push_back({Set, File, Wanted->data.u64});
}

/// What an event's data points to was made before the event was asked for.
LOCKSTEP_INTERCEPT int epoll_ctl(int Set, int Operation, int File,
                                 epoll_event *Wanted) noexcept {
  passOnThrough(Set);
  int Result = real().epoll_ctl(Set, Operation, File, Wanted);
  if (!Result)
    remember(Set, Operation, File, Wanted);
  return Result;
}
