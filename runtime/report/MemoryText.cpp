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
static size_t endOfMemory(const ReportContext &Context, OutcomeKind Kind) {
  const ExecutionRecord &Record = Context.Record;
  const ObjectRecord *Used = Context.objectRecord(Record.Schedule.FailedObject);
  uint64_t Block = Used ? Used->Address - Record.Memory.Offset : 0;
  for (size_t I = Record.Schedule.Events.size(); I-- > 0;) {
    const Event &E = Record.Schedule.Events[I];
    if (E.Thread != Record.Memory.FreedBy)
      continue;
    if (Kind == OutcomeKind::StackUseAfterExit && E.Kind == OpKind::ThreadExit)
      return I;
    if (E.Kind != OpKind::Free)
      continue;
    const ObjectRecord *Freed = Context.objectRecord(E.Object);
    if (Freed && Freed->Address == Block)
      return I;
  }
  return NoEvent;
}

/// Who freed the block, and who had allocated it.
static void tellBlock(ReportContext &Context, Finding &Found) {
  const MemoryError &Error = Context.Record.Memory;
  Found.say(1, messages::memoryBlock(Error.Offset, Error.BlockSize));
  std::string Freer = Context.thread(Error.FreedBy);
  Place Freed = Context.Where.find(SiteId(), Error.FreedAt);
  Found.say(1, messages::memoryFreed(Freer, Error.FreedAfter, Freed.text()));
  Found.show(Context, Freed);
  Found.Stacks.push_back(
      {messages::stackOfFree(Freer), Error.FreedAt, SiteId()});
  if (!Error.AllocatedBy.isValid())
    return;
  std::string Owner = Context.thread(Error.AllocatedBy);
  Place Made = Context.Where.find(SiteId(), Error.AllocatedAt);
  Found.say(1, messages::memoryAllocated(Owner, Made.text()));
  Found.show(Context, Made);
  Found.Stacks.push_back(
      {messages::stackOfAllocation(Owner), Error.AllocatedAt, SiteId()});
}

void lockstep::describeMemoryError(ReportContext &Context, Finding &Found) {
  const ExecutionRecord &Record = Context.Record;
  const MemoryError &Error = Record.Memory;
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
  if (size_t End = endOfMemory(Context, Found.Kind); End != NoEvent)
    Found.Evidence.push_back(End);
  Found.explain(Context.Style.Width, messages::memoryMeaning(Found.Kind));
}
