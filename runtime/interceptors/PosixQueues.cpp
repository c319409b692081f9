//===- PosixQueues.cpp - The POSIX message queues of the program ----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/PosixQueues.h"

#include "platform/Kernel.h"

using namespace lockstep;

PosixQueues &PosixQueues::get() {
  static constinit PosixQueues *All = nullptr;
  if (!All)
    All = new PosixQueues;
  return *All;
}

QueueName &PosixQueues::named(Control &C, const std::string &Name) {
  auto [Entry, New] = Names.try_emplace(Name);
  if (New)
    Entry->second.Object = newQueueObject(C, Name);
  return Entry->second;
}

QueueDescriptor *PosixQueues::find(mqd_t Number) {
  auto Found = Descriptors.find(Number);
  return Found == Descriptors.end() ? nullptr : &Found->second;
}

int PosixQueues::open(QueueDescriptor New, bool CloseOnExec) {
  constexpr unsigned MemfdCloseOnExec = 1;
  int Number = int(kernelCall(SYS_memfd_create, long("lockstep-queue"),
                              CloseOnExec ? MemfdCloseOnExec : 0));
  if (Number >= 0)
    Descriptors.insert_or_assign(Number, std::move(New));
  return Number;
}

void PosixQueues::close(mqd_t Number) {
  Descriptors.erase(Number);
  kernelCall(SYS_close, Number);
}
