//===- SliceCommand.cpp - lockstep slice ----------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "Terminal.h"
#include "TraceFile.h"

#include "report/Context.h"
#include "report/EventText.h"
#include "report/SliceText.h"
#include "report/Text.h"
#include "report/TraceRecord.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace lockstep::cli;
using namespace lockstep::explain;

using Json = nlohmann::ordered_json;

static void printLine(const Json &Value) {
  // Strings of a trace may hold any bytes; JSON is UTF-8.
  fmt::print("{}\n",
             Value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// One line for the slice, then one for each event.
static void printJson(const ExecutionRecord &Record, const Causes &Of,
                      const Slice &Led, std::optional<uint64_t> Step) {
  NoSymbols Symbols;
  ObjectNames Names(Record, Symbols);
  Places Where(Record, Symbols);
  const Trace &Source = Record.Schedule;
  Json Head = {{"type", "slice"},
               {"summary", Source.Summary},
               {"events", Source.Events.size()},
               {"kept", Led.entries().size()}};
  if (Step)
    Head["step"] = *Step;
  printLine(Head);
  for (const SliceEntry &Entry : Led.entries()) {
    const Event &E = Source.Events[Entry.Event];
    Json Direct = Json::array();
    for (const Cause &Each : Of.direct(Entry.Event))
      Direct.push_back({{"step", Source.Events[Each.Event].Step},
                        {"reason", reasonSlug(Each.Why)}});
    Json Line = {{"type", "event"},
                 {"step", E.Step},
                 {"thread", E.Thread.index()},
                 {"operation", operationName(E.Kind)},
                 {"text", eventText(E, Names)},
                 {"place", Where.find(E.Site, StackId()).text()},
                 {"reason", reasonSlug(Entry.Why)},
                 {"why", whyText(Source, Entry)},
                 {"causes", std::move(Direct)}};
    if (Entry.For != NoIndex)
      Line["for"] = Source.Events[Entry.For].Step;
    printLine(Line);
  }
}

static void printText(const ExecutionRecord &Record, const Causes &Of,
                      const Slice &Led, std::optional<uint64_t> Step,
                      const ReportStyle &Style) {
  const Trace &Source = Record.Schedule;
  if (!Source.Summary.empty())
    fmt::print("{}\n", escapeText(Source.Summary));
  fmt::print("{} of {} led to {}\n\n", Led.entries().size(),
             countText(Source.Events.size(), "event"),
             Step ? fmt::format("step {}", *Step) : "this end");
  NoSymbols Symbols;
  fmt::print("{}", renderSlice(Record, Symbols, Of, Led, !Step, Style));
}

/// Why there is no event at \p Step.
static std::string noSuchStep(const Trace &Source, uint64_t Step) {
  if (Step < Source.Decisions.size() && Source.Decisions[Step].isValue())
    return fmt::format("--step {}: a value was chosen there; the event that "
                       "it is part of is at an earlier step",
                       Step);
  return fmt::format("--step {}: the trace has no event there; its events are "
                     "at steps {} to {}",
                     Step, Source.Events.front().Step,
                     Source.Events.back().Step);
}

int cli::sliceMain(const Arguments &Given) {
  CommandParser Parser("slice",
                       "Prints the events that led to the failure, or to a "
                       "step, each with the reason why it matters. Needs "
                       "nothing but the file.",
                       "[options] FILE");
  std::string Path;
  std::optional<uint64_t> Step;
  TableOptions Table;
  bool AsJson = false;
  Parser.app().add_option("FILE", Path)->required();
  Parser.app()
      .add_option("--step", Step, "what led to this step (default: to the end)")
      ->type_name("N");
  Parser.app().add_flag("--json", AsJson,
                        "JSON lines: the slice, then one line per event");
  Table.addTo(Parser);
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;

  Result<ExecutionRecord> Source = readRecord(Path);
  if (!Source)
    return fail(Source.error());
  const ExecutionRecord &Record = *Source;
  Causes Of(Record.Schedule);
  EventIndex Last = Step ? eventAtStep(Record.Schedule, *Step) : NoIndex;
  if (Step && Last == NoIndex)
    return fail(noSuchStep(Record.Schedule, *Step));
  Slice Led = Step ? Slice::toEvent(Record.Schedule, Of, Last)
                   : Slice::toTheEnd(Record.Schedule, Of);
  if (AsJson) {
    printJson(Record, Of, Led, Step);
    return 0;
  }
  ReportStyle Style;
  Style.Color = Table.useColor();
  Style.Width = Table.width();
  printText(Record, Of, Led, Step, Style);
  return 0;
}
