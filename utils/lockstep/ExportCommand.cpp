//===- ExportCommand.cpp - lockstep export --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "TraceFile.h"
#include "export/Export.h"

#include "base/Nearest.h"

#include <filesystem>
#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

namespace {

/// The command line.
struct Wanted {
  std::vector<std::string> Paths;
  std::string Format, Output, Shrunk, SourceRoot, Clock = "step";
  bool NoSources = false, AllEvents = false;
  uint64_t MaxEvents = 0;
};

void addOptions(CLI::App &App, Wanted &Into) {
  App.add_option("TRACE", Into.Paths)->required();
  App.add_option("-f,--format", Into.Format,
                 "html, perfetto, sarif, junit, json or dot (default: what the "
                 "ending of the output's name says)")
      ->type_name("FORMAT");
  App.add_option("-o,--output", Into.Output,
                 "where to write (default: standard output)")
      ->type_name("FILE");
  App.add_option("--shrunk", Into.Shrunk,
                 "a shrunk trace of the same finding, to show beside it (html, "
                 "json)")
      ->type_name("TRACE");
  App.add_option("--source-root", Into.SourceRoot,
                 "the folder that file names are relative to, where they lie "
                 "below it (default: the working directory)")
      ->type_name("FOLDER");
  App.add_flag("--no-source", Into.NoSources, "leave out source text");
  App.add_option("--clock", Into.Clock,
                 "what the time axis of perfetto shows: step or virtual "
                 "(default: step)")
      ->type_name("CLOCK")
      ->check(CLI::IsMember({"step", "virtual"}));
  App.add_flag("--all", Into.AllEvents,
               "dot: all events, not only those that led to the outcome");
  App.add_option("--max-events", Into.MaxEvents,
                 "at most so many events, the latest (default: 100000 for "
                 "html, 10000 for sarif, 300 for dot, else all)")
      ->type_name("N")
      ->check(CLI::Range(uint64_t(1), uint64_t(1) << 32));
}

/// The format that \p Given names or implies.
Result<const ExportFormat *> chooseFormat(const Wanted &Given) {
  std::vector<std::string_view> Names;
  std::string List;
  for (const ExportFormat &Each : exportFormats()) {
    if (Each.Name == Given.Format)
      return &Each;
    Names.push_back(Each.Name);
    List += (List.empty() ? "" : ", ") + std::string(Each.Name);
  }
  if (!Given.Format.empty()) {
    std::string_view Near = nearest(Given.Format, Names);
    return Error{
        fmt::format("--format '{}': there is no such format; {}", Given.Format,
                    Near.empty() ? "there are " + List
                                 : fmt::format("did you mean '{}'?", Near))};
  }
  if (const ExportFormat *Implied = formatOfPath(Given.Output))
    return Implied;
  if (Given.Output.empty())
    return Error{"which format? Give --format: " + List};
  return Error{fmt::format("the name '{}' does not say which format; give "
                           "--format: {}",
                           Given.Output, List)};
}

/// What the options and the format do not agree on; empty when they agree.
std::string disagreement(const Wanted &Given, const ExportFormat &Format) {
  if (Given.Paths.size() > 1 && !Format.TakesSeveral)
    return fmt::format("{} shows one trace; {} were given", Format.Name,
                       Given.Paths.size());
  if (!Given.Shrunk.empty() && !Format.TakesShrunk)
    return fmt::format("--shrunk has no meaning for {}", Format.Name);
  return "";
}

Status load(const std::string &Path, const std::string &Output,
            std::unique_ptr<ExportModel> &Into) {
  if (isOneFile(Output, Path))
    return Error{
        fmt::format("'{}' is the trace itself; give -o another name", Output)};
  Result<Trace> Source = readTrace(Path);
  if (!Source)
    return Error{Source.error()};
  Into = std::make_unique<ExportModel>(Path, std::move(*Source));
  return success();
}

Status prepare(const Wanted &Given, ExportJob &Job) {
  for (const std::string &Path : Given.Paths)
    if (Status Read = load(Path, Given.Output, Job.Traces.emplace_back());
        !Read)
      return Read;
  if (!Given.Shrunk.empty())
    if (Status Read = load(Given.Shrunk, Given.Output, Job.Shrunk); !Read)
      return Read;
  if (Given.Clock == "virtual" && !Job.first().isRecorded())
    return Error{fmt::format("'{}' holds no events, so no times either; leave "
                             "out --clock virtual",
                             Given.Paths.front())};
  std::error_code Failed;
  std::filesystem::path Root = std::filesystem::canonical(
      Given.SourceRoot.empty() ? "." : Given.SourceRoot, Failed);
  if (!Failed && !std::filesystem::is_directory(Root))
    Failed = std::make_error_code(std::errc::not_a_directory);
  if (Failed && !Given.SourceRoot.empty())
    return Error{fmt::format("--source-root '{}': {}", Given.SourceRoot,
                             Failed.message())};
  Job.SourceRoot = Root.string();
  Job.AllEvents = Given.AllEvents;
  Job.WithSources = !Given.NoSources;
  Job.Clock =
      Given.Clock == "virtual" ? ExportClock::Virtual : ExportClock::Step;
  Job.MaxEvents = Given.MaxEvents;
  return success();
}

} // namespace

int cli::exportMain(const Arguments &Given) {
  CommandParser Parser("export",
                       "Writes a trace in a format that other tools show: a "
                       "web page, a Perfetto trace, SARIF, JUnit, JSON or a "
                       "graph. Needs nothing but the file; source text is "
                       "added where it can be read.",
                       "[options] TRACE...");
  Wanted Options;
  addOptions(Parser.app(), Options);
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  Result<const ExportFormat *> Format = chooseFormat(Options);
  if (!Format)
    return Parser.fail(Format.error());
  if (std::string Wrong = disagreement(Options, **Format); !Wrong.empty())
    return Parser.fail(Wrong);
  ExportJob Job;
  if (Status Ready = prepare(Options, Job); !Ready)
    return fail(Ready.error());
  std::string Output = Options.Output.empty() ? "-" : Options.Output;
  if (Status Done = writeFile(Output, (*Format)->Make(Job)); !Done)
    return fail(Done.error());
  return 0;
}
