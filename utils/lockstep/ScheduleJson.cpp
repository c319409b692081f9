//===- ScheduleJson.cpp - A trace as JSON lines ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FindingJson.h"
#include "Schedule.h"

#include "report/EventText.h"

#include <fmt/core.h>
#include <iterator>

using namespace lockstep;
using namespace lockstep::cli;

static void printLine(const Json &Value) {
  fmt::print("{}\n", jsonText(Value));
}

static Json threadsJson(const Schedule &Of) {
  Json Threads = Json::array();
  const std::vector<TraceThread> &Known = Of.trace().Threads;
  for (uint32_t I = 0; I < Known.size(); ++I) {
    Json Thread = {{"thread", I}, {"name", Known[I].Name}};
    if (I != MainThread.Value) {
      Thread["parent"] = Known[I].Parent;
      Thread["birth_order"] = Known[I].BirthOrder;
    }
    Threads.push_back(std::move(Thread));
  }
  return Threads;
}

static Json modulesJson(const Trace &Source) {
  Json Modules = Json::array();
  for (const TraceModule &Module : Source.Modules)
    Modules.push_back({{"path", Module.Path},
                       {"build_id", Module.BuildId},
                       {"sites", Module.SiteCount}});
  return Modules;
}

static Json headerJson(const Schedule &Of) {
  const Trace &Source = Of.trace();
  return {{"type", "trace"},
          {"tool_version", Source.ToolVersion},
          {"program", Source.Program},
          {"arguments", Source.Arguments},
          {"environment", Source.Environment},
          {"modules", modulesJson(Source)},
          {"strategy", Source.Strategy},
          {"campaign_seed", Source.CampaignSeed},
          {"iteration", Source.Iteration},
          {"options", Source.Options},
          {"outcome", outcomeSlug(Source.Outcome)},
          {"exit_code", Source.ExitCode},
          {"signal", Source.SignalNumber},
          {"summary", Source.Summary},
          {"truncated", Source.Truncated},
          {"threads", threadsJson(Of)},
          {"decisions", Source.Decisions.size()}};
}

static Json siteJson(const TraceSite &Site) {
  return {{"file", Site.File},
          {"line", Site.Line},
          {"column", Site.Column},
          {"function", Site.Function},
          {"variable", Site.Variable}};
}

static Json objectJson(Schedule &Of, ObjectId Id) {
  Json Object = {{"id", Id.index()}, {"name", Of.objectName(Id)}};
  if (Id.index() < Of.trace().Objects.size())
    Object["kind"] = objectKindName(Of.trace().Objects[Id.index()].Kind);
  return Object;
}

static Json valueJson(uint64_t Step, const Decision &Choice) {
  return {
      {"type", "value"},           {"step", Step},
      {"thread", Choice.Thread},   {"reason", valueInfo(Choice.reason()).Word},
      {"choice", Choice.choice()}, {"bound", Choice.bound()}};
}

/// What an event says beyond its decision. A field that would say nothing is
/// left out.
static void addEvent(Schedule &Of, const Event &What, Json &Line) {
  if (What.Flags & EventFailed)
    Line["failed"] = true;
  if (What.Flags & EventSpurious)
    Line["spurious"] = true;
  if (What.Flags & EventByChoice)
    Line["by_choice"] = true;
  if (What.Flags & EventHasValue)
    Line["value"] = What.Value;
  if (What.Flags & EventHasWritten)
    Line["written"] = What.Written;
  if (What.Size)
    Line["size"] = What.Size;
  if (const char *Order = memoryOrderText(What.Order); *Order)
    Line["order"] = Order;
  if (What.Time)
    Line["time"] = What.Time;
  if (What.Second.isValid())
    Line["second"] = objectJson(Of, What.Second);
}

static Json decisionJson(Schedule &Of, const Decision &Choice,
                         const Event &What) {
  Json Line = {{"type", "decision"},
               {"step", What.Step},
               {"thread", Choice.Thread},
               {"operation", operationName(Choice.Kind)},
               {"timed_out", Choice.timedOut()}};
  if (What.Object.isValid())
    Line["object"] = objectJson(Of, What.Object);
  if (const TraceSite *Site = Of.site(What.Site))
    Line["site"] = siteJson(*Site);
  // Where it was announced, when the program's own place is another.
  if (What.Caller.isValid())
    if (const TraceSite *Site = Of.site(SiteId(Choice.Site)))
      Line["library_site"] = siteJson(*Site);
  addEvent(Of, What, Line);
  return Line;
}

static const char *stateName(ThreadState State) {
  constexpr const char *Names[] = {"running", "runnable", "waiting", "spinning",
                                   "finished"};
  static_assert(std::size(Names) == ThreadStateCount);
  return Names[unsigned(State)];
}

static Json endJson(Schedule &Of, uint32_t Thread, const TraceThreadEnd &End) {
  Json Line = {
      {"type", "end"}, {"thread", Thread}, {"state", stateName(End.State)}};
  if (End.Kind != OpKind::None)
    Line["operation"] = operationName(End.Kind);
  if (End.Object.isValid())
    Line["object"] = objectJson(Of, End.Object);
  if (End.Second.isValid())
    Line["second"] = objectJson(Of, End.Second);
  if (const TraceSite *Site = Of.site(End.Site))
    Line["site"] = siteJson(*Site);
  return Line;
}

void cli::printScheduleJson(Schedule &Of, const ScheduleQuery &Which) {
  const Trace &Source = Of.trace();
  const std::vector<Decision> &Decisions = Source.Decisions;
  printLine(headerJson(Of));
  if (Json Finding = findingJson(Of.record(), Of.symbols());
      !Finding.is_null()) {
    Json Line = {{"type", "finding"}};
    Line.update(Finding);
    printLine(Line);
  }
  auto Next = Source.Events.begin();
  for (uint64_t Step = 0; Step < Decisions.size() && Step <= Which.Last;
       ++Step) {
    const Decision &Choice = Decisions[Step];
    const Event *What = Choice.isValue() ? nullptr : &*Next++;
    if (Step < Which.First)
      continue;
    if (!What && Which.selects(Choice))
      printLine(valueJson(Step, Choice));
    else if (What && Which.selects(*What))
      printLine(decisionJson(Of, Choice, *What));
  }
  if (!Which.showsEnd(Decisions.size()))
    return;
  for (uint32_t I = 0; I < Source.Ends.size(); ++I) {
    const TraceThreadEnd &End = Source.Ends[I];
    const ObjectId Used[] = {End.Object, End.Second};
    if (Which.selects(ThreadId(I), Used))
      printLine(endJson(Of, I, End));
  }
}
