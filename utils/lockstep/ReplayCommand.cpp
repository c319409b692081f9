//===- ReplayCommand.cpp - lockstep replay --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
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
  Options.addTo(Parser, /*ForReplay=*/true);
  Parser.takeProgram();
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  return launchTrace(Parser, Options, {Path, "", environmentForTrace()});
}
