//===- CrashText.cpp - Programs that end themselves, in words -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Finding.h"
#include "report/Messages.h"
#include "report/Text.h"

using namespace lockstep;

/// Assertions and exceptions quote the program, which may quote anything.
static constexpr size_t MaxDetail = 300;

static std::string headline(ReportContext &Context, OutcomeKind Kind) {
  const ExecutionRecord &Record = Context.Record;
  std::string Thread = Context.thread(Record.Schedule.Culprit);
  std::string Detail = clipText(escapeText(Record.Detail), MaxDetail);
  switch (Kind) {
  case OutcomeKind::Assertion:
    return messages::headAssertion(Thread, Detail);
  case OutcomeKind::Exception:
    return messages::headException(Thread, Detail);
  case OutcomeKind::Signal:
    return messages::headSignal(Thread, Record.Schedule.SignalNumber);
  case OutcomeKind::Sanitizer: {
    const SanitizerReport &Wrote = Record.Sanitizer;
    if (Wrote.exists())
      return messages::headSanitizerReport(
          clipText(escapeText(Wrote.Tool), MaxDetail),
          clipText(escapeText(Wrote.Kind), MaxDetail),
          clipText(escapeText(Wrote.What), MaxDetail));
    return messages::headSanitizer(Thread);
  }
  case OutcomeKind::ExitStatus:
    return messages::headExitStatus(Record.Schedule.ExitCode);
  default:
    return messages::headAbort(Thread);
  }
}

static void describeAddress(ReportContext &Context, Finding &Found) {
  const ExecutionRecord &Record = Context.Record;
  int Signal = Record.Schedule.SignalNumber;
  if (Signal != messages::SignalSegv && Signal != messages::SignalBus)
    return;
  constexpr uint64_t NullArea = 4096;
  Found.say(0, messages::signalAddress(Record.FaultAddress));
  if (Signal == messages::SignalSegv && Record.FaultAddress < NullArea)
    Found.explain(Context.Style.Width, messages::signalNearNull());
}

/// What the sanitizer says of the access, and where the error is by its word.
static void describeSanitizer(ReportContext &Context, Finding &Found) {
  const SanitizerReport &Told = Context.Record.Sanitizer;
  if (Told.AccessSize)
    Found.say(0, messages::sanitizerAccess(
                     Told.IsWrite, Told.AccessSize,
                     clipText(escapeText(Told.Region), MaxDetail),
                     clipText(escapeText(Told.Name), MaxDetail), Told.Offset,
                     Told.RegionSize));
  Found.say(0, messages::sanitizerOutput());
}

/// Where it failed: by the sanitizer's word, which also holds where it goes on.
static Place placeOfCrash(ReportContext &Context) {
  const ExecutionRecord &Record = Context.Record;
  const SanitizerReport &Told = Record.Sanitizer;
  Place Failed =
      Context.Where.find(Record.Schedule.FailedSite, Record.FailedAt);
  if (Told.File.empty() || !Told.Line)
    return Failed;
  bool Same = isSameFile(Failed.File, escapeText(Told.File)) &&
              Failed.Line == Told.Line;
  return {escapeText(Told.File), Told.Line, Told.Column,
          Same ? Failed.Function : ""};
}

void lockstep::describeCrash(ReportContext &Context, Finding &Found) {
  const ExecutionRecord &Record = Context.Record;
  Found.Headline = headline(Context, Found.Kind);
  Found.Where = placeOfCrash(Context);
  if (!Found.Where.isKnown() && Found.Kind == OutcomeKind::ExitStatus)
    return;
  Found.Body.push_back("");
  Found.say(0, messages::failedAt(Context.thread(Record.Schedule.Culprit),
                                  Found.Where.text()));
  Found.show(Context, Found.Where);
  if (Found.Kind == OutcomeKind::Signal)
    describeAddress(Context, Found);
  if (Found.Kind == OutcomeKind::Sanitizer)
    describeSanitizer(Context, Found);
  Found.Stacks.push_back(
      {messages::stackOfFailure(Context.thread(Record.Schedule.Culprit)),
       Record.FailedAt, Record.Schedule.FailedSite});
}
