//===- Blocking.cpp - Calls that wait for the outside ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Blocking.h"

#include "interceptors/DescriptorSync.h"
#include "interceptors/Intercept.h"
#include "interceptors/Sleep.h"
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

NotBlocking::NotBlocking(int Descriptor) : Descriptor(Descriptor) {
  if (Descriptor < 0)
    return;
  Flags = kernelCall(SYS_fcntl, Descriptor, F_GETFL);
  kernelCall(SYS_fcntl, Descriptor, F_SETFL, Flags | O_NONBLOCK);
}

NotBlocking::~NotBlocking() {
  if (Descriptor >= 0)
    kernelCall(SYS_fcntl, Descriptor, F_SETFL, Flags);
}

void BlockingCall::begin(const char *Function, void *ReturnAddress) {
  Control *C = Control::here();
  if (!C)
    return;
  Control::Scope Inside(*C);
  begin(*C, Function, ReturnAddress);
}

void BlockingCall::begin(Control &C, const char *Function,
                         void *ReturnAddress) {
  noteUncontrolled(C, Function, ReturnAddress);
  Outer = *BlockingCallName;
  *BlockingCallName = Function;
  Begun = true;
  Caller = ReturnAddress;
}

/// \p Files: some lead to threads of the program.
static Operation operationOn(Control &C, OpKind Kind,
                             const std::vector<pollfd> &Files, void *Caller) {
  uint64_t Key = 0;
  for (size_t I = 0; !Key && I < Files.size(); ++I)
    Key = keyOfOwn(Files[I].fd);
  Operation Op = unannounced(C, Kind, Caller);
  Op.Object = C.engine().objectAt(Key, ObjectKind::Descriptor);
  return Op;
}

void BlockingCall::beginOn(const char *Function, bool MayBlock,
                           void *ReturnAddress, std::vector<pollfd> Files) {
  Control *C = Control::here();
  if (!C)
    return;
  Control::Scope Inside(*C);
  Wait.From = leadsTo(Files);
  if (Wait.From == LeadsTo::Outside) {
    if (MayBlock)
      begin(*C, Function, ReturnAddress);
    return;
  }
  Own = true;
  Begun = MayBlock;
  Caller = ReturnAddress;
  Wait.Files = std::move(Files);
  Wait.Function = Function;
  Operation Op = operationOn(*C, OpKind::DescriptorUse, Wait.Files, Caller);
  C->reach(Op);
  C->performed(Op, {});
}

void BlockingCall::giveUpAfter(const timespec *Span) {
  if (!Own || !Span)
    return;
  Control *C = Control::here();
  Control::Scope Inside(*C);
  Deadline = deadlineIn(*C, *Span);
}

/// A socket may have a time after which calls fail (SO_RCVTIMEO, SO_SNDTIMEO).
void BlockingCall::heedSocketTimeout() {
  timeval Span{};
  socklen_t Length = sizeof Span;
  int Which = Wait.Files[0].events & POLLIN ? SO_RCVTIMEO : SO_SNDTIMEO;
  kernelCall(SYS_getsockopt, Wait.Files[0].fd, SOL_SOCKET, Which, long(&Span),
             long(&Length));
  timespec Same{Span.tv_sec, long(Span.tv_usec) * 1000};
  if (Span.tv_sec || Span.tv_usec)
    giveUpAfter(&Same);
}

bool BlockingCall::waitOwn() {
  if (!Looks && Deadline == NoDeadline)
    heedSocketTimeout();
  bool IsReady;
  {
    Control *C = Control::here();
    Control::Scope Inside(*C);
    Operation Op = operationOn(*C, OpKind::DescriptorWait, Wait.Files, Caller);
    Op.Deadline = Deadline;
    IsReady = DescriptorWaits::of(*C).wait(Op, Wait);
  }
  // A sender comes after who made room, as a receiver does after who sent.
  if (IsReady && !Looks)
    foundReady(Wait.Files[0].fd, Wait.Files[0].events);
  return IsReady;
}

void BlockingCall::concludeOwn(bool Changed) {
  Control *C = Control::here();
  if (!C || !Changed || Looks)
    return;
  Control::Scope Inside(*C);
  C->engine().changedOutside();
  DescriptorWaits::of(*C).changed();
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
