//===- MisuseText.cpp - Misuse of primitives in words ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Finding.h"
#include "report/Messages.h"

using namespace lockstep;

/// The last event that the misuse is at odds with: the first join, the lock
/// that another thread holds, the wait that is going on.
static size_t earlierUse(const ExecutionRecord &Record) {
  for (size_t I = Record.Schedule.Events.size(); I-- > 0;) {
    const Event &E = Record.Schedule.Events[I];
    if (E.Object != Record.Schedule.FailedObject || (E.Flags & EventFailed))
      continue;
    bool Fits = false;
    switch (Record.Misuse) {
    case MisuseKind::JoinTwice:
    case MisuseKind::JoinDetached:
      Fits = E.Kind == OpKind::ThreadJoin || E.Kind == OpKind::ThreadTryJoin ||
             E.Kind == OpKind::ThreadDetach;
      break;
    case MisuseKind::CondMutexMismatch:
      Fits = E.Kind == OpKind::CondWait || E.Kind == OpKind::CondTimedWait;
      break;
    case MisuseKind::JoinSelf:
    case MisuseKind::None:
      return NoEvent;
    default:
      Fits = true;
    }
    if (Fits)
      return I;
  }
  return NoEvent;
}

void lockstep::describeMisuse(ReportContext &Context, Finding &Found) {
  const ExecutionRecord &Record = Context.Record;
  std::string Thread = Context.thread(Record.Schedule.Culprit);
  Found.Headline = messages::headMisuse(
      Record.Misuse, Thread,
      Context.Names.longName(Record.Schedule.FailedObject));
  Found.Where = Context.Where.find(Record.Schedule.FailedSite, Record.FailedAt);
  // A call in tail position leaves no frame of its caller; but it was
  // announced.
  if (const ThreadRecord *Self = Context.threadRecord(Record.Schedule.Culprit);
      Self && Found.Where.File.empty())
    if (Place At = Context.Where.find(Self->Pending.Site, Self->Where);
        !At.File.empty())
      Found.Where = At;
  Found.Body.push_back("");
  Found.say(0, messages::failedAt(Thread, Found.Where.text()));
  Found.show(Context, Found.Where);
  if (const ObjectRecord *Object =
          Context.objectRecord(Record.Schedule.FailedObject))
    for (size_t I = 0; I < Object->Holders.size() && I < 4; ++I)
      Found.say(1, messages::misuseHolder(Context.thread(Object->Holders[I])));
  if (size_t Earlier = earlierUse(Record); Earlier != NoEvent) {
    const Event &E = Record.Schedule.Events[Earlier];
    Place At = Context.place(E);
    Found.say(
        1, messages::earlierUse(Context.thread(E.Thread), E.Kind, At.text()));
    Found.show(Context, At);
    Found.Evidence.push_back(Earlier);
    Found.Stacks.push_back(
        {messages::stackOfEarlierUse(Context.thread(E.Thread)), E.Stack,
         E.Site});
  }
  Found.explain(Context.Style.Width, messages::misuseMeaning(Record.Misuse));
  Found.Stacks.insert(Found.Stacks.begin(),
                      {messages::stackOfFailure(Thread), Record.FailedAt,
                       Record.Schedule.FailedSite});
}
