//===- Scheduling.cpp - Priorities, processors and limits by id -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Carried out for real, with the ids of Identity.cpp translated. The processor
// that the program runs on is always the first.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Identity.h"
#include "interceptors/Intercept.h"
#include "interceptors/Outside.h"

using namespace lockstep;

LOCKSTEP_INTERCEPT int sched_getcpu() noexcept {
  return answersAlike() ? 0 : real().sched_getcpu();
}

LOCKSTEP_INTERCEPT int getcpu(unsigned *Processor, unsigned *Node) noexcept {
  if (!answersAlike())
    return real().getcpu(Processor, Node);
  if (Processor)
    *Processor = 0;
  if (Node)
    *Node = 0;
  return 0;
}

LOCKSTEP_INTERCEPT int sched_getaffinity(pid_t Tid, size_t Size,
                                         cpu_set_t *Set) noexcept {
  return real().sched_getaffinity(realThread(Tid), Size, Set);
}

LOCKSTEP_INTERCEPT int sched_setaffinity(pid_t Tid, size_t Size,
                                         const cpu_set_t *Set) noexcept {
  return real().sched_setaffinity(realThread(Tid), Size, Set);
}

LOCKSTEP_INTERCEPT int sched_getscheduler(pid_t Tid) noexcept {
  return real().sched_getscheduler(realThread(Tid));
}

LOCKSTEP_INTERCEPT int sched_setscheduler(pid_t Tid, int Policy,
                                          const sched_param *To) noexcept {
  return real().sched_setscheduler(realThread(Tid), Policy, To);
}

LOCKSTEP_INTERCEPT int sched_getparam(pid_t Tid, sched_param *Now) noexcept {
  return real().sched_getparam(realThread(Tid), Now);
}

LOCKSTEP_INTERCEPT int sched_setparam(pid_t Tid,
                                      const sched_param *To) noexcept {
  return real().sched_setparam(realThread(Tid), To);
}

LOCKSTEP_INTERCEPT int sched_rr_get_interval(pid_t Tid,
                                             timespec *Time) noexcept {
  return real().sched_rr_get_interval(realThread(Tid), Time);
}

/// The process, group or user that getpriority(2) means.
static id_t realOwner(int Which, id_t Who) {
  if (Which == PRIO_PROCESS)
    return id_t(realThread(pid_t(Who)));
  return Which == PRIO_PGRP ? id_t(realProcess(pid_t(Who))) : Who;
}

LOCKSTEP_INTERCEPT int getpriority(__priority_which_t Which,
                                   id_t Who) noexcept {
  return real().getpriority(Which, realOwner(Which, Who));
}

LOCKSTEP_INTERCEPT int setpriority(__priority_which_t Which, id_t Who,
                                   int Priority) noexcept {
  return real().setpriority(Which, realOwner(Which, Who), Priority);
}

LOCKSTEP_INTERCEPT int prlimit(pid_t Process, __rlimit_resource Resource,
                               const rlimit *To, rlimit *Old) noexcept {
  return real().prlimit(realProcess(Process), Resource, To, Old);
}

LOCKSTEP_INTERCEPT int prlimit64(pid_t Process, __rlimit_resource Resource,
                                 const rlimit64 *To, rlimit64 *Old) noexcept {
  return real().prlimit64(realProcess(Process), Resource, To, Old);
}
