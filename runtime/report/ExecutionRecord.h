//===- ExecutionRecord.h - All that a report is made from -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_EXECUTIONRECORD_H
#define LOCKSTEP_REPORT_EXECUTIONRECORD_H

#include "event/Outcome.h"
#include "report/SanitizerReport.h"
#include "trace/Trace.h"

#include <cstddef>
#include <string>
#include <vector>

namespace lockstep {

/// The index of no event.
constexpr size_t NoEvent = ~size_t(0);

struct ThreadRecord {
  ThreadId Parent; ///< invalid for the main thread
  std::string Name;
  ThreadState State = ThreadState::Finished;
  bool Detached = false;
  StackId Created; ///< the call of pthread_create; invalid for main
  StackId Where;   ///< its stack at the end; invalid when finished
  /// Meaningful unless finished. A thread that was woken from a condition
  /// variable and waits for the mutex has a pending MutexLock, not CondResume.
  Operation Pending;
};

struct ObjectRecord {
  ObjectKind Kind = ObjectKind::None;
  uint64_t Address = 0; ///< for lookup of a variable's name; never printed
  std::string Name;     ///< a variable's name or empty
  std::vector<ThreadId> Holders; ///< at the end; readers may be several
  /// Held or locked by something that Lockstep did not see.
  bool HeldOutside = false;
  /// Thread: which one this object stands for.
  ThreadId Target;
  /// Semaphore: its value. Queue: messages in it. Barrier: threads that have
  /// arrived. At the end.
  uint64_t Count = 0;
  /// Queue: how many messages fit. Barrier: how many threads it waits for.
  uint64_t Capacity = 0;
};

/// A call that Lockstep does not control and that the execution made.
struct UncontrolledCall {
  std::string Function;
  StackId Where;
  uint64_t Count = 0;
};

/// One failing execution, played again and recorded in full.
struct ExecutionRecord {
  Trace Schedule; ///< header, sites, decisions, events, culprit
  std::vector<ThreadRecord> Threads; ///< by ThreadId
  std::vector<ObjectRecord> Objects; ///< by ObjectId
  /// Return addresses, innermost first, by StackId. Where a signal interrupted
  /// a thread, the first is the interrupted instruction's address plus one.
  std::vector<std::vector<uint64_t>> Stacks;

  // What went wrong.
  StackId FailedAt; ///< the culprit's stack
  MisuseKind Misuse = MisuseKind::None;
  SanitizerReport Sanitizer;
  /// The assertion's text, the exception's type and what(), the blocking
  /// call's name, the first differing event, …: one line or empty.
  std::string Detail;
  uint64_t FaultAddress = 0; ///< of SIGSEGV and SIGBUS

  std::string ProgramOutput; ///< standard output and error, as interleaved
  std::vector<UncontrolledCall> Uncontrolled;

  // For the divergence text.
  Decision Expected;
  Decision Actual;
};

} // namespace lockstep

#endif
