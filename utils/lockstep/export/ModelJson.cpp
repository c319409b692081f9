//===- ModelJson.cpp - A model as JSON ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "export/ModelJson.h"

#include "FindingJson.h"
#include "Schedule.h"
#include "export/JsonText.h"
#include "export/SourcePages.h"

#include "explain/Slice.h"
#include "report/EventText.h"
#include "report/Text.h"

#include <set>

using namespace lockstep;
using namespace lockstep::cli;

static const char *stateName(ThreadState State) {
  switch (State) {
  case ThreadState::Running:
    return "running";
  case ThreadState::Runnable:
    return "runnable";
  case ThreadState::Waiting:
    return "waiting";
  case ThreadState::Spinning:
    return "spinning";
  case ThreadState::Finished:
    return "finished";
  }
  return "unknown";
}

static Json placeJson(const Place &At) {
  Json Value = Json::object();
  if (!At.File.empty())
    Value["file"] = At.File;
  if (At.Line)
    Value["line"] = At.Line;
  if (At.Column)
    Value["column"] = At.Column;
  if (!At.Function.empty())
    Value["function"] = At.Function;
  return Value;
}

static Json textsJson(const std::vector<std::string> &Texts) {
  Json Values = Json::array();
  for (const std::string &Text : Texts)
    Values.push_back(escapeText(Text));
  return Values;
}

static Json headerJson(ExportModel &Of) {
  const Trace &Source = Of.trace();
  Json Modules = Json::array();
  for (const TraceModule &Module : Source.Modules)
    Modules.push_back({{"path", escapeText(Module.Path)},
                       {"build_id", escapeText(Module.BuildId)}});
  Json Header = {{"path", escapeText(Of.path())},
                 {"tool_version", escapeText(Source.ToolVersion)},
                 {"program", escapeText(Source.Program)},
                 {"arguments", textsJson(Source.Arguments)},
                 {"environment", textsJson(Source.Environment)},
                 {"modules", std::move(Modules)},
                 {"strategy", escapeText(Source.Strategy)},
                 {"campaign_seed", Source.CampaignSeed},
                 {"iteration", Source.Iteration},
                 {"options", escapeText(Source.Options)},
                 {"outcome", outcomeSlug(Source.Outcome)},
                 {"unknown", outcomeIsUnknown(Source.Outcome)},
                 {"exit_code", Source.ExitCode},
                 {"signal", Source.SignalNumber},
                 {"summary", Of.summary()},
                 {"truncated", Source.Truncated},
                 {"decisions", Source.Decisions.size()},
                 {"recorded", Of.isRecorded()}};
  if (Source.Culprit.isValid())
    Header["culprit"] = Source.Culprit.Value;
  if (Place At = Of.failure(); At.isKnown())
    Header["failure"] = placeJson(At);
  return Header;
}

static Json threadJson(ExportModel &Of, uint32_t Index) {
  ThreadId Id(Index);
  const ThreadRecord &Thread = Of.record().Threads[Index];
  Json Value = {{"thread", Index}, {"name", Of.threadName(Id)}};
  if (Thread.Parent.isValid())
    Value["parent"] = Thread.Parent.Value;
  if (Index >= Of.trace().Ends.size())
    return Value;
  const TraceThreadEnd &End = Of.trace().Ends[Index];
  Value["state"] = stateName(End.State);
  if (End.Kind != OpKind::None)
    Value["pending"] = operationName(End.Kind);
  if (End.Object.isValid())
    Value["object"] = End.Object.Value;
  if (End.Site.isValid())
    Value["site"] = End.Site.Value;
  if (std::string Text = Of.endText(Id); !Text.empty())
    Value["end"] = Text;
  return Value;
}

static Json siteJson(ExportModel &Of, SiteId Id) {
  Json Value = {{"site", Id.Value}};
  Value.update(placeJson(Of.place(Id)));
  if (Id.index() >= Of.trace().Sites.size())
    return Value;
  const TraceSite &Site = Of.trace().Sites[Id.index()];
  Value["function"] = escapeText(Site.Function);
  if (!Site.Variable.empty())
    Value["variable"] = escapeText(Site.Variable);
  return Value;
}

static Json flagsJson(const Event &E) {
  Json Flags = Json::array();
  if (E.Flags & EventTimedOut)
    Flags.push_back("timed-out");
  if (E.Flags & EventFailed)
    Flags.push_back("failed");
  if (E.Flags & EventSpurious)
    Flags.push_back("spurious");
  if (E.Flags & EventByChoice)
    Flags.push_back("by-choice");
  if (E.Flags & EventNotAPoint)
    Flags.push_back("not-a-point");
  return Flags;
}

static Json eventJson(ExportModel &Of, const Event &E) {
  Json Value = {{"step", E.Step},
                {"thread", E.Thread.Value},
                {"operation", operationName(E.Kind)},
                {"text", Of.text(E)}};
  if (E.Object.isValid())
    Value["object"] = E.Object.Value;
  if (E.Second.isValid())
    Value["second"] = E.Second.Value;
  if (E.Site.isValid())
    Value["site"] = E.Site.Value;
  // As text: JavaScript's numbers do not hold 64 bits.
  if (E.Flags & EventHasValue)
    Value["value"] = std::to_string(E.Value);
  if (E.Flags & EventHasWritten)
    Value["written"] = std::to_string(E.Written);
  if (const char *Order = memoryOrderText(E.Order); *Order)
    Value["order"] = Order;
  if (E.Size)
    Value["size"] = E.Size;
  if (E.Time)
    Value["time"] = E.Time;
  if (Json Flags = flagsJson(E); !Flags.empty())
    Value["flags"] = std::move(Flags);
  return Value;
}

static std::string threadsText(ExportModel &Of) {
  JsonWriter List('[');
  for (uint32_t I = 0; I < Of.threadCount(); ++I)
    List.item(jsonText(threadJson(Of, I)));
  return List.finish();
}

static std::string objectsText(ExportModel &Of) {
  JsonWriter List('[');
  for (uint32_t I = 0; I < Of.record().Objects.size(); ++I)
    List.item(jsonText({{"object", I},
                        {"kind", objectKindName(Of.record().Objects[I].Kind)},
                        {"name", Of.objectName(ObjectId(I))}}));
  return List.finish();
}

/// The sites that events and threads' ends name.
static std::string sitesText(ExportModel &Of, size_t FirstEvent) {
  std::set<SiteId> Sites;
  for (size_t I = FirstEvent; I < Of.events().size(); ++I)
    Sites.insert(Of.events()[I].Site);
  for (const TraceThreadEnd &End : Of.trace().Ends)
    Sites.insert(End.Site);
  JsonWriter List('[');
  for (SiteId Site : Sites)
    if (Site.isValid())
      List.item(jsonText(siteJson(Of, Site)));
  return List.finish();
}

static std::string eventsText(ExportModel &Of, size_t FirstEvent) {
  JsonWriter List('[');
  for (size_t I = FirstEvent; I < Of.events().size(); ++I)
    List.item(jsonText(eventJson(Of, Of.events()[I])));
  return List.finish();
}

static std::string valuesText(ExportModel &Of, uint64_t FirstStep) {
  JsonWriter List('[');
  const std::vector<Decision> &Decisions = Of.trace().Decisions;
  for (uint64_t Step = FirstStep; Step < Decisions.size(); ++Step)
    if (const Decision &Made = Decisions[Step]; Made.isValue())
      List.item(jsonText({{"step", Step},
                          {"thread", Made.Thread},
                          {"reason", valueInfo(Made.reason()).Word},
                          {"text", choiceText(Made)},
                          {"choice", Made.choice()},
                          {"bound", Made.bound()}}));
  return List.finish();
}

static std::string holdsText(ExportModel &Of, size_t FirstEvent) {
  JsonWriter List('[');
  for (const Hold &Each : Of.holds())
    if (Each.Last >= FirstEvent) {
      Json Value = {{"thread", Each.Thread.Value},
                    {"object", Each.Object.Value},
                    {"first", Each.First},
                    {"last", Each.Last}};
      if (Each.Shared)
        Value["shared"] = true;
      List.item(jsonText(Value));
    }
  return List.finish();
}

static std::string causesText(ExportModel &Of, size_t FirstEvent) {
  JsonWriter List('[');
  for (const CauseLink &Each : Of.causes())
    if (Each.From >= FirstEvent)
      List.item(jsonText({{"from", Each.From},
                          {"to", Each.To},
                          {"reason", explain::reasonSlug(Each.Why)}}));
  return List.finish();
}

/// Causes of where threads stood at the end.
static std::string endCausesText(ExportModel &Of, size_t FirstEvent) {
  JsonWriter List('[');
  for (const explain::EndCauses &End : Of.endCauses())
    for (const explain::Cause &Each : End.Direct)
      if (Each.Event >= FirstEvent)
        List.item(jsonText({{"from", Each.Event},
                            {"thread", End.Thread.Value},
                            {"reason", explain::reasonSlug(Each.Why)}}));
  return List.finish();
}

static std::string sliceText(ExportModel &Of, size_t FirstEvent) {
  JsonWriter List('[');
  for (size_t I = FirstEvent; I < Of.slice().size(); ++I)
    if (Of.slice()[I])
      List.item(std::to_string(I));
  return List.finish();
}

static std::string sourcesText(ExportModel &Of, const ExportJob &Job,
                               size_t FirstEvent) {
  JsonWriter List('[');
  for (const SourcePage &Page : collectSources(Of, Job, FirstEvent)) {
    Json Parts = Json::array();
    for (const SourcePart &Part : Page.Parts)
      Parts.push_back({{"first", Part.First}, {"lines", Part.Lines}});
    List.item(jsonText({{"file", Page.File}, {"parts", std::move(Parts)}}));
  }
  return List.finish();
}

std::string cli::modelJson(ExportModel &Of, const ExportJob &Job,
                           uint64_t MaxEvents) {
  size_t Count = Of.events().size();
  size_t First = Count > MaxEvents ? Count - MaxEvents : 0;
  uint64_t FirstStep = First ? Of.events()[First].Step : 0;
  JsonWriter Model('{');
  Model.field("trace", jsonText(headerJson(Of)));
  if (Json Finding = findingJson(Of.record(), Of.symbols()); !Finding.is_null())
    Model.field("finding", jsonText(Finding));
  Model.field("threads", threadsText(Of));
  Model.field("objects", objectsText(Of));
  Model.field("sites", sitesText(Of, First));
  Model.field("first_event", std::to_string(First));
  Model.field("events", eventsText(Of, First));
  Model.field("values", valuesText(Of, FirstStep));
  Model.field("holds", holdsText(Of, First));
  Model.field("causes", causesText(Of, First));
  Model.field("end_causes", endCausesText(Of, First));
  Model.field("slice", sliceText(Of, First));
  if (Job.WithSources)
    Model.field("sources", sourcesText(Of, Job, First));
  return Model.finish();
}

std::string cli::documentJson(const ExportJob &Job, uint64_t MaxEvents) {
  JsonWriter Document('{');
  Document.field("format", "\"lockstep-export\"");
  Document.field("version", "1");
  Document.field("original", modelJson(Job.first(), Job, MaxEvents));
  if (Job.Shrunk)
    Document.field("shrunk", modelJson(*Job.Shrunk, Job, MaxEvents));
  return Document.finish();
}

std::string cli::exportJson(const ExportJob &Job) {
  return documentJson(Job, Job.MaxEvents ? Job.MaxEvents : UINT64_MAX) + "\n";
}
