//===- ReplayCommand.cpp - lockstep replay --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "Launch.h"
#include "RunOptions.h"
#include "TraceFile.h"

#include <climits>
#include <cstdlib>
#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

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

int cli::replayMain(const Arguments &Given) {
  CommandParser Parser("replay",
                       "Runs the program of a trace once, under the recorded "
                       "schedule, and reports what happens. After --, another "
                       "copy of the program with its arguments may be named.",
                       "[options] FILE [-- program [arguments...]]");
  std::string Path;
  Parser.app().add_option("FILE", Path)->required();
  RunOptions Options;
  Options.addTo(Parser, /*ForReplay=*/true);
  Parser.takeProgram();
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;

  EnvironmentBlock Environment = EnvironmentBlock::inherited();
  // What describes a campaign has no meaning here, not even when it is wrong.
  for (const char *Name :
       {"LOCKSTEP_ITERATIONS", "LOCKSTEP_TIME", "LOCKSTEP_JOBS",
        "LOCKSTEP_SEED", "LOCKSTEP_STRATEGY", "LOCKSTEP_TASK"})
    Environment.remove(Name);
  if (Status Good = checkSettings(Environment); !Good)
    return fail(Good.error());
  if (Status Good = Options.apply(Environment); !Good)
    return Parser.fail(Good.error());
  Result<Trace> Source = readTrace(Path);
  if (!Source)
    return fail(Source.error());
  Result<Arguments> Line = commandLine(*Source, Parser.program());
  if (!Line)
    return fail(Line.error());
  Result<ProgramFile> Program = program(*Source, Parser.program(), Environment);
  if (!Program)
    return fail(Program.error());
  Result<std::string> Runtime = findRuntime(Environment);
  if (!Runtime)
    return fail(Runtime.error());

  char Absolute[PATH_MAX];
  if (!realpath(Path.c_str(), Absolute))
    return fail(fmt::format("cannot read '{}'", Path));
  restoreEnvironment(*Source, Environment);
  Environment.set("LOCKSTEP_TRACE", Absolute);
  Environment.set("LOCKSTEP_PROGRAM", Program->Path);
  if (Status Good = preload(Environment, *Runtime); !Good)
    return fail(Good.error());
  return fail(execute(*Program, *Line, Environment).Message);
}
