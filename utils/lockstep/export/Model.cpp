//===- Model.cpp - What every export is made from -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "export/Model.h"

#include "base/Number.h"
#include "explain/Slice.h"
#include "report/EventText.h"
#include "report/Messages.h"
#include "report/Schedule.h"
#include "report/Text.h"

#include <algorithm>

using namespace lockstep;
using namespace lockstep::cli;

ExportModel::ExportModel(std::string Path, Trace Source)
    : Path(std::move(Path)), Recorded(!Source.Events.empty()), Symbols(Source),
      Record(recordOfTrace(std::move(Source))), Names(Record, Symbols),
      Where(Record, Symbols), Holds(findHolds(events(), Recorded)) {
  // A trace that was cut may name threads that its header lacks.
  size_t Count = std::max(Record.Threads.size(), trace().Ends.size());
  for (const Decision &Choice : trace().Decisions)
    Count = std::max<size_t>(Count, Choice.Thread + 1u);
  Record.Threads.resize(Count);
  if (Recorded)
    addCauses();
}

void ExportModel::addCauses() {
  explain::Causes Found(trace());
  for (explain::EventIndex I = 0; I < Found.size(); ++I)
    for (const explain::Cause &Each : Found.direct(I))
      Links.push_back({Each.Event, I, Each.Why});
  Ends = Found.ends();
  explain::Slice Led = explain::Slice::toTheEnd(trace(), Found);
  Slice.resize(Found.size());
  for (const explain::SliceEntry &Entry : Led.entries())
    Slice[Entry.Event] = true;
}

std::string ExportModel::threadName(ThreadId Thread) const {
  std::string Name;
  if (Thread.index() < Record.Threads.size())
    Name = escapeText(Record.Threads[Thread.index()].Name);
  return messages::threadName(Thread, Name);
}

std::string ExportModel::text(const Event &E) { return eventText(E, Names); }

std::string ExportModel::endText(ThreadId Thread) {
  if (Thread.index() >= Record.Threads.size())
    return "";
  const ThreadRecord &End = Record.Threads[Thread.index()];
  Event Pending;
  Pending.Kind = End.Pending.Kind;
  Pending.Object = End.Pending.Object;
  std::string Operation = text(Pending);
  if (End.State == ThreadState::Waiting)
    return messages::standsWaiting(End.Pending.Kind,
                                   objectName(End.Pending.Object), Operation);
  if (Thread == trace().Culprit)
    return outcomeSlug(trace().Outcome);
  if (End.State == ThreadState::Spinning)
    return messages::standsSpinning(Operation);
  return "";
}

std::string ExportModel::shortPlace(SiteId Site) {
  Place At = place(Site);
  if (At.File.empty())
    return "";
  At.File = baseName(At.File);
  At.Column = 0;
  return At.fileText();
}

std::string ExportModel::scheduleText(unsigned Rows) {
  NoSourceText Sources;
  ReportStyle Style;
  Style.ScheduleRows = Rows;
  ReportContext Context(Record, Symbols, Sources, Style);
  return scheduleSection(Context, describeFinding(Context));
}

//===----------------------------------------------------------------------===//
// Where it failed
//===----------------------------------------------------------------------===//

/// Takes ":NUMBER" off the end of \p Text.
static uint32_t takeNumber(std::string_view &Text) {
  size_t Colon = Text.rfind(':');
  uint64_t Number = 0;
  if (Colon == Text.npos || !parseNumber(Text.substr(Colon + 1), Number) ||
      Number > UINT32_MAX)
    return 0;
  Text = Text.substr(0, Colon);
  return uint32_t(Number);
}

/// The place in "SUMMARY: Lockstep: deadlock bank.cpp:42:7 in transfer".
static Place placeOfSummary(std::string_view Summary, OutcomeKind Kind) {
  std::string Start =
      std::string("SUMMARY: Lockstep: ") + outcomeSlug(Kind) + " ";
  if (!Summary.starts_with(Start))
    return {};
  Summary.remove_prefix(Start.size());
  Place At;
  if (size_t In = Summary.rfind(" in "); In != Summary.npos) {
    At.Function = escapeText(Summary.substr(In + 4));
    Summary = Summary.substr(0, In);
  }
  At.Line = takeNumber(Summary);
  if (uint32_t Before = takeNumber(Summary)) {
    At.Column = At.Line;
    At.Line = Before;
  }
  if (!At.Line)
    return {};
  At.File = escapeText(Summary);
  return At;
}

Place ExportModel::failure() {
  Place At = placeOfSummary(trace().Summary, trace().Outcome);
  if (At.isKnown()) {
    // A summary that comes from a stack may spell the file in another way.
    for (const TraceSite &Site : trace().Sites)
      if (isSameFile(Site.File, At.File)) {
        At.File = escapeText(Site.File);
        break;
      }
    return At;
  }
  std::vector<SiteId> Candidates{trace().FailedSite};
  if (trace().Culprit.index() < Record.Threads.size())
    Candidates.push_back(Record.Threads[trace().Culprit.index()].Pending.Site);
  for (const ThreadRecord &Thread : Record.Threads)
    if (Thread.State == ThreadState::Waiting)
      Candidates.push_back(Thread.Pending.Site);
  for (size_t I = events().size(); I-- > 0 && Candidates.size() < 1000;)
    Candidates.push_back(events()[I].Site);
  for (SiteId Site : Candidates)
    if (Place Known = place(Site); !Known.File.empty())
      return Known;
  return {};
}

std::string ExportModel::summary() const {
  if (!trace().Summary.empty())
    return escapeText(trace().Summary);
  return messages::summary(
      trace().Outcome, "",
      messages::inProgram(escapeText(baseName(trace().Program))));
}
