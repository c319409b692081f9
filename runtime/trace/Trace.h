//===- Trace.h - What a trace file says, in memory --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_TRACE_TRACE_H
#define LOCKSTEP_TRACE_TRACE_H

#include "event/BlockUse.h"
#include "event/Decision.h"
#include "event/Event.h"
#include "event/Outcome.h"
#include "event/RaceAccess.h"
#include "event/ThreadState.h"

#include <cstdint>
#include <string>
#include <vector>

namespace lockstep {

/// A module (executable or shared library) that the program had loaded and
/// that sites lie in.
struct TraceModule {
  std::string Path;
  std::string BuildId;    ///< lower-case hexadecimal; empty when it has none
  uint32_t SiteCount = 0; ///< instrumented sites it registered
};

/// A place. Indexed by SiteId. Only sites that the schedule names need to be
/// complete; others may be absent from the file and read back as empty.
struct TraceSite {
  OpKind Kind = OpKind::None;
  uint32_t Module = 0xffffffff; ///< index into Modules
  /// For a place that no pass announced (a call from uninstrumented code): the
  /// offset in the module of the return address. 0 for an instrumented site.
  uint64_t Offset = 0;
  std::string File;
  uint32_t Line = 0;
  uint32_t Column = 0;
  std::string Function; ///< demangled
  std::string Variable;
  friend bool operator==(const TraceSite &, const TraceSite &) = default;
};

/// A thread, by birth.
struct TraceThread {
  uint32_t Parent = 0xffffffff; ///< thread index; the main thread has none
  uint32_t BirthOrder = 0;      ///< 0 for the parent's first child
  std::string Name;             ///< pthread_setname_np, else empty
  friend bool operator==(const TraceThread &, const TraceThread &) = default;
};

/// An object, by first use.
struct TraceObject {
  ObjectKind Kind = ObjectKind::None;
  std::string Name; ///< a variable's name or empty
  /// Memory whose bytes overlap those of other objects: the first of these, and
  /// how many bytes behind its begin this one starts. Else invalid.
  ObjectId Base;
  uint32_t Distance = 0;
  friend bool operator==(const TraceObject &, const TraceObject &) = default;
};

/// A thread when the execution was over.
struct TraceThreadEnd {
  ThreadState State = ThreadState::Finished;
  /// Its pending operation; None when it has finished.
  OpKind Kind = OpKind::None;
  SiteId Site;
  ObjectId Object;
  ObjectId Second; ///< the mutex of a condition-variable wait
  SiteId Caller;   ///< as Event::Caller
  friend bool operator==(const TraceThreadEnd &,
                         const TraceThreadEnd &) = default;
};

/// A frame of a stack that the report of a finding shows.
struct TraceFrame {
  uint32_t Outer = 0xffffffff; ///< the frame that called it, one before it
  std::string Function;        ///< demangled
  std::string File;
  uint32_t Line = 0;
  uint32_t Column = 0;
  std::string Module;  ///< the name of the executable or library, no path
  uint64_t Offset = 0; ///< in Module
  friend bool operator==(const TraceFrame &, const TraceFrame &) = default;
};

/// What a stack is that of.
enum class StackRole : uint8_t {
  Failure,    ///< the thread that failed, then
  Creation,   ///< of a thread
  Access,     ///< one of Trace::Accesses
  Allocation, ///< of the block in Trace::Memory
  Free,       ///< of that block
};
constexpr unsigned StackRoleCount = 5;

struct TraceStack {
  StackRole Role = StackRole::Failure;
  uint32_t Of = 0;    ///< the thread's or the access's number
  uint32_t Frame = 0; ///< the innermost
  friend bool operator==(const TraceStack &, const TraceStack &) = default;
};

/// Everything in a trace file. docs/trace-format.md has the bytes.
struct Trace {
  // Header.
  std::string ToolVersion;
  std::string Program;                ///< absolute path
  std::vector<std::string> Arguments; ///< argv[0] first
  /// "NAME=value" of the environment that matters (LANG, TZ, OMP_*, …).
  std::vector<std::string> Environment;
  std::vector<TraceModule> Modules;
  std::string Strategy; ///< as given: "pct:depth=4"
  uint64_t CampaignSeed = 0;
  uint64_t Iteration = 0;
  /// The options that change what an execution does, canonical:
  /// "max_steps=1000000:spurious=0".
  std::string Options;
  uint32_t PoolSize = 0; ///< threads that were ready before main
  /// Sites whose plain accesses were known to be shared at the start.
  std::vector<uint32_t> SharedSites; ///< ascending
  /// Races between these did not end the execution; ascending.
  std::vector<RacePair> KnownRaces;
  OutcomeKind Outcome = OutcomeKind::Passed;
  int32_t ExitCode = 0;             ///< of the program, when it exited
  int32_t SignalNumber = 0;         ///< of the program, when a signal ended it
  std::string Summary;              ///< the SUMMARY line, without newline
  std::vector<TraceSite> Sites;     ///< indexed by SiteId
  std::vector<TraceThread> Threads; ///< indexed by ThreadId
  std::vector<TraceObject> Objects; ///< indexed by ObjectId

  // Body.
  std::vector<Decision> Decisions;

  // What came of the decisions, for those who look at a trace without running
  // the program. A replay does not read it. Absent (empty) when the execution
  // was not recorded in full.
  /// Ascending by Step; at most one for each decision that is not a value,
  /// and of its thread, kind, site and object.
  /// Event::Stack is not stored.
  std::vector<Event> Events;
  std::vector<TraceThreadEnd> Ends; ///< indexed by ThreadId
  ThreadId Culprit;                 ///< the thread that failed, when it was one
  ObjectId FailedObject;            ///< of a misuse, a livelock
  SiteId FailedSite;                ///< of a livelock: the spinning load
  SiteId FailedCaller;              ///< where a report says that it failed
  /// Of a data race: the earlier access, the later one, then all to the same
  /// memory, as far as they were noted.
  std::vector<RaceAccess> Accesses;
  std::vector<AnnotatedHold> Holds; ///< ascending by access
  BlockUse Memory;                  ///< of a memory error or a data race
  std::vector<TraceFrame> Frames;
  std::vector<TraceStack> Stacks; ///< of a memory error or a data race

  /// True when the file was cut: Decisions is a readable prefix.
  bool Truncated = false;
};

} // namespace lockstep

#endif
