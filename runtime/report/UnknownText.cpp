//===- UnknownText.cpp - Limits and divergence in words -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Finding.h"
#include "report/Messages.h"
#include "report/Text.h"

#include <algorithm>

using namespace lockstep;

static constexpr size_t MaxThreadsTold = 16;

/// What the threads other than the culprit stand before.
static void tellThreads(ReportContext &Context, Finding &Found) {
  size_t Count = 0;
  const std::vector<ThreadRecord> &Threads = Context.Record.Threads;
  for (size_t I = 0; I < Threads.size(); ++I) {
    const ThreadRecord &Thread = Threads[I];
    bool IsTold = ThreadId(uint32_t(I)) == Context.Record.Schedule.Culprit;
    if (Thread.State == ThreadState::Finished || IsTold)
      continue;
    Found.Body.push_back("");
    if (Count++ == MaxThreadsTold) {
      Found.say(0, messages::moreThreads());
      break;
    }
    std::string Name = Context.thread(ThreadId(uint32_t(I)));
    Place At = Context.Where.find(Thread.Pending.Site, Thread.Where);
    std::string Object = Thread.Pending.Object.isValid()
                             ? Context.Names.longName(Thread.Pending.Object)
                             : "";
    bool Waits = Thread.State == ThreadState::Waiting && !Object.empty();
    if (Waits)
      Found.say(0, messages::waits(Name, Thread.Pending.Kind, Object));
    else
      Found.say(0, messages::threadStands(Name, Thread.Pending.Kind, Object));
    Found.say(1, messages::at(At.text()));
    Found.show(Context, At);
    Found.Stacks.push_back(
        {messages::stackOfThread(Name), Thread.Where, Thread.Pending.Site});
  }
}

void lockstep::describeUnknown(ReportContext &Context, Finding &Found) {
  const ExecutionRecord &Record = Context.Record;
  std::string Thread = Context.thread(Record.Schedule.Culprit);
  unsigned Width = Context.Style.Width;
  Found.Where = Context.Where.find(Record.Schedule.FailedSite, Record.FailedAt);
  if (const ThreadRecord *Known = Context.threadRecord(Record.Schedule.Culprit);
      Known && !Found.Where.isKnown())
    Found.Where = Context.Where.find(Known->Pending.Site, Known->Where);
  Found.Body.push_back("");
  switch (Found.Kind) {
  case OutcomeKind::StepLimit:
    Found.Headline = messages::headStepLimit(Record.Schedule.Decisions.size());
    Found.explain(Width, messages::stepLimitMeaning());
    break;
  case OutcomeKind::TimeLimit:
    Found.Headline = messages::headTimeLimit(Thread);
    Found.explain(Width, messages::timeLimitMeaning());
    break;
  default:
    Found.Headline =
        messages::headBlocked(Thread, clipText(escapeText(Record.Detail), 80));
    Found.explain(Width, messages::blockedMeaning());
  }
  if (Found.Where.isKnown()) {
    Found.say(1, messages::at(Found.Where.text()));
    Found.show(Context, Found.Where);
  }
  if (Record.FailedAt.isValid())
    Found.Stacks.push_back({messages::stackOfThread(Thread), Record.FailedAt,
                            Record.Schedule.FailedSite});
  tellThreads(Context, Found);
}

static std::string decisionText(ReportContext &Context, const Decision &D) {
  if (D == Decision())
    return messages::nothingMore();
  std::string Thread = Context.thread(D.thread());
  if (D.isValue())
    return messages::valueDecision(Thread, D.reason(), D.choice(), D.bound());
  std::string Object, At;
  if (ObjectId Id{D.Object}; Id.isValid())
    Object = Context.Names.longName(Id);
  Place Where = Context.Where.find(SiteId(D.Site), StackId());
  if (Where.isKnown())
    At = Where.text();
  return messages::decision(Thread, D.Kind, Object, At, D.timedOut(),
                            D.hasToWait());
}

void lockstep::describeDivergence(ReportContext &Context, Finding &Found) {
  const ExecutionRecord &Record = Context.Record;
  Found.Headline = messages::headDivergence(Record.Schedule.Decisions.size());
  bool HasActual = Record.Actual != Decision() && !Record.Actual.isValue();
  Found.Where = Context.Where.find(
      SiteId((HasActual ? Record.Actual : Record.Expected).Site),
      Record.FailedAt);
  Found.Body.push_back("");
  Found.say(1, messages::expected(decisionText(Context, Record.Expected)));
  Found.say(1, messages::actual(decisionText(Context, Record.Actual)));
  Found.say(1, clipText(escapeText(Record.Detail), 300));
  Found.explain(Context.Style.Width, messages::divergenceMeaning());
  if (Record.FailedAt.isValid())
    Found.Stacks.push_back(
        {messages::stackOfThread(Context.thread(Record.Schedule.Culprit)),
         Record.FailedAt, Record.Schedule.FailedSite});
}
