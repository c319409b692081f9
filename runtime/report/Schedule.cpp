//===- Schedule.cpp - The schedule section of a report --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Schedule.h"

#include "explain/Slice.h"
#include "report/EventText.h"
#include "report/Folding.h"
#include "report/Messages.h"
#include "report/Text.h"
#include "report/Timeline.h"
#include "report/TraceRecord.h"

#include <algorithm>
#include <set>

using namespace lockstep;

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

namespace {
/// What one line shows: an event, or a value that was chosen.
struct Entry {
  const Event *What = nullptr;
  const Decision *Value = nullptr;
  uint64_t Step = 0;
  bool Switch = false; ///< another thread than in the entry before

  ThreadId thread() const { return What ? What->Thread : Value->thread(); }
};
} // namespace

/// Whether something that an option permits was chosen here.
static bool isRare(const Entry &Of) {
  if (Of.What)
    return Of.What->Flags & EventByChoice;
  return Of.Value->reason() != ValueReason::WakeOrder;
}

static TimelineLine lineOf(ReportContext &Context, const Entry &Of) {
  TimelineLine Line;
  Line.Step = Of.Step;
  Line.Thread = Of.thread();
  Line.Switch = Of.Switch;
  if (!Of.What) {
    Line.Text = choiceText(*Of.Value);
    if (isRare(Of))
      Line.Uncut = Line.Text.size();
    return Line;
  }
  Line.Text = eventText(*Of.What, Context.Names);
  Line.Uncut = choiceSuffix(*Of.What).size();
  addPlace(Context, Context.place(*Of.What), Line);
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
static void addEnds(ReportContext &Context, OutcomeKind Outcome,
                    const Place &FailedAt, const ScheduleQuery &Which,
                    size_t MaxEnds, std::vector<TimelineLine> &Lines) {
  const ExecutionRecord &Record = Context.Record;
  size_t Count = 0;
  for (size_t I = 0; I < Record.Threads.size() && Count < MaxEnds; ++I) {
    const ThreadRecord &Thread = Record.Threads[I];
    TimelineLine Line;
    Line.Thread = ThreadId(uint32_t(I));
    Line.AtEnd = true;
    if (const ObjectId Used[] = {Thread.Pending.Object, Thread.Pending.Second};
        !Which.selects(Line.Thread, Used))
      continue;
    Place At = Context.Where.find(Thread.Pending.Site, Thread.Where);
    if (Thread.State == ThreadState::Waiting) {
      Line.Text = messages::standsWaiting(
          Thread.Pending.Kind, Context.Names.shortName(Thread.Pending.Object),
          pendingText(Context, Thread));
    } else if (Line.Thread == Record.Schedule.Culprit) {
      Line.Text = outcomeSlug(Outcome);
      if (FailedAt.isKnown())
        At = FailedAt;
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
                                         std::span<const Entry> Entries,
                                         std::span<const ScheduleRow> Rows) {
  std::vector<TimelineLine> Lines;
  for (const ScheduleRow &Row : Rows) {
    if (Row.Count == 1) {
      Lines.push_back(lineOf(Context, Entries[Row.First]));
      continue;
    }
    TimelineLine Fold;
    Fold.Fold = true;
    Fold.Thread = Row.Thread;
    if (Row.Quiet)
      Fold.Text = messages::foldedQuiet(Row.Count);
    else if (Row.Thread.isValid())
      Fold.Text = messages::folded(Row.Count, messages::threadTag(Row.Thread));
    else
      Fold.Text = messages::foldedThreads(Row.Count, Row.Switches);
    Lines.push_back(std::move(Fold));
  }
  return Lines;
}

static std::vector<ThreadId> threadsOf(std::span<const Entry> Entries) {
  std::vector<ThreadId> Threads;
  Threads.reserve(Entries.size());
  for (const Entry &Each : Entries)
    Threads.push_back(Each.thread());
  return Threads;
}

/// What tells of something rare.
static std::vector<size_t> chosenOf(std::span<const Entry> Entries) {
  std::vector<size_t> Chosen;
  for (size_t I = 0; I < Entries.size(); ++I)
    if (isRare(Entries[I]))
      Chosen.push_back(I);
  return Chosen;
}

std::vector<TimelineColumn>
lockstep::columnsOf(const ReportContext &Context,
                    std::span<const TimelineLine> Lines) {
  std::set<ThreadId> Threads;
  for (const TimelineLine &Line : Lines)
    if (Line.Thread.isValid())
      Threads.insert(Line.Thread);
  std::vector<TimelineColumn> Columns;
  for (ThreadId Thread : Threads)
    Columns.push_back({Thread, Context.thread(Thread)});
  return Columns;
}

/// Which events led to the finding; empty when all shall be shown.
static std::vector<bool> whatMatters(const ReportContext &Context,
                                     OutcomeKind Kind) {
  const Trace &Schedule = Context.Record.Schedule;
  // Of an execution that did not fail, everything is to be seen.
  if (Context.Style.WholeSchedule || Schedule.Events.empty() ||
      Kind == OutcomeKind::Passed || Kind == OutcomeKind::Divergence ||
      outcomeIsUnknown(Kind))
    return {};
  std::vector<uint64_t> Addresses;
  for (const ObjectRecord &Object : Context.Record.Objects)
    Addresses.push_back(Object.Address);
  explain::Causes Causes(Schedule, Addresses);
  auto Led = explain::Slice::toTheEnd(Schedule, Causes);
  std::vector<bool> Matters(Schedule.Events.size());
  for (const explain::SliceEntry &Entry : Led.entries())
    Matters[Entry.Event] = true;
  return Matters;
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
  std::vector<Entry> Entries;
  for (size_t I = 0; I < Events.size(); ++I)
    Entries.push_back({&Events[I], nullptr, Events[I].Step,
                       I && Events[I].Thread != Events[I - 1].Thread});

  std::vector<ThreadId> Threads = threadsOf(Entries);
  std::vector<size_t> Cited = Found.Evidence;
  std::sort(Cited.begin(), Cited.end());
  Cited.erase(std::unique(Cited.begin(), Cited.end()), Cited.end());
  size_t MaxRows = std::max(Context.Style.ScheduleRows, 10u);
  std::vector<bool> Matters = whatMatters(Context, Found.Kind);
  std::vector<ScheduleRow> Rows =
      foldSchedule(Threads, Cited, MaxRows, Matters, chosenOf(Entries));
  std::vector<TimelineLine> Lines = linesOf(Context, Entries, Rows);
  addEnds(Context, Found.Kind, Found.Where, {}, 12, Lines);
  std::set<ThreadId> Distinct(Threads.begin(), Threads.end());
  size_t Left = size_t(std::count(Matters.begin(), Matters.end(), false));
  return messages::schedule(Events.size(), Events.size() - Left,
                            Distinct.size(), countSwitches(Threads)) +
         "\n" +
         renderTimeline(Lines, columnsOf(Context, Lines), Context.Style.Width,
                        Context.Style.Color);
}

//===----------------------------------------------------------------------===//
// Parts of a schedule
//===----------------------------------------------------------------------===//

bool ScheduleQuery::selects(ThreadId Of, std::span<const ObjectId> Used) const {
  if (Thread.isValid() && Thread != Of)
    return false;
  return Objects.empty() ||
         std::find_first_of(Used.begin(), Used.end(), Objects.begin(),
                            Objects.end()) != Used.end();
}

bool ScheduleQuery::selects(const Decision &Made) const {
  if (Made.isValue())
    return selects(Made.thread(), {});
  const ObjectId Used[] = {ObjectId(Made.Object)};
  return selects(Made.thread(), Used);
}

bool ScheduleQuery::selects(const Event &What) const {
  const ObjectId Used[] = {What.Object, What.Second};
  return selects(What.Thread, Used);
}

/// Events and values, in the order of their steps.
static std::vector<Entry> entriesOf(const Trace &Schedule,
                                    const ScheduleQuery &Which) {
  std::vector<Entry> Entries;
  const std::vector<Decision> &Decisions = Schedule.Decisions;
  auto Next = Schedule.Events.begin();
  for (uint64_t Step = 0; Step < Decisions.size() && Step <= Which.Last;
       ++Step) {
    Entry Each{nullptr, &Decisions[Step], Step,
               Step && Decisions[Step].Thread != Decisions[Step - 1].Thread};
    if (!Decisions[Step].isValue())
      Each.What = &*Next++;
    else if (isUneventful(Decisions[Step]))
      continue;
    if (Step >= Which.First &&
        (Each.What ? Which.selects(*Each.What) : Which.selects(*Each.Value)))
      Entries.push_back(Each);
  }
  return Entries;
}

std::string lockstep::renderSchedule(ReportContext &Context,
                                     const ScheduleQuery &Which) {
  const Trace &Schedule = Context.Record.Schedule;
  std::vector<Entry> Entries = entriesOf(Schedule, Which);
  std::vector<TimelineLine> Lines;
  if (Which.Fold) {
    Lines = linesOf(Context, Entries,
                    foldSchedule(threadsOf(Entries), {}, Entries.size() + 10,
                                 {}, chosenOf(Entries)));
  } else {
    for (const Entry &Each : Entries)
      Lines.push_back(lineOf(Context, Each));
  }
  for (TimelineLine &Line : Lines)
    Line.Marked = !Line.Fold && Line.Step == Which.Mark;
  if (Which.showsEnd(Schedule.Decisions.size()))
    addEnds(Context, Schedule.Outcome,
            Context.Where.find(Schedule.FailedSite, StackId()), Which,
            Context.Record.Threads.size(), Lines);
  return renderTimeline(Lines, columnsOf(Context, Lines), Context.Style.Width,
                        Context.Style.Color);
}

TimelineLine lockstep::eventLine(ReportContext &Context, const Event &E) {
  return lineOf(Context, {&E, nullptr, E.Step, false});
}

std::vector<TimelineLine> lockstep::endLines(ReportContext &Context) {
  std::vector<TimelineLine> Lines;
  const Trace &Schedule = Context.Record.Schedule;
  addEnds(Context, Schedule.Outcome,
          Context.Where.find(Schedule.FailedSite, StackId()), {},
          Context.Record.Threads.size(), Lines);
  return Lines;
}
