//===- Identity.cpp - Process and thread ids ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The program sees the same ids in every execution. Whoever takes an id from it
// translates it back (here and in Scheduling.cpp). The ids of other processes,
// its own children among them, are the real ones.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Identity.h"

#include "interceptors/Intercept.h"
#include "interceptors/Outside.h"
#include "platform/Kernel.h"

using namespace lockstep;

namespace {
/// The process of the execution, once it saw its virtual pid; kept in its
/// forked children, who may want to name it.
constinit pid_t ExecutionPid = 0;
} // namespace

static pid_t ownPid() { return pid_t(kernelCall(SYS_getpid)); }

pid_t lockstep::realProcess(pid_t Pid) {
  if (Pid != VirtualPid)
    return Pid;
  if (answersAlike())
    return ownPid();
  return ExecutionPid ? ExecutionPid : Pid;
}

pid_t lockstep::virtualProcess(pid_t Pid) {
  if (answersAlike())
    return Pid == ownPid() ? VirtualPid : Pid;
  return ExecutionPid && Pid == ExecutionPid ? VirtualPid : Pid;
}

/// The thread of the program that \p Tid names; invalid when it names none.
static ThreadId programThread(Control &C, pid_t Tid) {
  if (Tid < VirtualPid || size_t(Tid - VirtualPid) >= C.threads().size())
    return ThreadId();
  return ThreadId(uint32_t(Tid - VirtualPid));
}

pid_t lockstep::realThread(pid_t Tid) {
  Control *C = Control::here();
  if (!C)
    return realProcess(Tid);
  ThreadId Named = programThread(*C, Tid);
  if (Named.isValid() &&
      (Named == C->self().Id || C->switcher().sharesCarrier()))
    return 0;
  return Tid;
}

LOCKSTEP_INTERCEPT pid_t getpid() noexcept {
  if (!answersAlike())
    return real().getpid();
  if (Control::active())
    ExecutionPid = ownPid();
  return VirtualPid;
}

LOCKSTEP_INTERCEPT pid_t getppid() noexcept {
  pid_t Parent = real().getppid();
  // The parent of the execution is Lockstep; it is named like a process that
  // is not there.
  return answersAlike() ? VirtualPid - 1 : virtualProcess(Parent);
}

LOCKSTEP_INTERCEPT pid_t gettid() noexcept {
  if (Control *C = Control::here())
    return VirtualPid + pid_t(C->self().Id.index());
  if (!Control::active() && answersAlike())
    return VirtualPid;
  return real().gettid();
}

LOCKSTEP_INTERCEPT int kill(pid_t Process, int Signal) noexcept {
  // Negative: a process group.
  pid_t Target = Process < -1 ? -realProcess(-Process) : realProcess(Process);
  return real().kill(Target, Signal);
}

LOCKSTEP_INTERCEPT int killpg(pid_t Group, int Signal) noexcept {
  return real().killpg(realProcess(Group), Signal);
}

LOCKSTEP_INTERCEPT int sigqueue(pid_t Process, int Signal,
                                const sigval Value) noexcept {
  return real().sigqueue(realProcess(Process), Signal, Value);
}

LOCKSTEP_INTERCEPT int tgkill(pid_t Process, pid_t Tid, int Signal) {
  Control *C = Control::here();
  if (!C || Process != VirtualPid || !programThread(*C, Tid).isValid())
    return real().tgkill(realProcess(Process), Tid, Signal);
  if (programThread(*C, Tid) != C->self().Id) {
    // The kernel thread that runs them all gets it, and so the caller does.
    Control::Scope Inside(*C);
    noteUncontrolled(*C, "tgkill", __builtin_return_address(0));
  }
  return real().tgkill(ownPid(), kernelThreadId(), Signal);
}

LOCKSTEP_INTERCEPT pid_t getpgid(pid_t Process) noexcept {
  return virtualProcess(real().getpgid(realProcess(Process)));
}

LOCKSTEP_INTERCEPT pid_t getpgrp() noexcept {
  return virtualProcess(real().getpgrp());
}

LOCKSTEP_INTERCEPT int setpgid(pid_t Process, pid_t Group) noexcept {
  return real().setpgid(realProcess(Process), realProcess(Group));
}

LOCKSTEP_INTERCEPT pid_t getsid(pid_t Process) noexcept {
  return virtualProcess(real().getsid(realProcess(Process)));
}

LOCKSTEP_INTERCEPT pid_t setsid() noexcept {
  return virtualProcess(real().setsid());
}

LOCKSTEP_INTERCEPT int pidfd_open(pid_t Process, unsigned Flags) noexcept {
  long Result = kernelCall(SYS_pidfd_open, realProcess(Process), Flags);
  if (Result >= 0)
    return int(Result);
  errno = int(-Result);
  return -1;
}
