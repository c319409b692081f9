//===- SystemVQueues.cpp - The System V message queues of the program -----===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// msgget and msgctl: what makes, looks at and removes queues. Errors, and the
// order in which they are found, are those of Linux (ipc/msg.c, ipc/util.c).
//
//===----------------------------------------------------------------------===//

#include "interceptors/SystemVQueues.h"

#include "interceptors/Intercept.h"
#include "interceptors/Outside.h"
#include "platform/Kernel.h"

using namespace lockstep;

namespace {
constexpr uint64_t DefaultMaxBytes = 16384; // MSGMNB
} // namespace

SystemVQueues &SystemVQueues::get() {
  static constinit SystemVQueues *All = nullptr;
  if (!All)
    All = new SystemVQueues;
  return *All;
}

QueueKey &SystemVQueues::keyed(Control &C, key_t Key) {
  auto [Entry, New] = Keys.try_emplace(Key);
  if (New)
    Entry->second.Object = newQueueObject(C, "key " + std::to_string(Key));
  return Entry->second;
}

std::shared_ptr<SystemVQueue> SystemVQueues::find(int Id) const {
  if (!isOurs(Id))
    return nullptr;
  const auto &Found = Queues[size_t(Id - FirstId)];
  return Found->Removed ? nullptr : Found;
}

int SystemVQueues::add(std::shared_ptr<SystemVQueue> New) {
  Queues.push_back(std::move(New));
  return FirstId + int(Queues.size() - 1);
}

static time_t calendarTime(Control &C) {
  return virtualTime(CLOCK_REALTIME, C.engine().now()).tv_sec;
}

static int createQueue(Control &C, ObjectId Object, key_t Key, int Flags) {
  auto New = std::make_shared<SystemVQueue>(Object, DefaultMaxBytes);
  ipc_perm &Owner = New->Status.msg_perm;
  Owner.__key = Key;
  Owner.uid = Owner.cuid = uid_t(kernelCall(SYS_geteuid));
  Owner.gid = Owner.cgid = gid_t(kernelCall(SYS_getegid));
  Owner.mode = mode_t(Flags & 0777);
  New->Status.msg_ctime = calendarTime(C);
  New->update(C);
  return SystemVQueues::get().add(New);
}

bool lockstep::mayAccess(const SystemVQueue &Queue, unsigned Wanted) {
  return (Queue.Status.msg_perm.mode & Wanted) == Wanted ||
         hasCapability(Capability::IpcOwner);
}

static int getPrivate(Control &C, int Flags, void *ReturnAddress) {
  Control::Scope Inside(C);
  Operation Op = C.operation(OpKind::QueueOpen,
                             newQueueObject(C, "private queue"), ReturnAddress);
  C.reach(Op);
  int Id = createQueue(C, Op.Object, IPC_PRIVATE, Flags);
  C.performed(Op, {.Changed = true});
  return Id;
}

static int getByKey(Control &C, key_t Key, int Flags, void *ReturnAddress) {
  Control::Scope Inside(C);
  SystemVQueues &All = SystemVQueues::get();
  Operation Op =
      C.operation(OpKind::QueueOpen, All.keyed(C, Key).Object, ReturnAddress);
  C.reach(Op);
  QueueKey &Entry = All.keyed(C, Key);
  if (Entry.Id >= 0) {
    if ((Flags & IPC_CREAT) && (Flags & IPC_EXCL))
      return failedOperation(C, Inside, Op, EEXIST);
    // Any class's bits ask for the owner's.
    unsigned Wanted = unsigned(Flags | Flags << 3 | Flags << 6) & 0700;
    if (!mayAccess(*All.find(Entry.Id), Wanted))
      return failedOperation(C, Inside, Op, EACCES);
    C.performed(Op, {});
    return Entry.Id;
  }
  if (Flags & IPC_CREAT) {
    Entry.Id = createQueue(C, Entry.Object, Key, Flags);
    C.performed(Op, {.Changed = true});
    return Entry.Id;
  }
  // Perhaps one of another process.
  int Id = real().msgget(Key, Flags);
  if (Id < 0)
    return failedOperation(C, Inside, Op, errno == ENOSYS ? ENOENT : errno);
  noteUncontrolled(C, "msgget", ReturnAddress);
  C.performed(Op, {.Changed = true});
  return Id;
}

LOCKSTEP_INTERCEPT int msgget(key_t Key, int Flags) noexcept {
  Control *C = Control::here();
  if (!C)
    return real().msgget(Key, Flags);
  if (Key == IPC_PRIVATE)
    return getPrivate(*C, Flags, __builtin_return_address(0));
  return getByKey(*C, Key, Flags, __builtin_return_address(0));
}

static void remove(SystemVQueue &Queue) {
  Queue.Removed = true;
  if (key_t Key = Queue.Status.msg_perm.__key; Key != IPC_PRIVATE)
    SystemVQueues::get().removeKey(Key);
}

/// IPC_SET. \returns 0 or an error number.
static int setStatus(Control &C, SystemVQueue &Queue, const msqid_ds &New) {
  if (New.msg_qbytes > DefaultMaxBytes &&
      !hasCapability(Capability::SysResource))
    return EPERM;
  ipc_perm &Owner = Queue.Status.msg_perm;
  Owner.uid = New.msg_perm.uid;
  Owner.gid = New.msg_perm.gid;
  Owner.mode = mode_t((Owner.mode & ~0777u) | (New.msg_perm.mode & 0777u));
  Queue.Messages.setLimits(New.msg_qbytes, New.msg_qbytes);
  Queue.Status.msg_ctime = calendarTime(C);
  return 0;
}

/// IPC_STAT. \returns 0 or an error number.
static int showStatus(const SystemVQueue &Queue, msqid_ds &Shown) {
  if (!mayAccess(Queue, 0400))
    return EACCES;
  Shown = Queue.Status;
  Shown.__msg_cbytes = Queue.Messages.bytes();
  Shown.msg_qnum = Queue.Messages.count();
  Shown.msg_qbytes = Queue.Messages.maxBytes();
  return 0;
}

LOCKSTEP_INTERCEPT int msgctl(int Id, int Command, msqid_ds *Status) noexcept {
  Control *C = Control::here();
  bool Known = Command == IPC_STAT || Command == IPC_SET || Command == IPC_RMID;
  if (!C || !Known || !SystemVQueues::get().isOurs(Id))
    return real().msgctl(Id, Command, Status);
  Control::Scope Inside(*C);
  auto Queue = SystemVQueues::get().find(Id);
  if (!Queue)
    return refused(Inside, EINVAL);
  Operation Op = C->operation(Command == IPC_RMID ? OpKind::QueueClose
                                                  : OpKind::QueueControl,
                              Queue->Object, __builtin_return_address(0));
  C->reach(Op);
  if (Queue->Removed)
    return failedOperation(*C, Inside, Op, EINVAL);
  int Error = 0;
  if (Command == IPC_STAT)
    Error = showStatus(*Queue, *Status);
  else if (Command == IPC_SET)
    Error = setStatus(*C, *Queue, *Status);
  else
    remove(*Queue);
  if (Error)
    return failedOperation(*C, Inside, Op, Error);
  C->performed(Op, {.Changed = Command != IPC_STAT});
  Queue->update(*C, Queue->Removed);
  return 0;
}
