//===- SystemV.cpp - System V message queues ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// msgsnd and msgrcv. Which of several waiting threads gets a message that fits
// more than one of them, or a place, is up to the schedule.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Blocking.h"
#include "interceptors/Intercept.h"
#include "interceptors/Outside.h"
#include "interceptors/SystemVQueues.h"

#include <algorithm>
#include <climits>
#include <cstring>

using namespace lockstep;

namespace {
/// The program's struct msgbuf.
struct MessageBuffer {
  long Type;
  char Bytes[1];
};
constexpr size_t MaxSize = 8192; // MSGMAX
} // namespace

static int send(Control &C, int Id, const MessageBuffer &From, size_t Size,
                int Flags, void *ReturnAddress) {
  Control::Scope Inside(C);
  if (Size > MaxSize || From.Type < 1)
    return refused(Inside, EINVAL);
  auto Queue = SystemVQueues::get().find(Id);
  if (!Queue)
    return refused(Inside, EINVAL);
  if (!mayAccess(*Queue, 0200))
    return refused(Inside, EACCES);
  Operation Op = C.operation(OpKind::QueueSend, Queue->Object, ReturnAddress);
  Op.Size = uint32_t(Size);
  Op.Deadline = Flags & IPC_NOWAIT ? 0 : NoDeadline;
  Queue->LargestSize = std::max(Queue->LargestSize, uint64_t(Size));
  Queue->update(C);
  bool Interrupted = isInterrupted(C, Op);
  if (Interrupted)
    Op.Deadline = 0;
  bool HasRoom = C.reach(Op);
  if (Queue->Removed)
    return failedOperation(C, Inside, Op, EIDRM);
  if (!HasRoom)
    return failedOperation(C, Inside, Op, Interrupted ? EINTR : EAGAIN);
  Queue->Messages.append({From.Type, std::string(From.Bytes, Size)});
  Queue->Status.msg_stime =
      virtualTime(CLOCK_REALTIME, C.engine().now()).tv_sec;
  Queue->Status.msg_lspid = VirtualPid;
  C.performed(Op, {.Changed = true});
  Queue->update(C);
  return 0;
}

/// What a receive with \p Type and \p Flags chooses, as Op.Choice and
/// Op.Argument.
static void choose(Operation &Op, long Type, int Flags) {
  MessageChoice Choice = MessageChoice::OfType;
  if (Type == 0) {
    Choice = MessageChoice::First;
  } else if (Type < 0) {
    Choice = MessageChoice::UpToType;
    Type = Type == LONG_MIN ? LONG_MAX : -Type;
  } else if (Flags & MSG_EXCEPT) {
    Choice = MessageChoice::NotOfType;
  }
  Op.Choice = uint8_t(Choice);
  Op.Argument = uint64_t(Type);
}

static ssize_t receive(Control &C, int Id, MessageBuffer &To, size_t Size,
                       long Type, int Flags, void *ReturnAddress) {
  Control::Scope Inside(C);
  if (Size > LONG_MAX)
    return refused(Inside, EINVAL);
  // Only kernels built for checkpointing copy messages.
  if (Flags & MSG_COPY)
    return refused(Inside, ENOSYS);
  auto Queue = SystemVQueues::get().find(Id);
  if (!Queue)
    return refused(Inside, EINVAL);
  if (!mayAccess(*Queue, 0400))
    return refused(Inside, EACCES);
  Operation Op =
      C.operation(OpKind::QueueReceive, Queue->Object, ReturnAddress);
  choose(Op, Type, Flags);
  Op.Deadline = Flags & IPC_NOWAIT ? 0 : NoDeadline;
  Queue->update(C);
  bool Interrupted = isInterrupted(C, Op);
  if (Interrupted)
    Op.Deadline = 0;
  bool Found = C.reach(Op);
  if (Queue->Removed)
    return failedOperation(C, Inside, Op, EIDRM);
  if (!Found)
    return failedOperation(C, Inside, Op, Interrupted ? EINTR : ENOMSG);
  MessageChoice Choice = MessageChoice(Op.Choice);
  const Message *Next = Queue->Messages.find(Choice, int64_t(Op.Argument));
  if (Next->Bytes.size() > Size && !(Flags & MSG_NOERROR))
    return failedOperation(C, Inside, Op, E2BIG);
  Message Taken = Queue->Messages.take(Choice, int64_t(Op.Argument));
  size_t Given = std::min(Size, Taken.Bytes.size());
  To.Type = long(Taken.Type);
  memcpy(To.Bytes, Taken.Bytes.data(), Given);
  Queue->Status.msg_rtime =
      virtualTime(CLOCK_REALTIME, C.engine().now()).tv_sec;
  Queue->Status.msg_lrpid = VirtualPid;
  C.performed(Op, {.Value = Given, .Flags = EventHasValue, .Changed = true});
  Queue->update(C);
  return ssize_t(Given);
}

LOCKSTEP_INTERCEPT int msgsnd(int Id, const void *Buffer, size_t Size,
                              int Flags) {
  Control *C = Control::here();
  if (C && SystemVQueues::get().isOurs(Id))
    return send(*C, Id, *static_cast<const MessageBuffer *>(Buffer), Size,
                Flags, __builtin_return_address(0));
  BlockingCall Inside("msgsnd", Id >= 0 && !(Flags & IPC_NOWAIT),
                      __builtin_return_address(0));
  return Inside.make(
      [&] { return real().msgsnd(Id, Buffer, Size, Flags | IPC_NOWAIT); },
      [&] { return real().msgsnd(Id, Buffer, Size, Flags); });
}

LOCKSTEP_INTERCEPT ssize_t msgrcv(int Id, void *Buffer, size_t Size, long Type,
                                  int Flags) {
  Control *C = Control::here();
  if (C && SystemVQueues::get().isOurs(Id))
    return receive(*C, Id, *static_cast<MessageBuffer *>(Buffer), Size, Type,
                   Flags, __builtin_return_address(0));
  BlockingCall Inside("msgrcv", Id >= 0 && !(Flags & IPC_NOWAIT),
                      __builtin_return_address(0));
  return Inside.make(
      [&] {
        ssize_t Got = real().msgrcv(Id, Buffer, Size, Type, Flags | IPC_NOWAIT);
        errno = Got < 0 && errno == ENOMSG ? EAGAIN : errno;
        return Got;
      },
      [&] { return real().msgrcv(Id, Buffer, Size, Type, Flags); });
}
