//===- Perfetto.cpp - Trace events for Perfetto ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// "Trace Event Format", the JSON that chrome://tracing introduced and Perfetto
// reads: complete events (X) for operations, flow events (s, f) for causes.
//
//===----------------------------------------------------------------------===//

#include "export/Export.h"
#include "export/JsonText.h"

#include "explain/Slice.h"
#include "report/Text.h"

#include <algorithm>
#include <map>

using namespace lockstep;
using namespace lockstep::cli;

namespace {

constexpr int Process = 1;
/// Tracks of one thread: its operations, then lanes of locks.
constexpr uint64_t TracksPerThread = 1000;

struct Span {
  double Begin, End;
};

/// Lanes of slices in which each two are apart or one holds the other, as the
/// format demands of a track.
class Lanes {
public:
  /// Spans come by Begin.
  size_t place(Span Each) {
    for (size_t I = 0;; ++I) {
      if (I == Open.size())
        Open.emplace_back();
      std::vector<double> &Ends = Open[I];
      while (!Ends.empty() && Ends.back() <= Each.Begin)
        Ends.pop_back();
      if (Ends.empty() || Each.End <= Ends.back() || I + 2 == TracksPerThread) {
        Ends.push_back(Each.End);
        return I;
      }
    }
  }
  size_t count() const { return Open.size(); }

private:
  std::vector<std::vector<double>> Open;
};

class Tracks {
public:
  Tracks(ExportModel &Of, const ExportJob &Job, size_t First)
      : Of(Of), Clock(Job.Clock), First(First) {}

  std::string text() {
    name("process_name", 0, baseNameOfProgram());
    addOperations();
    addHolds();
    addCauses();
    for (uint32_t I = 0; I < Of.threadCount(); ++I)
      addThread(ThreadId(I));
    Json Other = {{"summary", Of.summary()},
                  {"outcome", outcomeSlug(Of.trace().Outcome)},
                  {"clock", Clock == ExportClock::Step
                                ? "1 microsecond is 1 step"
                                : "virtual time"},
                  {"left_out_events", First}};
    JsonWriter Document('{');
    Document.field("displayTimeUnit", "\"ns\"");
    Document.field("otherData", jsonText(Other));
    Document.field("traceEvents", Out.finish());
    return Document.finish() + "\n";
  }

private:
  static uint64_t track(ThreadId Thread, size_t Lane) {
    return (uint64_t(Thread.Value) + 1) * TracksPerThread + Lane;
  }
  std::string baseNameOfProgram() const {
    return escapeText(baseName(Of.trace().Program));
  }

  /// When the event \p Index begins, in microseconds.
  double begin(size_t Index) const {
    if (Index >= Of.events().size())
      return end();
    const Event &E = Of.events()[Index];
    return Clock == ExportClock::Step ? double(E.Step) : double(E.Time) / 1000;
  }
  /// When all is over.
  double end() const {
    if (Of.events().empty())
      return 0;
    const Event &Last = Of.events().back();
    return Clock == ExportClock::Step ? double(Last.Step) + 2
                                      : double(Last.Time) / 1000 + 0.002;
  }
  /// An event lasts until anything else happens, and one step at most.
  Span span(size_t Index) const {
    double Begin = begin(Index);
    if (Clock == ExportClock::Step)
      return {Begin, Begin + 1};
    double Next = Index + 1 < Of.events().size() ? begin(Index + 1) : Begin;
    return {Begin, std::clamp(Next, Begin + 0.001, Begin + 1)};
  }

  void name(const char *What, uint64_t Track, const std::string &Text) {
    Out.item(jsonText({{"ph", "M"},
                       {"pid", Process},
                       {"tid", Track},
                       {"name", What},
                       {"args", {{"name", Text}}}}));
  }
  void slice(uint64_t Track, Span When, const char *Category,
             const std::string &Name, Json Arguments) {
    Out.item(jsonText({{"ph", "X"},
                       {"pid", Process},
                       {"tid", Track},
                       {"ts", When.Begin},
                       {"dur", When.End - When.Begin},
                       {"cat", Category},
                       {"name", Name},
                       {"args", std::move(Arguments)}}));
  }

  void addOperations() {
    for (size_t I = First; I < Of.events().size(); ++I) {
      const Event &E = Of.events()[I];
      LastOf[E.Thread] = I;
      Json Arguments = {{"step", E.Step}};
      if (std::string Where = Of.place(E.Site).fileText(); !Where.empty())
        Arguments["where"] = Where;
      if (E.Object.isValid())
        Arguments["object"] = Of.objectName(E.Object);
      slice(track(E.Thread, 0), span(I), "operation", Of.text(E),
            std::move(Arguments));
    }
  }

  void addHolds() {
    for (const Hold &Each : Of.holds()) {
      if (Each.Last < First)
        continue;
      Span When{begin(std::max(Each.First, First)),
                Each.Last < Of.events().size() ? span(Each.Last).End : end()};
      size_t Lane = LanesOf[Each.Thread].place(When);
      slice(track(Each.Thread, Lane + 1), When, "lock",
            (Each.Shared ? "reads under " : "holds ") +
                Of.objectName(Each.Object),
            {{"from_step", Of.events()[Each.First].Step}});
    }
  }

  void addCauses() {
    uint64_t Id = 0;
    for (const CauseLink &Each : Of.causes())
      if (Each.From >= First) {
        flow("s", Id, Each.From, explain::reasonSlug(Each.Why));
        flow("f", Id++, Each.To, explain::reasonSlug(Each.Why));
      }
  }
  void flow(const char *Phase, uint64_t Id, size_t Index, const char *Reason) {
    Span When = span(Index);
    Json Value = {{"ph", Phase},
                  {"pid", Process},
                  {"tid", track(Of.events()[Index].Thread, 0)},
                  {"ts", (When.Begin + When.End) / 2},
                  {"id", Id},
                  {"cat", "cause"},
                  {"name", Reason}};
    if (*Phase == 'f')
      Value["bp"] = "e"; // the slice around it, not the next one
    Out.item(jsonText(Value));
  }

  /// Its name, those of its lanes, and what it does at the end.
  void addThread(ThreadId Thread) {
    name("thread_name", track(Thread, 0), Of.threadName(Thread));
    for (size_t Lane = 0; Lane < LanesOf[Thread].count(); ++Lane)
      name("thread_name", track(Thread, Lane + 1),
           Of.threadName(Thread) + " locks");
    std::string End = Of.endText(Thread);
    if (End.empty())
      return;
    auto Last = LastOf.find(Thread);
    double Begin = Last == LastOf.end() ? begin(First) : span(Last->second).End;
    slice(track(Thread, 0), {Begin, end()}, "end", End, Json::object());
  }

  ExportModel &Of;
  ExportClock Clock;
  size_t First;
  JsonWriter Out{'['};
  std::map<ThreadId, Lanes> LanesOf;
  std::map<ThreadId, size_t> LastOf; ///< each thread's last event
};

} // namespace

std::string cli::exportPerfetto(const ExportJob &Job) {
  size_t Count = Job.first().events().size();
  bool Bounded = Job.MaxEvents && Count > Job.MaxEvents;
  return Tracks(Job.first(), Job, Bounded ? Count - Job.MaxEvents : 0).text();
}
