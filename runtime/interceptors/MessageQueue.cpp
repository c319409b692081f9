//===- MessageQueue.cpp - POSIX message queues ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Errors, and the order in which they are found, are those of Linux
// (ipc/mqueue.c). Which of several waiting threads gets a message or a place is
// up to the schedule.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Blocking.h"
#include "interceptors/Intercept.h"
#include "interceptors/PosixQueues.h"
#include "platform/Kernel.h"

#include <cstring>
#include <fcntl.h>

using namespace lockstep;

namespace {
/// One call of mq_send or mq_receive and their like.
struct Transfer {
  Control &C;
  Control::Scope &Inside;
  QueueDescriptor Through; ///< as it was when the call began
  Operation Op;
};
} // namespace

/// Brings the thread to the point where it sends or receives. \returns 0 or why
/// it gave up.
static int awaitTurn(Transfer &Call, const timespec *Until) {
  PosixQueue &Queue = *Call.Through.Queue;
  Queue.update(Call.C);
  bool Waits = !Call.Through.Nonblocking;
  Call.Op.Deadline = Waits ? deadlineOn(CLOCK_REALTIME, Until) : 0;
  bool Interrupted = isInterrupted(Call.C, Call.Op);
  if (Interrupted)
    Call.Op.Deadline = 0;
  if (Call.C.reach(Call.Op))
    return 0;
  if (Interrupted) {
    Call.C.performed(Call.Op, InterruptedCall);
    return EINTR;
  }
  int Error = Waits ? ETIMEDOUT : EAGAIN;
  Call.C.performed(Call.Op,
                   {.Value = uint64_t(Error),
                    .Flags = uint8_t(Waits ? EventTimedOut : EventFailed)});
  return Error;
}

static int sendTo(Transfer &Call, const char *Bytes, size_t Size,
                  unsigned Priority, const timespec *Until) {
  if (!Call.Through.Writable)
    return refused(Call.Inside, EBADF);
  PosixQueue &Queue = *Call.Through.Queue;
  if (Size > Queue.MessageSize)
    return refused(Call.Inside, EMSGSIZE);
  Call.Op.Size = uint32_t(Size);
  if (int Error = awaitTurn(Call, Until))
    return refused(Call.Inside, Error);
  Queue.Messages.insertByPriority({Priority, std::string(Bytes, Size)});
  Call.C.performed(Call.Op, {.Changed = true});
  Queue.update(Call.C);
  return 0;
}

static ssize_t receiveFrom(Transfer &Call, char *Buffer, size_t Size,
                           unsigned *Priority, const timespec *Until) {
  if (!Call.Through.Readable)
    return refused(Call.Inside, EBADF);
  PosixQueue &Queue = *Call.Through.Queue;
  if (Size < Queue.MessageSize)
    return refused(Call.Inside, EMSGSIZE);
  if (int Error = awaitTurn(Call, Until))
    return refused(Call.Inside, Error);
  Message Taken = Queue.Messages.take(MessageChoice::First, 0);
  memcpy(Buffer, Taken.Bytes.data(), Taken.Bytes.size());
  if (Priority)
    *Priority = unsigned(Taken.Type);
  Call.C.performed(
      Call.Op,
      {.Value = Taken.Bytes.size(), .Flags = EventHasValue, .Changed = true});
  Queue.update(Call.C);
  return ssize_t(Taken.Bytes.size());
}

/// As the kernel checks it, whether or not the call has to wait.
static bool isValidDeadline(const timespec *Until) {
  return !Until || (Until->tv_sec >= 0 && isValidTime(*Until));
}

static int send(Control &C, QueueDescriptor Through, const char *Bytes,
                size_t Size, unsigned Priority, const timespec *Until,
                void *ReturnAddress) {
  Control::Scope Inside(C);
  constexpr unsigned PriorityLimit = 32768; // sysconf(_SC_MQ_PRIO_MAX)
  if (!isValidDeadline(Until) || Priority >= PriorityLimit)
    return refused(Inside, EINVAL);
  Operation Op =
      C.operation(OpKind::QueueSend, Through.Queue->Object, ReturnAddress);
  Transfer Call{C, Inside, std::move(Through), Op};
  return sendTo(Call, Bytes, Size, Priority, Until);
}

static ssize_t receive(Control &C, QueueDescriptor Through, char *Buffer,
                       size_t Size, unsigned *Priority, const timespec *Until,
                       void *ReturnAddress) {
  Control::Scope Inside(C);
  if (!isValidDeadline(Until))
    return refused(Inside, EINVAL);
  Operation Op =
      C.operation(OpKind::QueueReceive, Through.Queue->Object, ReturnAddress);
  Transfer Call{C, Inside, std::move(Through), Op};
  return receiveFrom(Call, Buffer, Size, Priority, Until);
}

/// The descriptor that the caller names; null when the call is to be carried
/// out for real.
static QueueDescriptor *ours(Control *C, mqd_t Number) {
  return C ? PosixQueues::get().find(Number) : nullptr;
}

/// Whether a real call on \p Number may wait.
static bool mayWait(mqd_t Number) {
  long Flags = kernelCall(SYS_fcntl, Number, F_GETFL);
  return Flags >= 0 && !(Flags & O_NONBLOCK);
}

static constexpr timespec LongAgo{0, 0};

/// What a call on a real queue says that did not wait.
template <class Answer> static Answer orAgain(Answer Result) {
  if (Result < 0 && errno == ETIMEDOUT)
    errno = EAGAIN;
  return Result;
}

LOCKSTEP_INTERCEPT int mq_send(mqd_t Queue, const char *Bytes, size_t Size,
                               unsigned Priority) {
  Control *C = Control::here();
  if (QueueDescriptor *Through = ours(C, Queue))
    return send(*C, *Through, Bytes, Size, Priority, nullptr,
                __builtin_return_address(0));
  BlockingCall Inside("mq_send", ::mayWait(Queue), __builtin_return_address(0));
  return Inside.make(
      [&] {
        return orAgain(
            real().mq_timedsend(Queue, Bytes, Size, Priority, &LongAgo));
      },
      [&] { return real().mq_send(Queue, Bytes, Size, Priority); });
}

LOCKSTEP_INTERCEPT int mq_timedsend(mqd_t Queue, const char *Bytes, size_t Size,
                                    unsigned Priority, const timespec *Until) {
  Control *C = Control::here();
  if (QueueDescriptor *Through = ours(C, Queue))
    return send(*C, *Through, Bytes, Size, Priority, Until,
                __builtin_return_address(0));
  BlockingCall Inside("mq_timedsend", ::mayWait(Queue),
                      __builtin_return_address(0));
  return Inside.make(
      [&] {
        return orAgain(
            real().mq_timedsend(Queue, Bytes, Size, Priority, &LongAgo));
      },
      [&] { return real().mq_timedsend(Queue, Bytes, Size, Priority, Until); });
}

LOCKSTEP_INTERCEPT ssize_t mq_receive(mqd_t Queue, char *Buffer, size_t Size,
                                      unsigned *Priority) {
  Control *C = Control::here();
  if (QueueDescriptor *Through = ours(C, Queue))
    return receive(*C, *Through, Buffer, Size, Priority, nullptr,
                   __builtin_return_address(0));
  BlockingCall Inside("mq_receive", ::mayWait(Queue),
                      __builtin_return_address(0));
  return Inside.make(
      [&] {
        return orAgain(
            real().mq_timedreceive(Queue, Buffer, Size, Priority, &LongAgo));
      },
      [&] { return real().mq_receive(Queue, Buffer, Size, Priority); });
}

LOCKSTEP_INTERCEPT ssize_t mq_timedreceive(mqd_t Queue, char *__restrict Buffer,
                                           size_t Size,
                                           unsigned *__restrict Priority,
                                           const timespec *__restrict Until) {
  Control *C = Control::here();
  if (QueueDescriptor *Through = ours(C, Queue))
    return receive(*C, *Through, Buffer, Size, Priority, Until,
                   __builtin_return_address(0));
  BlockingCall Inside("mq_timedreceive", ::mayWait(Queue),
                      __builtin_return_address(0));
  return Inside.make(
      [&] {
        return orAgain(
            real().mq_timedreceive(Queue, Buffer, Size, Priority, &LongAgo));
      },
      [&] {
        return real().mq_timedreceive(Queue, Buffer, Size, Priority, Until);
      });
}

/// Reads the attributes of \p Queue into \p Old and sets them to \p New; either
/// may be null.
static int exchangeAttributes(Control &C, mqd_t Queue, const mq_attr *New,
                              mq_attr *Old, void *ReturnAddress) {
  Control::Scope Inside(C);
  if (New && (New->mq_flags & ~long(O_NONBLOCK)))
    return refused(Inside, EINVAL);
  Operation Op = C.operation(OpKind::QueueControl,
                             ours(&C, Queue)->Queue->Object, ReturnAddress);
  C.reach(Op);
  QueueDescriptor *Through = ours(&C, Queue);
  if (!Through)
    return failedOperation(C, Inside, Op, EBADF);
  if (Old) {
    const PosixQueue &Of = *Through->Queue;
    *Old = {};
    Old->mq_flags = Through->Nonblocking ? O_NONBLOCK : 0;
    Old->mq_maxmsg = long(Of.Messages.maxMessages());
    Old->mq_msgsize = long(Of.MessageSize);
    Old->mq_curmsgs = long(Of.Messages.count());
  }
  if (New)
    Through->Nonblocking = New->mq_flags & O_NONBLOCK;
  C.performed(Op, {.Changed = New != nullptr});
  return 0;
}

LOCKSTEP_INTERCEPT int mq_getattr(mqd_t Queue, mq_attr *Attributes) noexcept {
  Control *C = Control::here();
  if (!ours(C, Queue))
    return real().mq_getattr(Queue, Attributes);
  return exchangeAttributes(*C, Queue, nullptr, Attributes,
                            __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int mq_setattr(mqd_t Queue, const mq_attr *__restrict New,
                                  mq_attr *__restrict Old) noexcept {
  Control *C = Control::here();
  if (!ours(C, Queue))
    return real().mq_setattr(Queue, New, Old);
  return exchangeAttributes(*C, Queue, New, Old, __builtin_return_address(0));
}

LOCKSTEP_INTERCEPT int mq_notify(mqd_t Queue, const sigevent *Event) noexcept {
  Control *C = Control::here();
  if (!ours(C, Queue))
    return real().mq_notify(Queue, Event);
  Control::Scope Inside(*C);
  noteUncontrolled(*C, "mq_notify", __builtin_return_address(0));
  return refused(Inside, ENOSYS);
}
