//===- Livelock.cpp - Threads that spin for ever --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Livelock.h"

using namespace lockstep;

static uint64_t addressOf(const ExecutionRecord &Record, ObjectId Object) {
  return Object.index() < Record.Objects.size()
             ? Record.Objects[Object.index()].Address
             : 0;
}

/// Memory objects are named by their first byte: a wider write elsewhere may
/// cover the bytes that are read.
static bool touches(const ExecutionRecord &Record, const Event &Write,
                    const Spin &S) {
  if (Write.Object == S.Object)
    return true;
  uint64_t Written = addressOf(Record, Write.Object);
  uint64_t Read = addressOf(Record, S.Object);
  return Written && Read && Written < Read + S.Size &&
         Read < Written + Write.Size;
}

static bool isSpinRead(const Event &E) {
  return operationObject(E.Kind) == ObjectKind::Memory && E.Object.isValid() &&
         (operationAccess(E.Kind) == Access::Read || (E.Flags & EventFailed) ||
          E.Kind == OpKind::AtomicRmw);
}

static bool isWrite(const Event &E) {
  if (operationAccess(E.Kind) != Access::Write || (E.Flags & EventFailed))
    return false;
  // A read-modify-write that leaves the value as it was changes nothing: an
  // exchange of "taken" for "taken" is how some locks spin.
  bool Same = (E.Flags & EventHasValue) && (E.Flags & EventHasWritten) &&
              E.Value == E.Written;
  return !Same;
}

/// Fills \p S from the last events of its thread.
static void describe(const ExecutionRecord &Record, Spin &S) {
  bool Found = false;
  for (size_t I = Record.Schedule.Events.size(); I-- > 0;) {
    const Event &E = Record.Schedule.Events[I];
    if (Found && S.LastWrite == NoEvent && isWrite(E) && touches(Record, E, S))
      S.LastWrite = I;
    if (E.Thread != S.Thread)
      continue;
    if (!Found) {
      bool Wanted = S.Site.isValid() ? E.Site == S.Site : isSpinRead(E);
      if (!Wanted)
        continue;
      Found = true;
      S.Site = E.Site;
      if (E.Object.isValid())
        S.Object = E.Object;
      S.Kind = E.Kind;
      S.Order = E.Order;
      S.Size = E.Size;
      S.HasValue = E.Flags & EventHasValue;
      S.Value = E.Value;
      S.Rounds = 1;
    } else if (S.LastWrite == NoEvent && E.Site == S.Site &&
               E.Object == S.Object && E.Value == S.Value) {
      ++S.Rounds;
    }
  }
}

std::vector<Spin> lockstep::findSpins(const ExecutionRecord &Record) {
  std::vector<Spin> Spins;
  auto Add = [&](ThreadId Thread, SiteId Site, ObjectId Object) {
    Spin S{Thread, Site, Object};
    describe(Record, S);
    Spins.push_back(S);
  };
  if (Record.Schedule.Culprit.isValid())
    Add(Record.Schedule.Culprit, Record.Schedule.FailedSite,
        Record.Schedule.FailedObject);
  for (size_t I = 0; I < Record.Threads.size(); ++I)
    if (ThreadId Thread{uint32_t(I)};
        Record.Threads[I].State == ThreadState::Spinning &&
        Thread != Record.Schedule.Culprit)
      Add(Thread, SiteId(), ObjectId());
  return Spins;
}
