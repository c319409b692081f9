//===- Environment.cpp - The LOCKSTEP_* variables -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Environment.h"
#include "base/Nearest.h"
#include "base/Number.h"

using namespace lockstep;

static constexpr std::string_view Prefix = "LOCKSTEP_";

static constexpr VariableInfo Variables[] = {
    {"LOCKSTEP_ITERATIONS", "a number from 1", "executions to run"},
    {"LOCKSTEP_TIME", "seconds, such as 30 or 0.5",
     "wall time after which the campaign ends"},
    {"LOCKSTEP_JOBS", "a number up to 1024, or auto",
     "executions side by side; auto or 0: one per core"},
    {"LOCKSTEP_SEED", "a number", "seed of the campaign"},
    {"LOCKSTEP_STRATEGY", "a strategy, such as pct:depth=4",
     "the algorithm that chooses the schedules"},
    {"LOCKSTEP_STOP", "saturated",
     "end the campaign, too, when nothing new is to be expected"},
    {"LOCKSTEP_CORPUS", "a folder",
     "executions that campaigns keep, and begin with"},
    {"LOCKSTEP_TRACE", "a file", "the trace to replay"},
    {"LOCKSTEP_TASK", "a task, such as shrink",
     "what to do with the trace, if not to replay it"},
    {"LOCKSTEP_OPTIONS", "name=value:name=value",
     "everything else; help=1 lists it"},
    {"LOCKSTEP_PROGRAM", "a file",
     "the only program to drive; lockstep run sets it"},
    {"LOCKSTEP_BUNDLE", "a file",
     "the bundle that the trace is from; lockstep replay sets it"},
    {"LOCKSTEP_RUNTIME", "a file", "the runtime library to load"},
    {"LOCKSTEP_IGNORELIST", "a file",
     "what the pass leaves alone, at compile time"},
    {"LOCKSTEP_RUNTIME_PATH", "a file",
     "the path of the runtime that the pass records, at compile time"},
    {"LOCKSTEP_PASS_STATS", "1", "the pass says what it did, at compile time"},
    {"LOCKSTEP_CC", "a command", "the C compiler of lockstep-clang"},
    {"LOCKSTEP_CXX", "a command", "the C++ compiler of lockstep-clang++"},
    {"LOCKSTEP_RESTARTED", "1", "set when a program started itself again"},
};

static constexpr std::string_view RelevantNames[] = {
    "LANG",         "TZ",           "HOME",          "TMPDIR",
    "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "GLIBC_TUNABLES"};
static constexpr std::string_view RelevantPrefixes[] = {
    "LC_", "OMP_", "GOMP_", "KMP_", "TBB_", "MALLOC_"};

bool lockstep::isRelevantVariable(std::string_view Name) {
  for (std::string_view Relevant : RelevantNames)
    if (Name == Relevant)
      return true;
  for (std::string_view Relevant : RelevantPrefixes)
    if (Name.starts_with(Relevant))
      return true;
  return false;
}

std::span<const VariableInfo> lockstep::environmentTable() { return Variables; }

static bool isKnown(std::string_view Name) {
  for (const VariableInfo &Variable : Variables)
    if (Variable.Name == Name)
      return true;
  return false;
}

static std::string unknownVariable(std::string_view Name) {
  // The prefix is common to all: it would make any two names look alike.
  std::vector<std::string_view> Names;
  for (const VariableInfo &Variable : Variables)
    Names.push_back(Variable.Name.substr(Prefix.size()));
  std::string Message =
      "there is no variable " + std::string(Name) + "; Lockstep ignores it";
  std::string_view Near = nearest(Name.substr(Prefix.size()), Names);
  if (!Near.empty())
    Message = "there is no variable " + std::string(Name) + "; did you mean " +
              std::string(Prefix) + std::string(Near) + "?";
  return Message;
}

static Error badValue(std::string_view Name, std::string_view Value,
                      std::string_view Mend) {
  return Error{std::string(Name) + "='" + std::string(Value) +
               "': " + std::string(Mend)};
}

/// Seconds with up to three decimals that count, as milliseconds. A positive
/// time is never rounded to none.
static bool parseSeconds(std::string_view Text, uint64_t &Milliseconds) {
  constexpr uint64_t MostSeconds = 1'000'000'000;
  size_t Point = Text.find('.');
  std::string_view Whole = Text.substr(0, Point);
  std::string_view Part =
      Point == std::string_view::npos ? "" : Text.substr(Point + 1);
  uint64_t Seconds = 0, Thousandths = 0;
  if (Whole.empty() && Part.empty())
    return false;
  if (!Whole.empty() && !parseNumber(Whole, Seconds))
    return false;
  bool Remainder = false;
  for (size_t I = 0; I < Part.size(); ++I) {
    if (Part[I] < '0' || Part[I] > '9')
      return false;
    if (I < 3)
      Thousandths = Thousandths * 10 + uint64_t(Part[I] - '0');
    else
      Remainder |= Part[I] != '0';
  }
  for (size_t I = Part.size(); I < 3; ++I)
    Thousandths *= 10;
  if (Seconds > MostSeconds)
    return false;
  Milliseconds = Seconds * 1000 + Thousandths + Remainder;
  return Milliseconds > 0;
}

namespace {
/// Takes the variables in one after another.
class SettingsReader {
public:
  explicit SettingsReader(uint64_t Cores) : Cores(Cores ? Cores : 1) {}

  Status take(std::string_view Name, std::string_view Value) {
    Settings &S = Parsed.Values;
    if (Name == "LOCKSTEP_ITERATIONS") {
      HasIterations = true;
      if (!parseNumber(Value, S.Iterations) || S.Iterations == 0)
        return badValue(Name, Value, "give a whole number from 1");
    } else if (Name == "LOCKSTEP_TIME") {
      if (!parseSeconds(Value, S.TimeMilliseconds))
        return badValue(Name, Value, "give seconds above 0, such as 30 or 0.5");
    } else if (Name == "LOCKSTEP_JOBS") {
      return takeJobs(Value);
    } else if (Name == "LOCKSTEP_SEED") {
      if (!parseNumber(Value, S.Seed))
        return badValue(Name, Value,
                        "give a whole number below 18446744073709551616");
    } else if (Name == "LOCKSTEP_STRATEGY") {
      S.Strategy = Value;
    } else if (Name == "LOCKSTEP_STOP") {
      if (Value != "saturated")
        return badValue(Name, Value, "give saturated, or leave it out");
      S.StopWhenSaturated = true;
    } else if (Name == "LOCKSTEP_CORPUS") {
      S.Corpus = Value;
    } else if (Name == "LOCKSTEP_TRACE") {
      S.TracePath = Value;
    } else if (Name == "LOCKSTEP_TASK") {
      if (Result<Task> Asked = parseTask(Value); !Asked)
        return Error{Asked.error()};
      S.Task = Value;
    } else if (Name == "LOCKSTEP_OPTIONS") {
      return takeOptions(Value);
    } else if (Name == "LOCKSTEP_PROGRAM") {
      S.ProgramPath = Value;
    } else if (Name == "LOCKSTEP_BUNDLE") {
      S.Bundle = Value;
    } else if (Name == "LOCKSTEP_RUNTIME") {
      S.RuntimePath = Value;
    } else if (!isKnown(Name)) {
      Parsed.Warnings.push_back(unknownVariable(Name));
    }
    return success();
  }

  Result<ParsedSettings> finish() {
    if (Parsed.Values.TracePath.empty() && Parsed.Values.Task != DefaultTask)
      return Error{"LOCKSTEP_TASK='" + Parsed.Values.Task +
                   "': name the trace that it is about in LOCKSTEP_TRACE"};
    if (!HasIterations && Parsed.Values.TimeMilliseconds)
      Parsed.Values.Iterations = UnboundedIterations;
    return std::move(Parsed);
  }

private:
  Status takeJobs(std::string_view Value) {
    constexpr uint64_t MostJobs = 1024;
    uint64_t &Jobs = Parsed.Values.Jobs;
    if (Value != "auto" && (!parseNumber(Value, Jobs) || Jobs > MostJobs))
      return badValue("LOCKSTEP_JOBS", Value,
                      "give a whole number from 1 to 1024, or auto");
    if (Value == "auto" || Jobs == 0)
      Jobs = Cores;
    return success();
  }

  Status takeOptions(std::string_view Value) {
    Result<ParsedOptions> Options = parseOptions(Value);
    if (!Options)
      return Error{Options.error()};
    Parsed.Values.Values = Options->Values;
    for (std::string &Warning : Options->Warnings)
      Parsed.Warnings.push_back(std::move(Warning));
    return success();
  }

  ParsedSettings Parsed;
  uint64_t Cores;
  bool HasIterations = false;
};
} // namespace

Result<ParsedSettings> lockstep::parseSettings(const char *const *Environment,
                                               uint64_t Cores) {
  SettingsReader Reader(Cores);
  for (; *Environment; ++Environment) {
    std::string_view Entry = *Environment;
    size_t Equals = Entry.find('=');
    if (!Entry.starts_with(Prefix) || Equals == std::string_view::npos ||
        Equals + 1 == Entry.size())
      continue;
    Status Taken =
        Reader.take(Entry.substr(0, Equals), Entry.substr(Equals + 1));
    if (!Taken)
      return Error{Taken.error()};
  }
  return Reader.finish();
}
