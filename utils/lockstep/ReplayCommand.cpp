//===- ReplayCommand.cpp - lockstep replay --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "Gdb.h"
#include "RunOptions.h"
#include "TraceLaunch.h"

using namespace lockstep;
using namespace lockstep::cli;

int cli::replayMain(const Arguments &Given) {
  CommandParser Parser("replay",
                       "Runs the program of a trace once, under the recorded "
                       "schedule, and reports what happens. After --, another "
                       "copy of the program with its arguments may be named.",
                       "[options] FILE [-- program [arguments...]]");
  std::string Path;
  Parser.app().add_option("FILE", Path)->required();
  RunOptions Options;
  GdbOptions Gdb;
  Gdb.addTo(Parser);
  Options.addTo(Parser, /*ForReplay=*/true);
  Parser.takeProgram();
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  TraceLaunch What{Path, "", environmentForTrace()};
  What.Check = [&](const Trace &Source) { return Gdb.check(Source); };
  if (Gdb.wanted())
    What.Execute = [&](const Trace &Source, const ProgramFile &Program,
                       const Arguments &Line,
                       const EnvironmentBlock &Environment) {
      return Gdb.execute(Source, Program, Line, Environment);
    };
  return launchTrace(Parser, Options, What);
}
