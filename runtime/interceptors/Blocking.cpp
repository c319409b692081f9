//===- Blocking.cpp - Calls that wait for the outside ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Blocking.h"

#include "interceptors/DescriptorSync.h"
#include "interceptors/Intercept.h"
#include "platform/Kernel.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

using namespace lockstep;

static constinit const char *OwnName = nullptr;
constinit const char **lockstep::BlockingCallName = &OwnName;

bool lockstep::mayBlockOn(int Descriptor) {
  if (Descriptor == STDOUT_FILENO || Descriptor == STDERR_FILENO)
    return false;
  struct stat Status;
  if (kernelCall(SYS_fstat, Descriptor, long(&Status)) < 0)
    return false;
  constexpr unsigned MemoryDevices = 1; // /dev/null, /dev/zero, …
  switch (Status.st_mode & S_IFMT) {
  case S_IFIFO:
  case S_IFSOCK:
  case 0: // eventfd, timerfd, signalfd, epoll, …
    break;
  case S_IFCHR:
    if (major(Status.st_rdev) == MemoryDevices)
      return false;
    break;
  default:
    return false;
  }
  return !(kernelCall(SYS_fcntl, Descriptor, F_GETFL) & O_NONBLOCK);
}

void BlockingCall::begin(const char *Function, void *ReturnAddress) {
  Control *C = Control::here();
  if (!C)
    return;
  Control::Scope Inside(*C);
  noteUncontrolled(*C, Function, ReturnAddress);
  Outer = *BlockingCallName;
  *BlockingCallName = Function;
  Begun = true;
  Caller = ReturnAddress;
}

bool BlockingCall::isChosen(Operation &Op) const {
  Control *C = Control::here();
  if (!C)
    return false;
  Control::Scope Inside(*C);
  if (!C->engine().happens(ValueReason::Interrupt))
    return false;
  Op = unannounced(*C, OpKind::External, Caller);
  C->reach(Op);
  return true;
}

void BlockingCall::conclude(const Operation &Op, bool Interrupted) {
  Control *C = Control::here();
  Control::Scope Inside(*C);
  C->performed(Op, Interrupted ? InterruptedCall : Effect());
  if (Interrupted)
    Inside.setErrno(EINTR);
}

bool BlockingCall::isReady(int Descriptor, short Events) {
  pollfd File{Descriptor, Events, 0};
  if (kernelCall(SYS_poll, long(&File), 1, 0) != 0)
    return true;
  errno = EAGAIN;
  return false;
}

//===----------------------------------------------------------------------===//
// Signals, children, System V semaphores
//===----------------------------------------------------------------------===//

static constexpr timespec NoTime{0, 0};

LOCKSTEP_INTERCEPT int pause() {
  BlockingCall Inside("pause", true, __builtin_return_address(0));
  return real().pause();
}

LOCKSTEP_INTERCEPT int sigsuspend(const sigset_t *Mask) {
  BlockingCall Inside("sigsuspend", true, __builtin_return_address(0));
  return real().sigsuspend(Mask);
}

LOCKSTEP_INTERCEPT int sigwaitinfo(const sigset_t *__restrict Set,
                                   siginfo_t *__restrict Info) {
  BlockingCall Inside("sigwaitinfo", true, __builtin_return_address(0));
  return Inside.make([&] { return real().sigtimedwait(Set, Info, &NoTime); },
                     [&] { return real().sigwaitinfo(Set, Info); });
}

LOCKSTEP_INTERCEPT int sigtimedwait(const sigset_t *__restrict Set,
                                    siginfo_t *__restrict Info,
                                    const timespec *__restrict Timeout) {
  bool Waits = !Timeout || Timeout->tv_sec || Timeout->tv_nsec;
  BlockingCall Inside("sigtimedwait", Waits, __builtin_return_address(0));
  return Inside.make([&] { return real().sigtimedwait(Set, Info, &NoTime); },
                     [&] { return real().sigtimedwait(Set, Info, Timeout); });
}

LOCKSTEP_INTERCEPT pid_t wait(int *Status) {
  BlockingCall Inside("wait", true, __builtin_return_address(0));
  return Inside.makeUnlessInterrupted([&] { return real().wait(Status); });
}

LOCKSTEP_INTERCEPT pid_t waitpid(pid_t Child, int *Status, int Options) {
  BlockingCall Inside("waitpid", !(Options & WNOHANG),
                      __builtin_return_address(0));
  return Inside.makeUnlessInterrupted(
      [&] { return real().waitpid(Child, Status, Options); });
}

LOCKSTEP_INTERCEPT pid_t wait3(int *Status, int Options,
                               rusage *Usage) noexcept {
  BlockingCall Inside("wait3", !(Options & WNOHANG),
                      __builtin_return_address(0));
  return Inside.makeUnlessInterrupted(
      [&] { return real().wait3(Status, Options, Usage); });
}

LOCKSTEP_INTERCEPT pid_t wait4(pid_t Child, int *Status, int Options,
                               rusage *Usage) noexcept {
  BlockingCall Inside("wait4", !(Options & WNOHANG),
                      __builtin_return_address(0));
  return Inside.makeUnlessInterrupted(
      [&] { return real().wait4(Child, Status, Options, Usage); });
}

LOCKSTEP_INTERCEPT int waitid(idtype_t Kind, id_t Child, siginfo_t *Info,
                              int Options) {
  BlockingCall Inside("waitid", !(Options & WNOHANG),
                      __builtin_return_address(0));
  return Inside.makeUnlessInterrupted(
      [&] { return real().waitid(Kind, Child, Info, Options); });
}

LOCKSTEP_INTERCEPT int system(const char *Command) {
  BlockingCall Inside("system", Command, __builtin_return_address(0));
  return real().system(Command);
}

LOCKSTEP_INTERCEPT int pclose(FILE *Stream) {
  BlockingCall Inside("pclose", true, __builtin_return_address(0));
  return real().pclose(Stream);
}

/// Whether semop(2) may wait: for a decrement, or for zero.
static bool mayWaitForSemaphore(const sembuf *Operations, size_t Count) {
  for (size_t I = 0; I < Count; ++I)
    if (Operations[I].sem_op <= 0 && !(Operations[I].sem_flg & IPC_NOWAIT))
      return true;
  return false;
}

/// semop(2) that does not wait.
static int semopNow(int Set, const sembuf *Operations, size_t Count) {
  constexpr size_t Most = 500; // as by default in Linux
  sembuf Now[Most];
  if (Count > Most) {
    errno = E2BIG;
    return -1;
  }
  for (size_t I = 0; I < Count; ++I) {
    Now[I] = Operations[I];
    Now[I].sem_flg |= IPC_NOWAIT;
  }
  return real().semop(Set, Now, Count);
}

LOCKSTEP_INTERCEPT int semop(int Set, sembuf *Operations,
                             size_t Count) noexcept {
  SetSync Sync(Set);
  BlockingCall Inside("semop", mayWaitForSemaphore(Operations, Count),
                      __builtin_return_address(0));
  return Inside.make([&] { return semopNow(Set, Operations, Count); },
                     [&] { return real().semop(Set, Operations, Count); });
}

LOCKSTEP_INTERCEPT int semtimedop(int Set, sembuf *Operations, size_t Count,
                                  const timespec *Timeout) noexcept {
  SetSync Sync(Set);
  BlockingCall Inside("semtimedop", mayWaitForSemaphore(Operations, Count),
                      __builtin_return_address(0));
  return Inside.make(
      [&] { return semopNow(Set, Operations, Count); },
      [&] { return real().semtimedop(Set, Operations, Count, Timeout); });
}
