//===- Watcher.h - What an execution writes down ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_WATCHER_H
#define LOCKSTEP_PRELOAD_WATCHER_H

#include "event/ThreadState.h"
#include "preload/ExecutionArea.h"
#include "switching/Control.h"

#include <unordered_map>

namespace lockstep {

/// Where \p Of stands while \p Current has its turn.
ThreadState stateOf(const Thread &Of, ThreadId Current);

/// Writes to the execution's area: uncontrolled calls always; events, stacks
/// and the final state when the execution is recorded.
class Watcher : public Observer,
                public EventSink,
                public LogMemory,
                public StateProbe {
public:
  Watcher(ExecutionArea &Area, Verifier *Script, bool Record,
          uint32_t MaxThreads)
      : Area(Area), Script(Script), Record(Record), MaxThreads(MaxThreads) {}

  [[noreturn]] void executionEnded() override;
  void uncontrolled(const char *Function, uint64_t ReturnAddress) override;
  StackId captureStack(const Operation &Op) override;
  void willStore(const void *Address, uint32_t Size) override;
  void willAccess(SiteId Site, const void *Address, uint64_t Size,
                  bool Write) override;
  StackId stackHere() override { return storeStack(); }
  uint64_t latestStep() override {
    return Area.EventCount ? Area.events()[Area.EventCount - 1].Step : 0;
  }
  void lockTaken(ObjectId Lock, bool Shared) override;
  void lockGiven(ObjectId Lock, bool Wholly) override;
  void memoryError(const BlockUse &What) override { Area.Memory = What; }
  void event(const Event &What) override;
  void prepare(std::span<Decision> Soon) override;
  uint64_t fingerprint() override;

  /// The process is about to end by itself: by exit, by a signal.
  void processEnds();
  /// Says what went wrong, in one line; the first one counts.
  void setDetail(const char *Text);
  /// Stores the calling thread's stack as the place of the failure, unless a
  /// sanitizer's error came before. \p From: the stack begins at the frame with
  /// this address, when it has one.
  void failedHere(uint64_t From = 0);

  /// The watcher of this process's execution; null outside one.
  static Watcher *active() { return Active; }
  void activate() { Active = this; }
  /// Recorded executions: accesses to \p Memory are noted.
  void watchAccesses(const WatchedMemory &Memory) { Watched = Memory; }

  /// The program's main has returned.
  void setMainReturned() { MainReturned = true; }
  bool mainReturned() const { return MainReturned; }

  ExecutionArea &area() { return Area; }
  bool recording() const { return Record; }
  /// How many threads the execution may create.
  uint32_t maxThreads() const { return MaxThreads; }

private:
  StackId storeStack(uint64_t From = 0);
  void dump();
  void readStore();
  void noteAccess(RaceAccess What);
  void noteRace(const Race &Of);

  static Watcher *Active;
  ExecutionArea &Area;
  Verifier *Script;
  bool Record;
  bool MainReturned = false;
  uint32_t MaxThreads;
  WatchedMemory Watched;
  /// The latest accesses to what is watched, by thread and site.
  std::vector<AreaAccess> Latest;
  /// Locks that are known by annotations and held, in the order in which they
  /// were taken.
  struct OwnLock {
    ThreadId Thread;
    AnnotatedHold Hold;
  };
  std::vector<OwnLock> OwnLocks;
  const void *StoreAt = nullptr; ///< not yet read back; null: none
  uint32_t StoreSize = 0;
  std::unordered_map<uint64_t, StackId> Known; ///< by hash
};

} // namespace lockstep

#endif
