//===- MessageQueueNames.cpp - Opening and closing POSIX queues -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A queue that the program creates is modelled. One that it opens without
// creating it, and that nobody here created, may belong to another process and
// is opened for real.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"
#include "interceptors/PosixQueues.h"
#include "platform/Kernel.h"

#include <algorithm>
#include <climits>
#include <cstdarg>
#include <cstring>
#include <fcntl.h>

using namespace lockstep;

namespace {
struct OpenRequest {
  const char *Name;
  int Flags;
  mode_t Mode;
  const mq_attr *Limits; ///< may be null
};
} // namespace

/// 0, or what the kernel has against \p Name.
static int nameError(const char *Name) {
  if (Name[0] != '/')
    return EINVAL;
  const char *Rest = Name + 1;
  size_t Length = strlen(Rest);
  if (!Length)
    return ENOENT;
  if (Length > NAME_MAX)
    return ENAMETOOLONG;
  if (strchr(Rest, '/') || !strcmp(Rest, ".") || !strcmp(Rest, ".."))
    return EACCES;
  return 0;
}

/// The limits of a new queue. \returns 0 or an error number.
static int limitsOf(const OpenRequest &Request, mq_attr &Limits) {
  constexpr long HardMessages = 65536, HardSize = 16777216;
  long MostMessages = long(systemLimit("/proc/sys/fs/mqueue/msg_max", 10));
  long MostSize = long(systemLimit("/proc/sys/fs/mqueue/msgsize_max", 8192));
  Limits = {};
  if (!Request.Limits) {
    Limits.mq_maxmsg = std::min(MostMessages, 10l);
    Limits.mq_msgsize = std::min(MostSize, 8192l);
    return 0;
  }
  Limits.mq_maxmsg = Request.Limits->mq_maxmsg;
  Limits.mq_msgsize = Request.Limits->mq_msgsize;
  if (hasCapability(Capability::SysResource)) {
    MostMessages = HardMessages;
    MostSize = HardSize;
  }
  bool Valid = Limits.mq_maxmsg > 0 && Limits.mq_msgsize > 0 &&
               Limits.mq_maxmsg <= MostMessages &&
               Limits.mq_msgsize <= MostSize;
  return Valid ? 0 : EINVAL;
}

/// Makes \p Entry a queue, or finds that it may be opened. \returns 0 or an
/// error number.
static int createOrOpen(const OpenRequest &Request, QueueName &Entry) {
  int Access = Request.Flags & O_ACCMODE;
  if (Entry.Queue) {
    if ((Request.Flags & O_CREAT) && (Request.Flags & O_EXCL))
      return EEXIST;
    if (Access == O_ACCMODE)
      return EINVAL;
    mode_t Wanted = Access == O_RDONLY   ? S_IRUSR
                    : Access == O_WRONLY ? S_IWUSR
                                         : S_IRUSR | S_IWUSR;
    bool Allowed = (Entry.Queue->Mode & Wanted) == Wanted ||
                   hasCapability(Capability::DacOverride);
    return Allowed ? 0 : EACCES;
  }
  mq_attr Limits;
  if (int Error = limitsOf(Request, Limits))
    return Error;
  if (Access == O_ACCMODE)
    return EINVAL;
  mode_t Hidden = mode_t(kernelCall(SYS_umask, 0));
  kernelCall(SYS_umask, Hidden);
  Entry.Queue = std::make_shared<PosixQueue>(Entry.Object, Limits,
                                             Request.Mode & ~Hidden);
  return 0;
}

static mqd_t openForReal(Control &C, Control::Scope &Inside,
                         const Operation &Op, const OpenRequest &Request,
                         void *ReturnAddress) {
  mqd_t Number = real().mq_open(Request.Name, Request.Flags);
  // Without POSIX queues in the kernel there are none of other processes.
  if (Number < 0)
    return failedOperation(C, Inside, Op, errno == ENOSYS ? ENOENT : errno);
  noteUncontrolled(C, "mq_open", ReturnAddress);
  C.performed(Op, {.Changed = true});
  return Number;
}

static mqd_t openQueue(Control &C, const OpenRequest &Request,
                       void *ReturnAddress) {
  Control::Scope Inside(C);
  if (int Error = nameError(Request.Name))
    return refused(Inside, Error);
  PosixQueues &All = PosixQueues::get();
  std::string Name = Request.Name;
  Operation Op =
      C.operation(OpKind::QueueOpen, All.named(C, Name).Object, ReturnAddress);
  C.reach(Op);
  QueueName &Entry = All.named(C, Name);
  if (!Entry.Queue && !(Request.Flags & O_CREAT))
    return openForReal(C, Inside, Op, Request, ReturnAddress);
  bool Existed = Entry.Queue != nullptr;
  if (int Error = createOrOpen(Request, Entry))
    return failedOperation(C, Inside, Op, Error);
  int Access = Request.Flags & O_ACCMODE;
  // Queues are closed on exec whether asked or not (mq_overview(7)).
  int Number = All.open({Entry.Queue, Access != O_WRONLY, Access != O_RDONLY,
                         (Request.Flags & O_NONBLOCK) != 0},
                        true);
  if (Number < 0) {
    if (!Existed)
      Entry.Queue = nullptr;
    return failedOperation(C, Inside, Op, -Number);
  }
  C.performed(Op, {.Changed = true});
  Entry.Queue->update(C);
  return Number;
}

LOCKSTEP_INTERCEPT mqd_t mq_open(const char *Name, int Flags, ...) noexcept {
  OpenRequest Request{Name, Flags, 0, nullptr};
  if (Flags & O_CREAT) {
    va_list Rest;
    va_start(Rest, Flags);
    Request.Mode = va_arg(Rest, mode_t);
    Request.Limits = va_arg(Rest, const mq_attr *);
    va_end(Rest);
  }
  if (Control *C = Control::here())
    return openQueue(*C, Request, __builtin_return_address(0));
  return real().mq_open(Name, Flags, Request.Mode, Request.Limits);
}

// What mq_open is called when _FORTIFY_SOURCE is on and the flags are not
// constant; without O_CREAT then.
LOCKSTEP_INTERCEPT mqd_t __mq_open_2(const char *Name, int Flags) noexcept {
  if (Control *C = Control::here())
    return openQueue(*C, {Name, Flags & ~O_CREAT, 0, nullptr},
                     __builtin_return_address(0));
  return real().mq_open(Name, Flags & ~O_CREAT);
}

LOCKSTEP_INTERCEPT int mq_close(mqd_t Queue) noexcept {
  Control *C = Control::here();
  QueueDescriptor *Closed = C ? PosixQueues::get().find(Queue) : nullptr;
  if (!Closed)
    return real().mq_close(Queue);
  Control::Scope Inside(*C);
  Operation Op = C->operation(OpKind::QueueClose, Closed->Queue->Object,
                              __builtin_return_address(0));
  C->reach(Op);
  if (!PosixQueues::get().find(Queue))
    return failedOperation(*C, Inside, Op, EBADF);
  PosixQueues::get().close(Queue);
  C->performed(Op, {.Changed = true});
  return 0;
}

LOCKSTEP_INTERCEPT int mq_unlink(const char *Name) noexcept {
  Control *C = Control::here();
  if (!C || nameError(Name))
    return real().mq_unlink(Name);
  Control::Scope Inside(*C);
  PosixQueues &All = PosixQueues::get();
  Operation Op = C->operation(OpKind::QueueClose, All.named(*C, Name).Object,
                              __builtin_return_address(0));
  C->reach(Op);
  if (All.named(*C, Name).Queue) {
    All.removeName(Name);
    C->performed(Op, {.Changed = true});
    return 0;
  }
  // Perhaps one that another process left behind.
  if (real().mq_unlink(Name) < 0)
    return failedOperation(*C, Inside, Op, errno == ENOSYS ? ENOENT : errno);
  C->performed(Op, {.Changed = true});
  return 0;
}
