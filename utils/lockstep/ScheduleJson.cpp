//===- ScheduleJson.cpp - A trace as JSON lines ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Schedule.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace lockstep::cli;

// Fields in the order in which they are set: what identifies comes first.
using Json = nlohmann::ordered_json;

static void printLine(const Json &Value) {
  // Strings of a trace may hold any bytes; JSON is UTF-8.
  fmt::print("{}\n",
             Value.dump(-1, ' ', false, Json::error_handler_t::replace));
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

static Json decisionJson(Schedule &Of, uint64_t Step, const Decision &Choice) {
  if (Choice.isValue())
    return {{"type", "value"},
            {"step", Step},
            {"thread", Choice.Thread},
            {"reason", valueReasonName(Choice.reason())},
            {"choice", Choice.choice()},
            {"bound", Choice.bound()}};
  Json Line = {{"type", "decision"},
               {"step", Step},
               {"thread", Choice.Thread},
               {"operation", operationName(Choice.Kind)},
               {"timed_out", Choice.timedOut()}};
  if (Choice.Object != ObjectId::InvalidValue) {
    Json Object = {{"id", Choice.Object}, {"name", Of.objectName(Choice)}};
    if (Choice.Object < Of.trace().Objects.size())
      Object["kind"] = objectKindName(Of.trace().Objects[Choice.Object].Kind);
    Line["object"] = std::move(Object);
  }
  if (const TraceSite *Site = Of.site(Choice))
    Line["site"] = siteJson(*Site);
  return Line;
}

void cli::printScheduleJson(Schedule &Of, const Selection &Which) {
  printLine(headerJson(Of));
  const std::vector<Decision> &Decisions = Of.trace().Decisions;
  for (uint64_t Step = 0; Step < Decisions.size(); ++Step)
    if (Which.contains(Step, Decisions[Step]))
      printLine(decisionJson(Of, Step, Decisions[Step]));
}
