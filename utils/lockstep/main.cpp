//===- main.cpp - The lockstep command ------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"

#include "base/Nearest.h"

#include <exception>
#include <fmt/core.h>
#include <new>

using namespace lockstep;
using namespace lockstep::cli;

static constexpr Command Commands[] = {
    {"run", "run a program under many schedules until it fails", runMain},
    {"replay", "run a program under the schedule of a trace", replayMain},
    {"show", "print the schedule of a trace", showMain},
    {"dump", "write a trace as text that can be edited", dumpMain},
    {"assemble", "make a trace of its text", assembleMain},
    {"shrink", "find the simplest schedule that fails as a trace does",
     shrinkMain},
    {"slice", "print the events of a trace that led to the failure", sliceMain},
    {"diff", "compare the executions of two traces", diffMain},
    {"export", "write a trace as a web page, SARIF, JUnit, …", exportMain},
    {"why", "find the step after which a program is likely to fail", whyMain},
    {"bundle", "put a trace and its program into one file", bundleMain},
    {"corpus", "show, merge or minimize what campaigns kept", corpusMain},
    {"validate", "check a trace file", validateMain},
    {"strategies", "list the algorithms that choose schedules", strategiesMain},
    {"options", "list LOCKSTEP_OPTIONS and the variables", optionsMain},
    {"doctor", "say what works on this machine and what does not", doctorMain},
};

static void printHelp() {
  fmt::print("Usage: lockstep COMMAND [options]\n\n"
             "Finds, explains and replays concurrency bugs in C and C++ "
             "programs.\n\nCommands:\n");
  for (const Command &Each : Commands)
    fmt::print("  {:<12}{}\n", Each.Name, Each.Summary);
  fmt::print("\n  --help      print this text and exit\n"
             "  --version   print the version and exit\n\n"
             "'lockstep COMMAND --help' says more; so do the man pages, such "
             "as lockstep-run(1).\n");
}

static int unknownCommand(std::string_view Given) {
  std::vector<std::string_view> Names{"--help", "--version"};
  for (const Command &Each : Commands)
    Names.push_back(Each.Name);
  std::string_view Near = nearest(Given, Names);
  fail(fmt::format(
      "there is no {} '{}'{}", Given.starts_with('-') ? "option" : "command",
      Given, Near.empty() ? "" : fmt::format("; did you mean '{}'?", Near)));
  fmt::print(stderr, "'lockstep --help' lists the commands\n");
  return ExitUsage;
}

static int dispatch(int Count, char **Values) {
  if (Count < 2) {
    fail("which command?");
    fmt::print(stderr, "'lockstep --help' lists the commands\n");
    return ExitUsage;
  }
  std::string_view Name = Values[1];
  Arguments Rest(Values + 2, Values + Count);
  if (Name == "--help" || Name == "-h" || Name == "help") {
    printHelp();
    return 0;
  }
  if (Name == "--version") {
    fmt::print("lockstep {}\n", LOCKSTEP_VERSION);
    return 0;
  }
  for (const Command &Each : Commands)
    if (Each.Name == Name)
      return Each.Main(Rest);
  return unknownCommand(Name);
}

int main(int Count, char **Values) {
  try {
    int Status = dispatch(Count, Values);
    if (fflush(stdout) != 0 || ferror(stdout))
      return fail("the output could not be written in full");
    return Status;
  } catch (const std::bad_alloc &) {
    return fail("there is not enough memory for this");
  } catch (const std::exception &Failure) {
    return fail(Failure.what());
  }
}
