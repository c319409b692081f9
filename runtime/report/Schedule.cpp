//===- Schedule.cpp - The schedule section of a report --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Schedule.h"

#include "report/EventText.h"
#include "report/Folding.h"
#include "report/Messages.h"
#include "report/Text.h"
#include "report/Timeline.h"

#include <algorithm>
#include <set>

using namespace lockstep;

std::vector<Event> lockstep::eventsOfDecisions(const Trace &Schedule) {
  std::vector<Event> Events;
  Events.reserve(Schedule.Decisions.size());
  for (size_t I = 0; I < Schedule.Decisions.size(); ++I) {
    const Decision &D = Schedule.Decisions[I];
    if (D.isValue())
      continue;
    Event E;
    E.Step = I;
    E.Thread = D.thread();
    E.Kind = D.Kind;
    E.Site = SiteId(D.Site);
    E.Object = ObjectId(D.Object);
    E.Flags = D.timedOut() ? EventTimedOut : 0;
    Events.push_back(E);
  }
  return Events;
}

static void addPlace(ReportContext &Context, Place At, TimelineLine &Line) {
  if (At.File.empty())
    return;
  Line.Source = escapeText(Context.Sources.line(At.File, At.Line));
  Line.Source.erase(0, Line.Source.find_first_not_of(' '));
  // The texts above the schedule give whole paths and columns.
  At.File = baseName(At.File);
  At.Column = 0;
  Line.Where = At.fileText();
}

static TimelineLine lineOf(ReportContext &Context, const Event &E) {
  TimelineLine Line;
  Line.Step = E.Step;
  Line.Thread = E.Thread;
  Line.Text = eventText(E, Context.Names);
  addPlace(Context, Context.place(E), Line);
  return Line;
}

/// What the pending operation of \p Thread would be called as an event.
static std::string pendingText(ReportContext &Context,
                               const ThreadRecord &Thread) {
  Event E;
  E.Kind = Thread.Pending.Kind;
  E.Rmw = Thread.Pending.Rmw;
  E.Order = Thread.Pending.Order;
  E.Object = Thread.Pending.Object;
  return eventText(E, Context.Names);
}

/// Where each thread that has not finished stood when it was over.
static void addEnds(ReportContext &Context, const Finding &Found,
                    std::vector<TimelineLine> &Lines) {
  constexpr size_t MaxEnds = 12;
  const ExecutionRecord &Record = Context.Record;
  size_t Count = 0;
  for (size_t I = 0; I < Record.Threads.size() && Count < MaxEnds; ++I) {
    const ThreadRecord &Thread = Record.Threads[I];
    TimelineLine Line;
    Line.Thread = ThreadId(uint32_t(I));
    Line.AtEnd = true;
    Place At = Context.Where.find(Thread.Pending.Site, Thread.Where);
    if (Thread.State == ThreadState::Waiting) {
      Line.Text = messages::standsWaiting(
          Thread.Pending.Kind, Context.Names.shortName(Thread.Pending.Object),
          pendingText(Context, Thread));
    } else if (Line.Thread == Record.Schedule.Culprit) {
      Line.Text = outcomeSlug(Found.Kind);
      At = Found.Where;
    } else if (Thread.State == ThreadState::Spinning) {
      Line.Text = messages::standsSpinning(pendingText(Context, Thread));
    } else {
      continue;
    }
    ++Count;
    addPlace(Context, At, Line);
    Lines.push_back(std::move(Line));
  }
}

static std::vector<TimelineLine> linesOf(ReportContext &Context,
                                         std::span<const Event> Events,
                                         std::span<const ScheduleRow> Rows) {
  std::vector<TimelineLine> Lines;
  for (const ScheduleRow &Row : Rows) {
    if (Row.Count > 1) {
      TimelineLine Fold;
      Fold.Fold = true;
      Fold.Thread = Row.Thread;
      Fold.Text =
          Row.Thread.isValid()
              ? messages::folded(Row.Count, messages::threadTag(Row.Thread))
              : messages::foldedThreads(Row.Count, Row.Switches);
      Lines.push_back(std::move(Fold));
      continue;
    }
    Lines.push_back(lineOf(Context, Events[Row.First]));
    Lines.back().Switch = Row.First > 0 && Events[Row.First].Thread !=
                                               Events[Row.First - 1].Thread;
  }
  return Lines;
}

static std::vector<TimelineColumn>
columnsOf(const ReportContext &Context, std::span<const TimelineLine> Lines) {
  std::set<ThreadId> Threads;
  for (const TimelineLine &Line : Lines)
    if (Line.Thread.isValid())
      Threads.insert(Line.Thread);
  std::vector<TimelineColumn> Columns;
  for (ThreadId Thread : Threads)
    Columns.push_back({Thread, Context.thread(Thread)});
  return Columns;
}

std::string lockstep::scheduleSection(ReportContext &Context,
                                      const Finding &Found) {
  const ExecutionRecord &Record = Context.Record;
  std::vector<Event> FromDecisions;
  std::span<const Event> Events = Record.Schedule.Events;
  if (Events.empty()) {
    FromDecisions = eventsOfDecisions(Record.Schedule);
    Events = FromDecisions;
  }
  if (Events.empty())
    return messages::scheduleEmpty() + "\n";

  std::vector<ThreadId> Threads;
  Threads.reserve(Events.size());
  for (const Event &E : Events)
    Threads.push_back(E.Thread);
  std::vector<size_t> Cited = Found.Evidence;
  std::sort(Cited.begin(), Cited.end());
  Cited.erase(std::unique(Cited.begin(), Cited.end()), Cited.end());

  size_t MaxRows = std::max(Context.Style.ScheduleRows, 10u);
  std::vector<ScheduleRow> Rows = foldSchedule(Threads, Cited, MaxRows);
  std::vector<TimelineLine> Lines = linesOf(Context, Events, Rows);
  addEnds(Context, Found, Lines);
  std::set<ThreadId> Distinct(Threads.begin(), Threads.end());
  return messages::schedule(Events.size(), Distinct.size(),
                            countSwitches(Threads)) +
         "\n" +
         renderTimeline(Lines, columnsOf(Context, Lines), Context.Style.Width,
                        Context.Style.Color);
}
