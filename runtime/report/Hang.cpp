//===- Hang.cpp - What kind of hang it is ---------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Hang.h"

using namespace lockstep;

static bool allBlocked(const ExecutionRecord &Record) {
  for (const ThreadRecord &Thread : Record.Threads)
    if (Thread.State != ThreadState::Waiting &&
        Thread.State != ThreadState::Finished)
      return false;
  return true;
}

static bool isWakeUp(OpKind Kind) {
  return Kind == OpKind::CondSignal || Kind == OpKind::CondBroadcast ||
         Kind == OpKind::FutexWake;
}

/// The last wake-up of \p W's object by another thread; NoEvent when none.
static size_t lastWakeUp(const ExecutionRecord &Record, const Wait &W) {
  for (size_t I = Record.Schedule.Events.size(); I-- > 0;) {
    const Event &E = Record.Schedule.Events[I];
    if (E.Object == W.Object && E.Thread != W.Thread && isWakeUp(E.Kind))
      return I;
  }
  return NoEvent;
}

std::optional<LostWakeup>
lockstep::findLostWakeup(const ExecutionRecord &Record,
                         const WaitGraph &Graph) {
  bool HasFirmCycle = Graph.Firm && !Graph.Cycles.empty();
  if (!allBlocked(Record) || HasFirmCycle || Graph.Abandoned != NoEvent)
    return std::nullopt;
  for (size_t I = 0; I < Graph.Waits.size(); ++I) {
    const Wait &W = Graph.Waits[I];
    if ((W.Kind != OpKind::CondResume && W.Kind != OpKind::FutexResume) ||
        W.Began == NoEvent ||
        Record.Threads[W.Thread.index()].Pending.Deadline != NoDeadline)
      continue;
    size_t Signal = lastWakeUp(Record, W);
    if (Signal == NoEvent || Signal > W.Began)
      continue;
    const Event &E = Record.Schedule.Events[Signal];
    if ((E.Flags & EventHasValue) && E.Value == 0)
      return LostWakeup{I, W.Began, Signal};
  }
  return std::nullopt;
}

OutcomeKind lockstep::classifyHang(const ExecutionRecord &Record) {
  for (const ThreadRecord &Thread : Record.Threads)
    if (Thread.State == ThreadState::Spinning)
      return OutcomeKind::Livelock;
  return findLostWakeup(Record, buildWaitGraph(Record))
             ? OutcomeKind::LostWakeup
             : OutcomeKind::Deadlock;
}

OutcomeKind lockstep::reportedOutcome(const ExecutionRecord &Record) {
  OutcomeKind Recorded = Record.Schedule.Outcome;
  return Recorded == OutcomeKind::Deadlock ? classifyHang(Record) : Recorded;
}
