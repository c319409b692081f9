//===- SliceText.cpp - A slice with its reasons ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/SliceText.h"

#include "report/Messages.h"
#include "report/Schedule.h"

#include <map>
#include <tuple>
#include <utility>

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

/// What lies between two events that are shown, \p Rounds of them because they
/// are the same again.
static void addFold(size_t Count, size_t Rounds,
                    std::vector<TimelineLine> &Lines) {
  if (!Count)
    return;
  TimelineLine Fold;
  Fold.Fold = true;
  Fold.Text =
      Rounds ? messages::foldedRounds(Count) : messages::foldedQuiet(Count);
  Lines.push_back(std::move(Fold));
}

/// Which entries go round: in a stretch of one thread, what it has done and
/// found twice before, but for the stretch's last.
static std::vector<bool> findRounds(const Trace &Source, const Slice &Led) {
  constexpr unsigned ShownRounds = 2;
  using Done = std::tuple<OpKind, SiteId, ObjectId, uint64_t>;
  std::vector<bool> Again(Led.entries().size());
  std::map<Done, unsigned> Seen;
  for (size_t I = 0; I < Again.size(); ++I) {
    const Event &E = Source.Events[Led.entries()[I].Event];
    bool Begins =
        I == 0 || Source.Events[Led.entries()[I - 1].Event].Thread != E.Thread;
    if (Begins) {
      Seen.clear();
      if (I > 0)
        Again[I - 1] = false;
    }
    Again[I] = Seen[{E.Kind, E.Site, E.Object, E.Value}]++ >= ShownRounds;
  }
  if (!Again.empty())
    Again.back() = false;
  return Again;
}

std::string lockstep::renderSlice(const ExecutionRecord &Record,
                                  Symbolizer &Symbols, const Causes &Of,
                                  const Slice &Led, bool ToTheEnd,
                                  const ReportStyle &Style) {
  NoSourceText Sources;
  ReportContext Context(Record, Symbols, Sources, Style);
  const std::vector<Event> &Events = Record.Schedule.Events;
  std::vector<TimelineLine> Lines;
  std::vector<bool> Again = findRounds(Record.Schedule, Led);
  size_t Next = 0, Rounds = 0;
  for (size_t I = 0; I < Led.entries().size(); ++I) {
    const SliceEntry &Entry = Led.entries()[I];
    if (Again[I]) {
      ++Rounds;
      continue;
    }
    addFold(Entry.Event - Next, std::exchange(Rounds, 0), Lines);
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
    addFold(Events.size() - Next, 0, Lines);
    for (TimelineLine &Line : endLines(Context))
      Lines.push_back(std::move(Line));
  }
  return renderTimeline(Lines, columnsOf(Context, Lines), Style.Width,
                        Style.Color);
}
