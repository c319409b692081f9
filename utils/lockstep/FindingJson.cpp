//===- FindingJson.cpp - What a finding is about, as JSON -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FindingJson.h"

#include "report/Finding.h"
#include "report/RaceFacts.h"
#include "report/Text.h"

using namespace lockstep;
using namespace lockstep::cli;

static Json placeJson(const Place &At) {
  return {{"file", At.File},
          {"line", At.Line},
          {"column", At.Column},
          {"function", At.Function}};
}

static Json stackJson(ReportContext &Context, StackId Stack, SiteId Site) {
  Json Frames = Json::array();
  for (const SourceFrame &Frame : Context.Where.frames(Stack, Site))
    Frames.push_back({{"function", escapeText(Frame.Function)},
                      {"file", escapeText(Frame.File)},
                      {"line", Frame.Line},
                      {"column", Frame.Column},
                      {"module", escapeText(Frame.Module)},
                      {"offset", Frame.Offset}});
  return Frames;
}

static Json objectJson(ReportContext &Context, ObjectId Id) {
  return {{"object", Id.Value}, {"name", Context.Names.shortName(Id)}};
}

/// Who allocated or freed a block, and where.
static Json doneBy(ReportContext &Context, ThreadId Thread, StackId Stack) {
  Json Value = {{"thread", Thread.Value}};
  Value["place"] = placeJson(Context.Where.find(SiteId(), Stack));
  Value["stack"] = stackJson(Context, Stack, SiteId());
  return Value;
}

static Json blockJson(ReportContext &Context) {
  const BlockUse &Use = Context.Record.Schedule.Memory;
  Json Block = {{"size", Use.BlockSize}, {"offset", int64_t(Use.Offset)}};
  if (Use.AllocatedBy.isValid())
    Block["allocated_by"] = doneBy(Context, Use.AllocatedBy, Use.AllocatedAt);
  if (!Use.FreedBy.isValid())
    return Block;
  Block["freed_by"] = doneBy(Context, Use.FreedBy, Use.FreedAt);
  Block["freed_by"]["after_step"] = Use.FreedAfter;
  return Block;
}

static Json accessJson(ReportContext &Context, const RaceSide &Side) {
  const RaceAccess &Access = Side.Access;
  Json Value = {{"thread", Access.Thread.Value},
                {"operation", Access.Write ? "write" : "read"},
                {"atomic", Access.Atomic != 0}};
  if (Access.Size)
    Value["size"] = Access.Size;
  Value["place"] = placeJson(Side.Where);
  Value["stack"] = stackJson(Context, Access.Stack, Access.Site);
  Value["locks"] = Json::array();
  for (const RaceLock &Lock : Side.Locks) {
    Json Held = objectJson(Context, Lock.Object);
    Held["shared"] = Lock.Shared;
    Held["place"] = placeJson(Lock.Taken);
    Value["locks"].push_back(std::move(Held));
  }
  return Value;
}

/// What would have ordered the accesses.
static Json ordersJson(ReportContext &Context, const RaceFacts &Facts) {
  Json Orders = Json::array();
  if (Facts.isHalfAtomic())
    Orders.push_back({{"reason", "one-is-not-atomic"}});
  if (Facts.Locking == RaceLocking::BothReading)
    Orders.push_back({{"reason", "both-hold-for-reading"},
                      {"lock", objectJson(Context, Facts.Lock)}});
  if (Facts.Locking == RaceLocking::Usual)
    Orders.push_back({{"reason", "usual-lock"},
                      {"lock", objectJson(Context, Facts.Lock)},
                      {"held", Facts.Held},
                      {"accesses", Facts.All},
                      {"missing_at", Facts.EarlierLacks ? 0 : 1}});
  if (!Facts.Handover)
    return Orders;
  const std::vector<Event> &Events = Context.Record.Schedule.Events;
  const Event &Store = Events[Facts.Handover->Store];
  Orders.push_back({{"reason", "atomic-without-synchronization"},
                    {"variable", objectJson(Context, Store.Object)},
                    {"store_step", Store.Step},
                    {"load_step", Events[Facts.Handover->Load].Step}});
  return Orders;
}

static Json raceJson(ReportContext &Context, const RaceFacts &Facts) {
  Json Value = {{"kind", outcomeSlug(OutcomeKind::DataRace)}};
  Value["memory"] = objectJson(Context, Context.Record.Schedule.FailedObject);
  Value["accesses"] = {accessJson(Context, Facts.Earlier),
                       accessJson(Context, Facts.Later)};
  Value["orders"] = ordersJson(Context, Facts);
  if (Context.Record.Schedule.Memory.BlockSize)
    Value["block"] = blockJson(Context);
  return Value;
}

static Json memoryJson(ReportContext &Context) {
  const Trace &Schedule = Context.Record.Schedule;
  const ThreadRecord *Self = Context.threadRecord(Schedule.Culprit);
  Json Access = {{"thread", Schedule.Culprit.Value}};
  if (Self)
    Access["operation"] = operationName(Self->Pending.Kind);
  if (Schedule.Memory.AccessSize)
    Access["size"] = Schedule.Memory.AccessSize;
  StackId Stack = Context.Record.FailedAt;
  Access["place"] = placeJson(Context.Where.find(Schedule.FailedSite, Stack));
  Access["stack"] = stackJson(Context, Stack, Schedule.FailedSite);
  Json Value = {{"kind", outcomeSlug(Schedule.Outcome)}};
  Value["memory"] = objectJson(Context, Schedule.FailedObject);
  Value["access"] = std::move(Access);
  bool IsBlock = Schedule.Memory.BlockSize &&
                 Schedule.Outcome != OutcomeKind::StackUseAfterExit;
  if (!IsBlock && Schedule.Memory.FreedBy.isValid())
    Value["stack_of"] = Schedule.Memory.FreedBy.Value;
  else if (IsBlock)
    Value["block"] = blockJson(Context);
  return Value;
}

Json cli::findingJson(const ExecutionRecord &Record, Symbolizer &Symbols) {
  NoSourceText Sources;
  ReportStyle Style;
  ReportContext Context(Record, Symbols, Sources, Style);
  if (std::optional<RaceFacts> Facts = factsOfRace(Context))
    return raceJson(Context, *Facts);
  if (isMemoryError(Record.Schedule.Outcome))
    return memoryJson(Context);
  return nullptr;
}
