//===- WaitGraph.h - Who waits for whom -------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_WAITGRAPH_H
#define LOCKSTEP_REPORT_WAITGRAPH_H

#include "report/ExecutionRecord.h"

#include <vector>

namespace lockstep {

/// A thread that must act before a wait can end: it holds the lock, runs the
/// initializer, or is the thread to be joined.
struct Holder {
  ThreadId Thread;
  bool Finished = false; ///< it ended while holding
  /// It does not hold the lock but waits to write, and readers stand back.
  bool WaitsToWrite = false;
  /// The event that took what is held; NoEvent when it is not known.
  size_t Acquired = NoEvent;
  uint32_t Depth = 1; ///< how many times it is held
};

/// A thread that has done before what the wait needs: signal, post, arrive,
/// send or receive. Any one of them could end the wait.
struct Provider {
  ThreadId Thread;
  bool Finished = false;
  size_t Last = NoEvent; ///< the last event by which it did so
};

/// One thread that cannot go on.
struct Wait {
  ThreadId Thread;
  OpKind Kind = OpKind::None;
  ObjectId Object;
  SiteId Site;
  StackId Stack;
  /// The event that began the wait, of a two-part wait (CondWait, FutexWait,
  /// BarrierArrive); else NoEvent.
  size_t Began = NoEvent;
  std::vector<Holder> Holders;
  std::vector<Provider> Providers;
};

/// Every wait at the end of an execution, and the cycles among them.
struct WaitGraph {
  std::vector<Wait> Waits; ///< by thread, ascending
  /// Disjoint cycles of waits (indices into Waits): each waits for what the
  /// thread of the next has; the last, for the first. The lowest thread first.
  std::vector<std::vector<size_t>> Cycles;
  /// True when Cycles follow Holders only. False: some steps of the cycle go
  /// to a Provider, because no cycle of holders exists.
  bool Firm = true;
  /// A wait for something whose holder has ended; an index into Waits or
  /// NoEvent.
  size_t Abandoned = NoEvent;

  /// The wait of \p Thread, or null when it does not wait.
  const Wait *waitOf(ThreadId Thread) const;
};

WaitGraph buildWaitGraph(const ExecutionRecord &Record);

} // namespace lockstep

#endif
