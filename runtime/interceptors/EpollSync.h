//===- EpollSync.h - What epoll orders --------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_EPOLLSYNC_H
#define LOCKSTEP_INTERCEPTORS_EPOLLSYNC_H

#include "interceptors/DescriptorSync.h"

#include <sys/epoll.h>

namespace lockstep {

/// A wait of the calling thread on the epoll descriptor \p Set, while it lives.
/// What it does afterwards comes after who asked for the events, and after who
/// made ready what the wait reports. Keeps errno.
class EpollWaiting {
public:
  explicit EpollWaiting(int Set) : Set(Set), Asked(Set) {}
  /// \p Result as the call returned it, with the events at \p Events.
  int ended(const epoll_event *Events, int Result) const;

private:
  void foundAllReady(short Events) const;

  int Set;
  Receiving Asked;
};

} // namespace lockstep

#endif
