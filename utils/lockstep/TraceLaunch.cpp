//===- TraceLaunch.cpp - Starting the program of a trace ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TraceLaunch.h"
#include "TraceFile.h"

#include <climits>
#include <cstdlib>
#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

EnvironmentBlock cli::environmentForTrace() {
  EnvironmentBlock Environment = EnvironmentBlock::inherited();
  for (const char *Name :
       {"LOCKSTEP_ITERATIONS", "LOCKSTEP_TIME", "LOCKSTEP_JOBS",
        "LOCKSTEP_SEED", "LOCKSTEP_STRATEGY", "LOCKSTEP_TASK",
        "LOCKSTEP_BUNDLE"})
    Environment.remove(Name);
  return Environment;
}

/// The variables that traces keep are as they were then, or absent. All others
/// stay: a trace may come from anywhere, and does not decide what is loaded
/// into the program, nor what Lockstep does.
static void restoreEnvironment(const Trace &Source,
                               EnvironmentBlock &Environment) {
  Environment.removeRelevant();
  for (const std::string &Entry : Source.Environment) {
    size_t Equals = Entry.find('=');
    if (Equals == std::string::npos || Entry.find('\0') != std::string::npos)
      continue;
    std::string Name = Entry.substr(0, Equals);
    if (isRelevantVariable(Name))
      Environment.set(Name, Entry.substr(Equals + 1));
  }
}

/// What the trace was recorded with, or what follows `--`.
static Result<Arguments> commandLine(const Trace &Source,
                                     const Arguments &Given) {
  if (!Given.empty())
    return Given;
  if (Source.Program.empty())
    return Error{"the trace names no program; give it after --"};
  Arguments Line = Source.Arguments;
  if (Line.empty())
    Line.push_back(Source.Program);
  return Line;
}

static Result<ProgramFile> program(const Trace &Source, const Arguments &Given,
                                   const EnvironmentBlock &Environment) {
  // The program's own path, not its first argument, which may be relative to
  // another folder.
  Result<ProgramFile> Found = findProgram(
      Given.empty() ? Source.Program : Given.front(), Environment.get("PATH"));
  if (Found && Found->IsScript)
    return Error{fmt::format("'{}' is a script, which has no schedule; name "
                             "the program that it starts",
                             Found->Path)};
  if (!Found && Given.empty())
    return Error{fmt::format("the trace's program is not usable: {}; name "
                             "another after --",
                             Found.error())};
  return Found;
}

int cli::launchTrace(const CommandParser &Parser, const RunOptions &Options,
                     TraceLaunch What) {
  EnvironmentBlock &Environment = What.Environment;
  if (Status Good = checkSettings(Environment); !Good)
    return fail(Good.error());
  if (Status Good = Options.apply(Environment); !Good)
    return Parser.fail(Good.error());
  Result<Trace> Source = readTrace(What.Path);
  if (!Source)
    return fail(Source.error());
  if (Status Good = What.Check ? What.Check(*Source) : success(); !Good)
    return Parser.fail(Good.error());
  Result<Arguments> Line = commandLine(*Source, Parser.program());
  if (!Line)
    return fail(Line.error());
  if (!What.Program.empty())
    Source->Program = What.Program;
  Result<ProgramFile> Program = program(*Source, Parser.program(), Environment);
  if (!Program)
    return fail(Program.error());
  Result<std::string> Runtime = findRuntime(Environment);
  if (!Runtime)
    return fail(Runtime.error());

  char Absolute[PATH_MAX];
  if (!realpath(What.Path.c_str(), Absolute))
    return fail(fmt::format("cannot read '{}'", What.Path));
  restoreEnvironment(*Source, Environment);
  Environment.set("LOCKSTEP_TRACE", Absolute);
  if (!What.Task.empty())
    Environment.set("LOCKSTEP_TASK", What.Task);
  Environment.set("LOCKSTEP_PROGRAM", Program->Path);
  if (Status Good = preload(Environment, *Runtime); !Good)
    return fail(Good.error());
  if (What.Execute)
    return fail(What.Execute(*Source, *Program, *Line, Environment).Message);
  return fail(execute(*Program, *Line, Environment).Message);
}

int cli::launchTask(const CommandParser &Parser, const RunOptions &Options,
                    const VariableOptions &Variables, const std::string &Path,
                    const Result<std::string> &Task) {
  EnvironmentBlock Environment = environmentForTrace();
  // What was wrong before is not an option's fault.
  if (Status Good = checkSettings(Environment); !Good)
    return fail(Good.error());
  Variables.apply(Environment);
  if (Status Good = checkSettings(Environment); !Good)
    return Parser.fail(Variables.asOption(Good.error()));
  if (!Task)
    return Parser.fail(Task.error());
  return launchTrace(Parser, Options, {Path, *Task, std::move(Environment)});
}

Result<std::string> cli::taskValue(const std::string &Option,
                                   const std::string &Value) {
  return quotedValue(Option, Value, "LOCKSTEP_TASK");
}
