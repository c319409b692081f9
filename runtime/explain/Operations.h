//===- Operations.h - What operations tell and change -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EXPLAIN_OPERATIONS_H
#define LOCKSTEP_EXPLAIN_OPERATIONS_H

#include "event/Event.h"

namespace lockstep::explain {

/// What an operation means to those who look for causes. Memory accesses are
/// told apart by readsMemory() and writesMemory().
enum class Part : uint8_t {
  Nothing,    ///< touches nothing that another thread could see
  Memory,     ///<
  Lock,       ///< takes a lock alone
  ShareLock,  ///< takes a lock with other readers
  Unlock,     ///< gives a lock back, or makes a new one of it
  Enter,      ///< comes to a once control or guard; may find it done
  WaitBegins, ///< first half of a wait for a wake-up
  WaitEnds,   ///< second half
  Wake,       ///<
  Arrive,     ///< at a barrier
  Pass,       ///< a barrier
  Take,       ///< from a semaphore
  Give,       ///< to a semaphore
  Inspect,    ///< reads the state of a semaphore
  Use,        ///< reads and changes the state of a queue
  Destroy,    ///< ends an object
  Create,     ///< a thread
  Start,      ///<
  Exit,       ///<
  Join,       ///<
  Detach,     ///<
  Outside     ///< answers from beyond the model: clocks, external calls
};

Part partOf(OpKind Kind);

bool readsMemory(const Event &E);
bool writesMemory(const Event &E);

/// Whether what \p E returned, or that it returned, can steer its thread: all
/// but effects that look the same to their thread whatever the others do.
bool observes(const Event &E);

} // namespace lockstep::explain

#endif
