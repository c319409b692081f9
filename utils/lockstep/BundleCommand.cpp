//===- BundleCommand.cpp - lockstep bundle --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Archive.h"
#include "Bundle.h"
#include "Command.h"
#include "Launch.h"
#include "Modules.h"
#include "Subprocess.h"
#include "TraceFile.h"

#include "report/Text.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <filesystem>
#include <fmt/core.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::cli;

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

namespace {
struct BundleOptions {
  std::string Path, Output;
  bool NoSources = false, WithLibraries = false;
};

/// Collects what belongs to a trace, into an archive.
class Bundling {
public:
  Bundling(const Trace &Source, std::string Program,
           const BundleOptions &Options)
      : Source(Source), Program(std::move(Program)), Options(Options),
        Out(Options.Output) {}
  Status run();

private:
  Status addProgram();
  Status addLibraries();
  Status addSources();
  std::set<std::string> namedFiles() const;
  std::string report() const;
  Status addFacts();

  const Trace &Source;
  std::string Program;
  const BundleOptions &Options;
  ArchiveWriter Out;
  std::string Report; ///< of a replay
  Json Index = Json::object();
};
} // namespace

static std::string fileName(const std::string &Path) {
  return Path.substr(Path.rfind('/') + 1);
}

/// What another command of ours prints.
static std::string answerOf(std::vector<std::string> Line) {
  Line.insert(Line.begin(), "/proc/self/exe");
  Result<SubprocessAnswer> Answer = runProgram(Line);
  return Answer ? Answer->Output : Answer.error() + "\n";
}

Status Bundling::addProgram() {
  std::string Name = BundleNames::Program + fileName(Program);
  std::string BuildId = buildIdOf(Program);
  Index["bundle"] = 1;
  Index["tool_version"] = LOCKSTEP_VERSION;
  Index["program"] = Name;
  Index["build_id"] = BuildId;
  Index["arguments"] = Source.Arguments;
  Index["environment"] = Source.Environment;
  Index["options"] = Source.Options;
  Index["summary"] = Source.Summary;
  if (Status Done = Out.addFile(BundleNames::Trace, Options.Path); !Done)
    return Done;
  if (Status Done = Out.addFile(Name, Program); !Done)
    return Done;
  // Libraries have build ids of their own; the program need not come first.
  auto Then = std::find_if(
      Source.Modules.begin(), Source.Modules.end(),
      [&](const TraceModule &M) { return M.Path == Source.Program; });
  if (Then != Source.Modules.end() && Then->BuildId != BuildId)
    warn(fmt::format("'{}' changed since the trace was made; the trace may not "
                     "be replayable with it",
                     Program));
  return success();
}

Status Bundling::addLibraries() {
  Json Libraries = Json::array();
  std::set<std::string> Seen;
  for (const LibraryFile &Library : librariesOf(Program)) {
    Json Entry = {{"name", Library.Name},
                  {"path", Library.Path},
                  {"build_id", Library.BuildId}};
    if (!Library.Package.empty())
      Entry["package"] = Library.Package;
    bool Copied = !Library.IsSystem || Options.WithLibraries;
    if (Copied && Seen.insert(fileName(Library.Name)).second) {
      Entry["file"] = (Library.IsSystem ? BundleNames::SystemLibraries
                                        : BundleNames::Libraries) +
                      fileName(Library.Name);
      if (Status Done =
              Out.addFile(Entry["file"].get<std::string>(), Library.Path);
          !Done)
        return Done;
    }
    Libraries.push_back(std::move(Entry));
  }
  Index["libraries"] = std::move(Libraries);
  return success();
}

/// A trace may come from anywhere: it does not decide which files of this
/// machine go into a bundle, unless they are sources.
static bool isSource(const std::string &Path) {
  constexpr std::string_view Endings[] = {".c",   ".cc",  ".cpp", ".cxx",
                                          ".c++", ".C",   ".h",   ".hh",
                                          ".hpp", ".hxx", ".ipp", ".tcc"};
  constexpr uint64_t Largest = 4 << 20;
  std::error_code Failed;
  fs::path Of(Path);
  return fs::is_regular_file(Of, Failed) &&
         fs::file_size(Of, Failed) <= Largest &&
         std::find(std::begin(Endings), std::end(Endings),
                   Of.extension().string()) != std::end(Endings);
}

/// The files that the trace's sites and the report's stacks name, as they are
/// written there.
std::set<std::string> Bundling::namedFiles() const {
  std::set<std::string> Names;
  for (const TraceSite &Site : Source.Sites)
    if (Site.File.find('\0') == std::string::npos)
      Names.insert(Site.File);
  std::istringstream Words(Report);
  for (std::string Word; Words >> Word;)
    if (size_t Colon = Word.find(':'); Colon != std::string::npos)
      Names.insert(Word.substr(0, Colon));
  return Names;
}

/// The name in the bundle of the source that the trace calls \p Name: its whole
/// path, as it was where the trace was made.
static std::string nameOfSource(const std::string &Name,
                                const std::string &TracedProgram) {
  fs::path Whole = fs::path(TracedProgram).parent_path() / Name;
  return BundleNames::Sources +
         Whole.lexically_normal().relative_path().string();
}

Status Bundling::addSources() {
  constexpr uint64_t Most = 64 << 20;
  uint64_t Size = 0;
  std::map<std::string, std::string> Files; ///< by their names in the bundle
  std::string Beside = Program.substr(0, Program.rfind('/') + 1);
  for (const std::string &Name : namedFiles())
    for (const std::string &Path : {Name, Beside + Name}) {
      char Absolute[PATH_MAX];
      if (!realpath(Path.c_str(), Absolute) || !isSource(Absolute))
        continue;
      // The system's headers are everywhere.
      if (!std::string_view(Absolute).starts_with("/usr/"))
        Files.emplace(nameOfSource(Name, Source.Program), Absolute);
      break;
    }
  for (const auto &[Name, Path] : Files) {
    std::error_code Failed;
    Size += fs::file_size(Path, Failed);
    if (Failed || Size > Most) {
      warn(fmt::format("not all sources are in the bundle: they are larger "
                       "than {} MiB; --no-sources leaves out all",
                       Most >> 20));
      break;
    }
    if (Status Done = Out.addFile(Name, Path); !Done)
      return Done;
  }
  return success();
}

static constexpr const char *Readme =
    R"(This is a Lockstep bundle: a trace of an execution that failed, and what its
replay needs.

  lockstep replay BUNDLE          runs it again, under the same schedule
  lockstep replay --gdb BUNDLE    the same in gdb

Replaying runs the program that is in here, with your rights. Do so only if you
trust where the bundle comes from; a container or another user is safer.

  bundle.json         the program, its arguments, its libraries with build ids
  trace.lstrace       the schedule; 'lockstep show' prints it
  program/            the program
  libraries/          its own libraries; those of the system are listed only
  sources/            the files that trace and report name
  report.txt          what a replay reported where the bundle was made
  doctor.txt          what 'lockstep doctor' said there
)";

std::string Bundling::report() const {
  std::vector<std::string> Replay = {"replay",     "--color", "never",
                                     Options.Path, "--",      Program};
  for (size_t I = 1; I < Source.Arguments.size(); ++I)
    Replay.push_back(Source.Arguments[I]);
  return answerOf(std::move(Replay));
}

Status Bundling::addFacts() {
  for (const auto &[Name, Text] :
       {std::pair<std::string, std::string>("report.txt", Report),
        {"doctor.txt", answerOf({"doctor"})},
        {"README.txt", Readme},
        {BundleNames::Index,
         Index.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"}})
    if (Status Done = Out.addText(Name, Text); !Done)
      return Done;
  return success();
}

Status Bundling::run() {
  if (Status Done = addProgram(); !Done)
    return Done;
  if (Status Done = addLibraries(); !Done)
    return Done;
  Report = report();
  if (Status Done = Options.NoSources ? success() : addSources(); !Done)
    return Done;
  if (Status Done = addFacts(); !Done)
    return Done;
  return Out.finish();
}

/// "bank-1f3a.tar.gz" for a trace "…/bank-1f3a.lstrace".
static std::string defaultOutput(const std::string &Path) {
  std::string Name = fileName(Path);
  return Name.substr(0, Name.rfind(".lstrace")) + ".tar.gz";
}

int cli::bundleMain(const Arguments &Given) {
  CommandParser Parser("bundle",
                       "Puts a trace, its program and what else a replay needs "
                       "into one file, for a bug report. 'lockstep replay' "
                       "takes it. After --, another copy of the program may be "
                       "named.",
                       "[options] FILE [-- program]");
  BundleOptions Options;
  Parser.app().add_option("FILE", Options.Path)->required();
  Parser.app()
      .add_option("-o,--output", Options.Output,
                  "where to write it: .tar.gz or .tar.zst (default: the "
                  "trace's name with .tar.gz, here)")
      ->type_name("FILE");
  Parser.app().add_flag("--no-sources", Options.NoSources,
                        "leave out the source files");
  Parser.app().add_flag("--with-libraries", Options.WithLibraries,
                        "put in the system's libraries as well, to look at");
  Parser.takeProgram();
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  if (Options.Output.empty())
    Options.Output = defaultOutput(Options.Path);
  if (!Options.Output.ends_with(".tar.gz") &&
      !Options.Output.ends_with(".tar.zst"))
    return Parser.fail(fmt::format("the bundle '{}' must end in .tar.gz or "
                                   ".tar.zst",
                                   Options.Output));
  Result<Trace> Source = readTrace(Options.Path);
  if (!Source)
    return fail(Source.error());
  Result<ProgramFile> Program = findProgram(
      Parser.program().empty() ? Source->Program : Parser.program().front(),
      EnvironmentBlock::inherited().get("PATH"));
  if (!Program || Program->IsScript)
    return fail(fmt::format("the trace's program is not usable: {}; name "
                            "another after --",
                            Program ? "it is a script" : Program.error()));
  if (Status Done = Bundling(*Source, Program->Path, Options).run(); !Done) {
    unlink(Options.Output.c_str());
    return fail(Done.error());
  }
  fmt::print("{}\n", escapeText(Options.Output));
  return 0;
}
