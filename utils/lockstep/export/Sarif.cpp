//===- Sarif.cpp - SARIF 2.1.0 --------------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Static Analysis Results Interchange Format, OASIS Standard, 2020. Section
// numbers refer to it.
//
//===----------------------------------------------------------------------===//

#include "export/Export.h"
#include "export/JsonText.h"
#include "export/SourceUri.h"

#include "base/Hash.h"
#include "report/Text.h"

#include <fmt/core.h>
#include <map>

using namespace lockstep;
using namespace lockstep::cli;

namespace {
/// What code hosts take for one result.
constexpr uint64_t DefaultMaxEvents = 10000;
constexpr const char *RootName = "SRCROOT";
} // namespace

static const char *ruleText(OutcomeKind Kind) {
  switch (Kind) {
  case OutcomeKind::Passed:
    return "The execution ended as it should.";
  case OutcomeKind::Assertion:
    return "An assertion failed.";
  case OutcomeKind::Abort:
    return "The program called abort.";
  case OutcomeKind::Exception:
    return "An exception left a thread or main.";
  case OutcomeKind::Signal:
    return "A fatal signal ended the program.";
  case OutcomeKind::Sanitizer:
    return "A sanitizer reported an error.";
  case OutcomeKind::ExitStatus:
    return "The exit status was not the expected one.";
  case OutcomeKind::Deadlock:
    return "No thread can go on.";
  case OutcomeKind::Livelock:
    return "A thread spins on a value that nobody left can change.";
  case OutcomeKind::LostWakeup:
    return "A thread waits for a signal that came before the wait.";
  case OutcomeKind::Misuse:
    return "A thread function was misused.";
  case OutcomeKind::DataRace:
    return "Two accesses to memory, one of them a write, are not ordered.";
  case OutcomeKind::StepLimit:
    return "The execution made too many steps; whether it ends is unknown.";
  case OutcomeKind::TimeLimit:
    return "The execution took too long; whether it ends is unknown.";
  case OutcomeKind::Blocked:
    return "A call that Lockstep does not control blocked.";
  case OutcomeKind::Divergence:
    return "The replay differs from its trace.";
  case OutcomeKind::UseAfterFree:
    return "A thread accessed memory that was freed.";
  case OutcomeKind::DoubleFree:
    return "Memory was freed twice.";
  case OutcomeKind::StackUseAfterExit:
    return "A thread accessed the stack of a thread that had finished.";
  case OutcomeKind::InvalidFree:
    return "A thread freed what is no block of the heap.";
  }
  return "The execution ended in a way that this version does not know.";
}

/// 3.27.9, 3.27.10: the level of what is not a failure is "none".
static const char *kindOf(OutcomeKind Kind) {
  if (Kind == OutcomeKind::Passed)
    return "pass";
  return outcomeIsUnknown(Kind) ? "open" : "fail";
}
static const char *levelOf(OutcomeKind Kind) {
  return std::string_view(kindOf(Kind)) == "fail" ? "error" : "none";
}

static Json locationJson(const Place &At, const ExportJob &Job) {
  Json Location = Json::object();
  if (!At.File.empty()) {
    SourceName Name = sourceName(At.File, Job.SourceRoot);
    Json Artifact = {{"uri", (Name.IsBelowRoot ? "" : "file://") +
                                 percentEncode(Name.Path)}};
    if (Name.IsBelowRoot)
      Artifact["uriBaseId"] = RootName;
    Json Physical = {{"artifactLocation", std::move(Artifact)}};
    if (At.Line) {
      Physical["region"] = {{"startLine", At.Line}};
      if (At.Column)
        Physical["region"]["startColumn"] = At.Column;
    }
    Location["physicalLocation"] = std::move(Physical);
  }
  if (!At.Function.empty())
    Location["logicalLocations"] = {
        {{"fullyQualifiedName", At.Function}, {"kind", "function"}}};
  return Location;
}

static Json stepJson(ExportModel &Of, const ExportJob &Job, size_t Index) {
  const std::vector<Event> &Events = Of.events();
  const Event &E = Events[Index];
  bool Switch = Index == 0 || Events[Index - 1].Thread != E.Thread;
  bool Last = Index + 1 == Events.size();
  Json Location = locationJson(Of.place(E.Site), Job);
  Location["message"] = {{"text", Of.text(E)}};
  return {{"location", std::move(Location)},
          {"executionOrder", E.Step},
          {"importance", Switch || Last ? "essential" : "important"}};
}

/// One thread flow per thread; none when there are no events.
static Json flowsJson(ExportModel &Of, const ExportJob &Job) {
  uint64_t Max = Job.MaxEvents ? Job.MaxEvents : DefaultMaxEvents;
  size_t Count = Of.events().size();
  size_t First = Count > Max ? Count - Max : 0;
  std::map<ThreadId, Json> Steps;
  for (size_t I = First; I < Count; ++I)
    Steps[Of.events()[I].Thread].push_back(stepJson(Of, Job, I));
  Json Flows = Json::array();
  for (auto &[Thread, Locations] : Steps) {
    if (std::string End = Of.endText(Thread); !End.empty()) {
      SiteId Site = Of.record().Threads[Thread.index()].Pending.Site;
      Json Location = locationJson(Of.place(Site), Job);
      Location["message"] = {{"text", End}};
      Locations.push_back({{"location", std::move(Location)},
                           {"executionOrder", Of.trace().Decisions.size()},
                           {"importance", "essential"}});
    }
    Flows.push_back({{"id", fmt::format("T{}", Thread.Value)},
                     {"message", {{"text", Of.threadName(Thread)}}},
                     {"locations", std::move(Locations)}});
  }
  return Flows;
}

/// The same for every execution that fails in this way at this place, so that
/// a finding is known again when its schedule or its line changes.
static std::string fingerprint(OutcomeKind Kind, const Place &At) {
  std::string Text = std::string(outcomeSlug(Kind)) + "\n" +
                     std::string(baseName(At.File)) + "\n" + At.Function;
  return fmt::format("{:016x}", hash64(Text));
}

static Json resultJson(ExportModel &Of, const ExportJob &Job, size_t Rule) {
  const Trace &Source = Of.trace();
  Place At = Of.failure();
  Json Result = {{"ruleId", outcomeSlug(Source.Outcome)},
                 {"ruleIndex", Rule},
                 {"kind", kindOf(Source.Outcome)},
                 {"level", levelOf(Source.Outcome)},
                 {"message", {{"text", Of.summary()}}}};
  Result["locations"] = Json::array();
  if (At.isKnown())
    Result["locations"].push_back(locationJson(At, Job));
  if (Json Flows = flowsJson(Of, Job); !Flows.empty())
    Result["codeFlows"] = {{{"threadFlows", std::move(Flows)}}};
  Result["partialFingerprints"] = {
      {"lockstepFinding/v1", fingerprint(Source.Outcome, At)}};
  Result["properties"] = {{"trace", escapeText(Of.path())},
                          {"program", escapeText(Source.Program)},
                          {"strategy", escapeText(Source.Strategy)},
                          {"campaignSeed", Source.CampaignSeed},
                          {"iteration", Source.Iteration}};
  return Result;
}

static Json ruleJson(OutcomeKind Kind) {
  return {{"id", outcomeSlug(Kind)},
          {"shortDescription", {{"text", ruleText(Kind)}}},
          {"defaultConfiguration", {{"level", levelOf(Kind)}}}};
}

std::string cli::exportSarif(const ExportJob &Job) {
  Json Rules = Json::array(), Results = Json::array();
  std::map<OutcomeKind, size_t> RuleOf;
  for (const std::unique_ptr<ExportModel> &Each : Job.Traces) {
    OutcomeKind Kind = Each->trace().Outcome;
    auto [Rule, IsNew] = RuleOf.try_emplace(Kind, Rules.size());
    if (IsNew)
      Rules.push_back(ruleJson(Kind));
    Results.push_back(resultJson(*Each, Job, Rule->second));
  }
  std::string Root =
      Job.SourceRoot.ends_with('/') ? Job.SourceRoot : Job.SourceRoot + "/";
  Json Driver = {{"name", "Lockstep"},
                 {"version", LOCKSTEP_VERSION},
                 {"rules", std::move(Rules)}};
  Json Run = {
      {"tool", {{"driver", std::move(Driver)}}},
      {"originalUriBaseIds",
       {{RootName, {{"uri", "file://" + percentEncode(Root)}}}}},
      // Columns count bytes, as compilers do, and lines are ASCII in the main.
      {"columnKind", "unicodeCodePoints"},
      {"results", std::move(Results)}};
  Json Log = {{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/"
                          "errata01/os/schemas/sarif-schema-2.1.0.json"},
              {"version", "2.1.0"},
              {"runs", Json::array({std::move(Run)})}};
  return Log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}
