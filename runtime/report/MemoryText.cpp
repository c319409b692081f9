//===- MemoryText.cpp - Uses of memory that is no more, in words ----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Finding.h"
#include "report/Messages.h"

using namespace lockstep;

/// The event by which the memory ended: a free where others used the block, or
/// the thread's exit. NoEvent when freeing it was no event.
static size_t endOfMemory(const Trace &Schedule, OutcomeKind Kind) {
  const BlockUse &Use = Schedule.Memory;
  for (size_t I = Schedule.Events.size(); I-- > 0;) {
    const Event &E = Schedule.Events[I];
    if (E.Thread != Use.FreedBy)
      continue;
    if (Kind == OutcomeKind::StackUseAfterExit && E.Kind == OpKind::ThreadExit)
      return I;
    if (E.Kind == OpKind::Free && Use.FreeIsStep && E.Step == Use.FreedAfter)
      return I;
  }
  return NoEvent;
}

/// Who freed the block, and who had allocated it.
static void tellBlock(ReportContext &Context, Finding &Found) {
  const BlockUse &Error = Context.Record.Schedule.Memory;
  Found.say(1, messages::memoryBlock(Error.Offset, Error.BlockSize));
  if (!Error.FreedBy.isValid())
    return tellAllocation(Context, Found);
  std::string Freer = Context.thread(Error.FreedBy);
  Place Freed = Context.Where.find(SiteId(), Error.FreedAt);
  Found.say(1, messages::memoryFreed(Freer, Error.FreedAfter, Freed.text()));
  Found.show(Context, Freed);
  Found.Stacks.push_back(
      {messages::stackOfFree(Freer), Error.FreedAt, SiteId()});
  tellAllocation(Context, Found);
}

void lockstep::tellAllocation(ReportContext &Context, Finding &Found) {
  const BlockUse &Error = Context.Record.Schedule.Memory;
  if (!Error.AllocatedBy.isValid())
    return;
  std::string Owner = Context.thread(Error.AllocatedBy);
  Place Made = Context.Where.find(SiteId(), Error.AllocatedAt);
  Found.say(1, messages::memoryAllocated(Owner, Made.text()));
  Found.show(Context, Made);
  Found.Stacks.push_back(
      {messages::stackOfAllocation(Owner), Error.AllocatedAt, SiteId()});
}

/// Where the memory is that is no block.
static void tellPlace(ReportContext &Context, Finding &Found) {
  const Trace &Schedule = Context.Record.Schedule;
  if (Schedule.Memory.FreedBy.isValid())
    Found.say(1,
              messages::memoryOnStack(Context.thread(Schedule.Memory.FreedBy)));
  else if (Context.Names.hasName(Schedule.FailedObject))
    Found.say(1, messages::memoryNamed(
                     Context.Names.longName(Schedule.FailedObject)));
}

void lockstep::describeMemoryError(ReportContext &Context, Finding &Found) {
  const ExecutionRecord &Record = Context.Record;
  const BlockUse &Error = Record.Schedule.Memory;
  ThreadId Culprit = Record.Schedule.Culprit;
  std::string Thread = Context.thread(Culprit);
  Found.Headline = messages::headMemory(
      Found.Kind, Thread,
      Error.BlockSize ? Context.thread(Error.FreedBy) : "another thread");
  Found.Where = Context.Where.find(Record.Schedule.FailedSite, Record.FailedAt);
  const ThreadRecord *Self = Context.threadRecord(Culprit);
  Found.Body.push_back("");
  Found.say(0, messages::memoryAccess(Thread,
                                      Self ? Self->Pending.Kind : OpKind::None,
                                      Error.AccessSize, Found.Where.text()));
  Found.show(Context, Found.Where);
  Found.Stacks.push_back({messages::stackOfMemoryAccess(Found.Kind, Thread),
                          Record.FailedAt, Record.Schedule.FailedSite});
  if (Error.BlockSize && Found.Kind != OutcomeKind::StackUseAfterExit)
    tellBlock(Context, Found);
  else if (Found.Kind == OutcomeKind::InvalidFree)
    tellPlace(Context, Found);
  if (size_t End = endOfMemory(Record.Schedule, Found.Kind); End != NoEvent)
    Found.Evidence.push_back(End);
  Found.explain(Context.Style.Width, messages::memoryMeaning(Found.Kind));
}
