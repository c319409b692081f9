//===- ExecutionArea.h - What driver and execution share --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_EXECUTIONAREA_H
#define LOCKSTEP_PRELOAD_EXECUTIONAREA_H

#include "engine/Recorder.h"
#include "event/BlockUse.h"
#include "event/Outcome.h"
#include "event/RaceAccess.h"

#include <cstdint>
#include <span>

namespace lockstep {

/// Bounds of what an execution can tell. Texts are cut, lists end.
struct AreaLimits {
  static constexpr uint32_t Learnt = 1 << 16;
  static constexpr uint32_t Detail = 2048;
  static constexpr uint32_t Uncontrolled = 256;
  static constexpr uint32_t StackFrames = 64;
  static constexpr uint32_t Threads = 65536;
  static constexpr uint32_t Objects = 1 << 20;
  static constexpr uint32_t Stacks = 1 << 20;
  static constexpr uint32_t NewPlaces = 1 << 14;
  static constexpr uint32_t Modules = 1024;
  static constexpr uint32_t ModulePath = 1 << 18;
  static constexpr uint32_t Accesses = 1 << 12;
  static constexpr uint32_t Holds = 8; ///< annotated locks at one access
};

struct AreaUncontrolled {
  char Function[48];
  uint64_t ReturnAddress;
  uint64_t Count;
  StackId Where;
};

/// A thread at the end of a recorded execution.
struct AreaThread {
  ThreadId Parent;
  char Name[16];
  uint8_t State; ///< a ThreadState
  uint8_t Detached;
  StackId Created;
  StackId Where;
  Operation Pending;
};

/// An object at the end of a recorded execution.
struct AreaObject {
  ObjectKind Kind;
  bool HeldOutside;
  uint64_t Address;
  ThreadId Target;
  uint64_t Count;
  uint64_t Capacity;
  uint32_t HolderCount;
  ThreadId Holders[4];
};

struct AreaStack {
  uint32_t FrameCount;
  uint64_t Frames[AreaLimits::StackFrames];
};

struct AreaModule {
  uint64_t Base;
  uint32_t PathOffset; ///< in ModulePaths
};

/// An access to what is watched, and what is known of it by annotations.
struct AreaAccess {
  RaceAccess What;
  uint32_t HoldCount;
  AnnotatedHold Holds[AreaLimits::Holds];
};

/// The race that ended an execution. Stacks and numbers of events only where
/// the memory was watched.
struct AreaRace {
  bool Found;
  AreaAccess Earlier, Later;
  uint64_t Address;
  uint32_t Size;
};

/// What a sanitizer told of its first error.
struct AreaSanitizer {
  bool Noted;
  char Tool[32]; ///< empty when it told nothing more
  char Kind[64];
  char What[256];
  char File[512];
  uint32_t Line, Column;
  uint32_t AccessSize;
  bool IsWrite;
  char Region[32];
  char Name[128];
  uint64_t Offset, RegionSize;
};

/// Bytes whose accesses a recorded execution notes.
struct WatchedMemory {
  uint64_t Address = 0;
  uint64_t Size = 0; ///< 0: none

  bool meets(uint64_t Begin, uint64_t Bytes) const {
    return Begin < Address + Size && Address < Begin + Bytes;
  }
};

/// One per job, in shared memory: written by the execution, read by the driver
/// once the execution's process is gone. Nothing in it is a pointer.
struct ExecutionArea {
  Counters Count;

  // Written by the execution when it knows how it ended.
  bool Ended;
  OutcomeKind Outcome;
  MisuseKind Misuse;
  /// The pool was too small: how many threads it should have.
  uint32_t WantedPool;
  ThreadId Culprit;
  ObjectId FailedObject;
  SiteId FailedSite;
  StackId FailedAt;
  AreaRace Race;
  BlockUse Memory;
  uint64_t FaultAddress;
  bool SanitizerReported;
  AreaSanitizer Sanitizer;
  bool ThrewException;
  bool AssertionFailed;
  bool StrategyFailed; ///< a plug-in broke the rules; Detail says how
  char Detail[AreaLimits::Detail];
  Decision Expected; ///< of a divergence
  Decision Actual;
  bool ScriptEnded; ///< of a divergence: the trace has no more decisions
  /// The call outside the model that the execution is inside of.
  const char *BlockingCall;
  /// The function of a plug-in that runs (PluginWatch); null: none does.
  const char *InPlugin;

  uint32_t UncontrolledCount;
  AreaUncontrolled Uncontrolled[AreaLimits::Uncontrolled];

  uint32_t Learnt[AreaLimits::Learnt];
  uint16_t Parents[AreaLimits::Threads];
  uint64_t Addresses[AreaLimits::Objects];
  /// Ids of the places that decisions and events name, by number.
  uint32_t UsedPlaces[AreaLimits::NewPlaces];
  /// Return addresses of the places that the driver did not know.
  uint32_t NewPlaceCount;
  uint64_t NewPlaces[AreaLimits::NewPlaces];

  // Recorded executions only.
  uint64_t EventCount;
  bool Dumped; ///< the lists below are complete
  uint32_t ThreadCount;
  uint32_t ObjectCount;
  uint32_t StackCount;
  uint32_t ModuleCount;
  uint32_t PlaceCount;
  uint32_t AccessCount; ///< to what is watched; the list has the first ones
  AreaThread Threads[AreaLimits::Threads];
  AreaObject Objects[AreaLimits::Objects];
  AreaStack Stacks[AreaLimits::Stacks];
  AreaModule Modules[AreaLimits::Modules];
  AreaAccess Accesses[AreaLimits::Accesses];
  char ModulePaths[AreaLimits::ModulePath];
  uint64_t Places[AreaLimits::NewPlaces]; ///< return addresses, by number

  uint64_t DecisionSpace; ///< how many Decisions follow
  uint64_t EventSpace;    ///< how many Events follow those

  std::span<Decision> decisions() {
    return {reinterpret_cast<Decision *>(this + 1), DecisionSpace};
  }
  std::span<Event> events() {
    auto *End = reinterpret_cast<char *>(decisions().data() + DecisionSpace);
    auto Aligned = (reinterpret_cast<uintptr_t>(End) + 63) & ~uintptr_t(63);
    return {reinterpret_cast<Event *>(Aligned), EventSpace};
  }

  /// Forgets the last execution. Touches only what an execution writes.
  void reset();
};

/// Maps an area for executions of up to \p MaxSteps steps; null when there is
/// no address space for it. Pages cost nothing until they are written.
ExecutionArea *mapExecutionArea(uint64_t MaxSteps);
void unmapExecutionArea(ExecutionArea *Area);

} // namespace lockstep

#endif
