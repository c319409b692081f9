//===- Switcher.h - From one thread to another ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_SWITCHING_SWITCHER_H
#define LOCKSTEP_SWITCHING_SWITCHER_H

#include "base/Ids.h"

#include <cstdint>
#include <pthread.h>
#include <string>

namespace lockstep {

struct PoolThread;

/// The real side of a thread of the program. Made when the program creates the
/// thread, kept until the execution ends.
struct ProgramThread {
  ThreadId Id;
  pthread_t Handle{};
  void *ThreadPointer = nullptr; ///< what the FS base is while it runs
  void *(*Start)(void *) = nullptr;
  void *Argument = nullptr;
  void *Result = nullptr; ///< for the joiner
  uintptr_t StackLow = 0;
  uintptr_t StackTop = 0;       ///< the program's frames lie below
  bool StackIsPrograms = false; ///< the program set it (pthread_attr_setstack)
  void *RobustList = nullptr;   ///< the head of its robust mutexes
  bool Detached = false;
  bool Joined = false;
  bool Finished = false;
  std::string Name;

  /// Sent to it by other threads while blocked, and not taken yet: bit N - 1
  /// for signal N. The number of all that arrived is what sigwait waits on.
  uint64_t PendingSignals = 0;
  uint32_t SignalsArrived = 0;

  /// The call site announced last, and the library call it is inside of.
  SiteId Announced;
  uint8_t AnnouncedKind = 0;
  SiteId InLibrary;

  StackId Created; ///< recorded executions: where it was created
  StackId Where;   ///< recorded executions: where it announced its operation

  // FiberSwitcher.
  void *SavedStack = nullptr;
  PoolThread *Borrowed = nullptr;
  void *OwnStack = nullptr; ///< mapped because the program asked for a larger
  uint64_t OwnStackSize = 0;

  // ThreadSwitcher.
  int Baton = 0;      ///< futex: 1 when it may run
  pid_t KernelId = 0; ///< of its kernel thread
};

/// Runs the program's threads one at a time. Both implementations get the same
/// calls in the same order, so that every decision is the same in both.
class Switcher {
public:
  /// What a thread executes once it is chosen for the first time. Returns only
  /// under ThreadSwitcher, when the thread is over.
  using Entry = void (*)(ProgramThread &Self);

  virtual ~Switcher() = default;

  /// Makes \p New ready to run \p Begin when it is first switched to. Sets
  /// Handle, ThreadPointer where known, and the stack bounds. \p Attributes as
  /// for pthread_create, or null. \returns 0 or an error number.
  virtual int prepare(ProgramThread &New, const pthread_attr_t *Attributes,
                      Entry Begin) = 0;

  /// Stops \p From and lets \p To run. Returns when From is switched to again.
  virtual void switchTo(ProgramThread &From, ProgramThread &To) = 0;

  /// \p From is over; \p To runs. Returns only under ThreadSwitcher, to let the
  /// kernel thread end.
  virtual void leaveTo(ProgramThread &From, ProgramThread &To) = 0;

  /// Nobody will ask for \p Over again: it has finished and was joined or
  /// detached. \returns the thread whose stack is the system's from now on;
  /// null when all are kept.
  virtual ProgramThread *reclaim(ProgramThread &Over) = 0;

  /// Whether threads share one kernel thread.
  virtual bool sharesCarrier() const = 0;
};

} // namespace lockstep

#endif
