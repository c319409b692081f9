//===- ShowCommand.cpp - lockstep show ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "Schedule.h"
#include "Terminal.h"
#include "TraceFile.h"

#include "base/Nearest.h"
#include "base/Number.h"
#include "platform/SourceFiles.h"
#include "report/Report.h"

#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

namespace {
/// The command line, as it was given.
struct ShowOptions {
  std::string Path, Steps, Thread, Object;
  std::optional<uint64_t> Around;
  bool All = false, AsJson = false;
  TableOptions Table;
};
} // namespace

/// "120..180", "120..", "..180" or "120".
static Status parseSteps(std::string_view Text, ScheduleQuery &Which) {
  size_t Dots = Text.find("..");
  std::string_view First = Text.substr(0, Dots);
  std::string_view Last =
      Dots == std::string_view::npos ? First : Text.substr(Dots + 2);
  bool Good = Text != "..";
  if (!First.empty() || Dots == std::string_view::npos)
    Good &= parseNumber(First, Which.First);
  if (!Last.empty())
    Good &= parseNumber(Last, Which.Last);
  if (!Good || Which.First > Which.Last)
    return Error{fmt::format("--steps '{}': give the first and the last step, "
                             "such as 120..180, 120.. or ..180",
                             Text)};
  return success();
}

/// Some steps before and after one, which is marked.
static Status lookAround(uint64_t Step, const Schedule &Of,
                         ScheduleQuery &Which) {
  constexpr uint64_t Distance = 10;
  size_t Count = Of.trace().Decisions.size();
  if (Step >= Count)
    return Error{
        fmt::format("--around {}: there is no such step; the trace has {}",
                    Step, Count ? fmt::format("0 to {}", Count - 1) : "none")};
  Which.First = Step - std::min(Step, Distance);
  Which.Last = Step + Distance;
  Which.Mark = Step;
  return success();
}

/// "1", "T1" or the name that the program gave the thread.
static Status parseThread(const std::string &Text, const Schedule &Of,
                          ScheduleQuery &Which) {
  const std::vector<TraceThread> &Threads = Of.trace().Threads;
  std::string_view Number = Text;
  if (Number.starts_with("T"))
    Number.remove_prefix(1);
  uint64_t Id = 0;
  if (parseNumber(Number, Id) && Id < Of.threadCount()) {
    Which.Thread = ThreadId(uint32_t(Id));
    return success();
  }
  for (uint32_t I = 0; I < Threads.size(); ++I)
    if (Threads[I].Name == Text) {
      Which.Thread = ThreadId(I);
      return success();
    }
  std::string Existing = Of.threadCount()
                             ? fmt::format("T0 to T{}", Of.threadCount() - 1)
                             : "none";
  return Error{fmt::format("--thread '{}': there is no such thread; the trace "
                           "has {}",
                           Text, Existing)};
}

/// "3", "O3" or what the schedule calls the object; a name that several have
/// stands for all of them.
static Status parseObject(const std::string &Text, Schedule &Of,
                          ScheduleQuery &Which) {
  uint32_t Count = uint32_t(Of.trace().Objects.size());
  for (uint32_t I = 0; I < Count; ++I)
    if (Of.objectName(ObjectId(I)) == Text)
      Which.Objects.push_back(ObjectId(I));
  std::string_view Number = Text;
  if (Number.starts_with("O"))
    Number.remove_prefix(1);
  uint64_t Id = 0;
  if (Which.Objects.empty() && parseNumber(Number, Id) && Id < Count)
    Which.Objects.push_back(ObjectId(uint32_t(Id)));
  if (!Which.Objects.empty())
    return success();
  std::vector<std::string> Names;
  for (uint32_t I = 0; I < Count; ++I)
    Names.push_back(Of.objectName(ObjectId(I)));
  std::string_view Near =
      nearest(Text, std::vector<std::string_view>(Names.begin(), Names.end()));
  return Error{fmt::format(
      "--object '{}': there is no such object{}; the trace has {}", Text,
      Near.empty() ? "" : fmt::format(" (did you mean '{}'?)", Near),
      Count ? fmt::format("O0 to O{}", Count - 1) : "none")};
}

static void addOptions(CLI::App &App, ShowOptions &Given) {
  App.add_option("FILE", Given.Path)->required();
  App.add_option("--steps", Given.Steps,
                 "only these steps; either end may be absent")
      ->type_name("FIRST..LAST");
  App.add_option("--around", Given.Around,
                 "only this step, marked, and ten before and after it")
      ->type_name("STEP")
      ->excludes("--steps");
  App.add_option("--thread", Given.Thread,
                 "only this thread: 1, T1 or its name")
      ->type_name("THREAD");
  App.add_option("--object", Given.Object,
                 "only what is done to this object: its name, 3 or O3")
      ->type_name("OBJECT");
  App.add_flag("--all", Given.All,
               "every step; else the middle of a long stretch of one thread "
               "is folded, when no part was asked for");
  App.add_flag("--json", Given.AsJson,
               "JSON lines: the header, then one line per decision, then "
               "where each thread stood at the end");
}

static Status select(const ShowOptions &Given, Schedule &Of,
                     ScheduleQuery &Which) {
  if (Given.Around)
    if (Status Good = lookAround(*Given.Around, Of, Which); !Good)
      return Good;
  if (!Given.Thread.empty())
    if (Status Good = parseThread(Given.Thread, Of, Which); !Good)
      return Good;
  if (!Given.Object.empty())
    if (Status Good = parseObject(Given.Object, Of, Which); !Good)
      return Good;
  Which.Fold = !Given.All && Given.Steps.empty() && !Given.Around &&
               Given.Thread.empty() && Given.Object.empty();
  return success();
}

/// Whether the trace knows what its report said; older ones do not.
static bool hasFindingText(const Trace &Source) {
  return Source.Accesses.size() >= 2 ||
         (isMemoryError(Source.Outcome) && !Source.Stacks.empty());
}

static void printSchedule(Schedule &Of, const ScheduleQuery &Which,
                          const ShowOptions &Given, bool HasEvents) {
  SourceFiles Sources(SourceFiles::foldersFor(Of.trace().Program));
  ReportStyle Style;
  Style.Color = Given.Table.useColor();
  Style.Width = Given.Table.width();
  ReportContext Context(Of.record(), Of.symbols(), Sources, Style);
  printScheduleHeader(Of, HasEvents);
  if (hasFindingText(Of.trace()))
    fmt::print("{}\n", findingText(Context));
  fmt::print("{}", renderSchedule(Context, Which));
}

int cli::showMain(const Arguments &Given) {
  CommandParser Parser("show",
                       "Prints the schedule of a trace, in columns by thread. "
                       "Needs nothing but the file; source lines are shown "
                       "where they can be read.",
                       "[options] FILE");
  ShowOptions Options;
  addOptions(Parser.app(), Options);
  Options.Table.addTo(Parser);
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  ScheduleQuery Which;
  if (Parser.app().count("--steps"))
    if (Status Good = parseSteps(Options.Steps, Which); !Good)
      return Parser.fail(Good.error());
  Result<Trace> Source = readTrace(Options.Path);
  if (!Source)
    return fail(Source.error());
  bool HasEvents = !Source->Events.empty();
  Schedule Described(std::move(*Source));
  if (Status Good = select(Options, Described, Which); !Good)
    return fail(Good.error());
  if (Options.AsJson)
    printScheduleJson(Described, Which);
  else
    printSchedule(Described, Which, Options, HasEvents);
  return 0;
}
