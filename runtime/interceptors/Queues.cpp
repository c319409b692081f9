//===- Queues.cpp - What all message queues have in common ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Queues.h"

#include "platform/Kernel.h"

#include <algorithm>
#include <fcntl.h>
#include <linux/capability.h>

using namespace lockstep;

namespace {
struct NamedQueue {
  ObjectId Object;
  std::string Name;
};
// Never destroyed: reports ask while the process exits.
constinit std::vector<NamedQueue> *Names = nullptr;
} // namespace

ObjectId lockstep::newQueueObject(Control &C, std::string Name) {
  ObjectId New = C.engine().newObject(ObjectKind::Queue);
  if (!Names)
    Names = new std::vector<NamedQueue>;
  Names->push_back({New, std::move(Name)});
  return New;
}

const char *lockstep::queueName(ObjectId Object) {
  if (Names)
    for (const NamedQueue &Known : *Names)
      if (Known.Object == Object)
        return Known.Name.c_str();
  return "";
}

void ModelledQueue::update(Control &C, bool Gone) {
  lockstep::Object &Model = C.object(Object);
  Model.Messages = &Messages;
  Model.Gone = Gone;
  Model.Count = Messages.count();
  uint64_t Room = Messages.maxBytes() > Messages.bytes()
                      ? Messages.maxBytes() - Messages.bytes()
                      : 0;
  Model.Capacity =
      std::min(Messages.maxMessages(), Model.Count + Room / LargestSize);
  C.engine().refresh(Object);
}

bool lockstep::isInterrupted(Control &C, const Operation &Op) {
  Engine &Of = C.engine();
  return Op.Deadline > Of.now() &&
         !canProceed(Op, C.object(Op.Object), {Of.current(), false}) &&
         Of.happens(ValueReason::Interrupt);
}

int lockstep::failedOperation(Control &C, Control::Scope &Inside,
                              const Operation &Op, int Error) {
  C.performed(Op, {.Value = uint64_t(Error), .Flags = EventFailed});
  return refused(Inside, Error);
}

bool lockstep::hasCapability(Capability Which) {
  __user_cap_header_struct Header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct Data[_LINUX_CAPABILITY_U32S_3] = {};
  if (kernelCall(SYS_capget, long(&Header), long(Data)) < 0)
    return false;
  return Data[0].effective >> unsigned(Which) & 1;
}

uint64_t lockstep::systemLimit(const char *Path, uint64_t Default) {
  long File =
      kernelCall(SYS_openat, AT_FDCWD, long(Path), O_RDONLY | O_CLOEXEC);
  if (File < 0)
    return Default;
  char Text[32];
  long Length = kernelCall(SYS_read, File, long(Text), sizeof Text);
  kernelCall(SYS_close, File);
  uint64_t Value = 0;
  for (long I = 0; I < Length && Text[I] >= '0' && Text[I] <= '9'; ++I)
    Value = Value * 10 + uint64_t(Text[I] - '0');
  return Value ? Value : Default;
}
