//===- Queues.h - What all message queues have in common --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Message queues are modelled wholly and live in the process: nothing is left
// behind in the system when an execution is cut off, and the next one finds
// nothing.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_QUEUES_H
#define LOCKSTEP_INTERCEPTORS_QUEUES_H

#include "objects/MessageQueue.h"
#include "switching/Control.h"

#include <string>

namespace lockstep {

/// One queue of the program.
class ModelledQueue {
public:
  ModelledQueue(ObjectId Where, uint64_t MaxMessages, uint64_t MaxBytes)
      : Object(Where), Messages(MaxMessages, MaxBytes) {}

  /// Brings the model of the object up to date. Before the first send or
  /// receive, and after each change that was performed.
  void update(Control &C, bool Gone = false);

  ObjectId Object;
  MessageQueue Messages;
  /// The largest size that was to be sent: tells how many messages fit.
  uint64_t LargestSize = 1;
};

/// Whether a signal interrupts \p Op by choice (ValueReason::Interrupt): only
/// where it would wait, as signal(7) has it.
bool isInterrupted(Control &C, const Operation &Op);

/// A new object for a queue that reports call \p Name.
ObjectId newQueueObject(Control &C, std::string Name);

/// What reports call the queue \p Object: the name it was opened by. Empty for
/// other objects.
const char *queueName(ObjectId Object);

/// Ends a call that performed \p Op in vain: \returns -1 with errno set to
/// \p Error after \p Inside.
int failedOperation(Control &C, Control::Scope &Inside, const Operation &Op,
                    int Error);

/// Ends a call before it did anything.
inline int refused(Control::Scope &Inside, int Error) {
  Inside.setErrno(Error);
  return -1;
}

/// The capabilities(7) that queues ask for.
enum class Capability : unsigned {
  DacOverride = 1,
  IpcOwner = 15,
  SysResource = 24
};
/// Whether the process has \p Which.
bool hasCapability(Capability Which);

/// The number in the file \p Path of /proc/sys; \p Default when it cannot be
/// read.
uint64_t systemLimit(const char *Path, uint64_t Default);

} // namespace lockstep

#endif
