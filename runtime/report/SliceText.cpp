//===- SliceText.cpp - A slice with its reasons ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/SliceText.h"

#include "report/Messages.h"
#include "report/Schedule.h"

using namespace lockstep;
using namespace lockstep::explain;

std::string lockstep::reasonText(const Trace &Source, const Causes &Of,
                                 const SliceEntry &Entry) {
  if (Entry.Why == Reason::Steers)
    for (const Cause &Direct : Of.direct(Entry.Event)) {
      bool Foreign = Source.Events[Direct.Event].Thread !=
                     Source.Events[Entry.Event].Thread;
      std::string Text = Foreign ? effectText(Source, Direct) : "";
      if (!Text.empty())
        return Text;
    }
  return whyText(Source, Entry);
}

/// What lies between two events of the slice.
static void addFold(size_t Count, std::vector<TimelineLine> &Lines) {
  if (!Count)
    return;
  TimelineLine Fold;
  Fold.Fold = true;
  Fold.Text = messages::foldedQuiet(Count);
  Lines.push_back(std::move(Fold));
}

std::string lockstep::renderSlice(const ExecutionRecord &Record,
                                  Symbolizer &Symbols, const Causes &Of,
                                  const Slice &Led, bool ToTheEnd,
                                  const ReportStyle &Style) {
  NoSourceText Sources;
  ReportContext Context(Record, Symbols, Sources, Style);
  const std::vector<Event> &Events = Record.Schedule.Events;
  std::vector<TimelineLine> Lines;
  size_t Next = 0;
  for (const SliceEntry &Entry : Led.entries()) {
    addFold(Entry.Event - Next, Lines);
    const Event &E = Events[Entry.Event];
    TimelineLine Line = eventLine(Context, E);
    // The place may be unknown; the reason is not.
    if (Line.Where.empty())
      Line.Where.push_back('-');
    Line.Source = reasonText(Record.Schedule, Of, Entry);
    Line.Switch = Next > 0 && Events[Next - 1].Thread != E.Thread;
    Lines.push_back(std::move(Line));
    Next = Entry.Event + 1;
  }
  if (ToTheEnd) {
    addFold(Events.size() - Next, Lines);
    for (TimelineLine &Line : endLines(Context))
      Lines.push_back(std::move(Line));
  }
  return renderTimeline(Lines, columnsOf(Context, Lines), Style.Width,
                        Style.Color);
}
