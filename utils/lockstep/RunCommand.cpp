//===- RunCommand.cpp - lockstep run --------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "Launch.h"
#include "RunOptions.h"

#include "strategies/Strategies.h"

#include <algorithm>
#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

namespace {
constexpr VariableOption Bounds[] = {
    {"-n,--iterations", "LOCKSTEP_ITERATIONS", "N",
     "executions to run (default 1000, or unbounded with --time)"},
    {"-t,--time", "LOCKSTEP_TIME", "SECONDS",
     "wall time after which the campaign ends; decimals are possible"},
    {"-j,--jobs", "LOCKSTEP_JOBS", "N",
     "executions side by side; auto: one per core (default 1)"},
    {"-s,--strategy", "LOCKSTEP_STRATEGY", "SPEC",
     "the algorithm that chooses the schedules, such as pct:depth=4; "
     "'lockstep strategies' lists them (default auto)"},
    {"--seed", "LOCKSTEP_SEED", "N",
     "the campaign's seed; the same seed gives the same schedules (default "
     "1)"},
    {"--stop", "LOCKSTEP_STOP", "WHEN",
     "end the campaign before that, too: saturated, when nothing new is to be "
     "expected"},
    {"--corpus", "LOCKSTEP_CORPUS", "FOLDER",
     "where campaigns keep executions for the next ones, which begin with "
     "them"},
};
} // namespace

static Status checkStrategy(EnvironmentBlock &Environment) {
  std::string Spec = Environment.get("LOCKSTEP_STRATEGY");
  if (Spec.empty())
    Environment.set("LOCKSTEP_STRATEGY", Spec = DefaultStrategy);
  if (auto Known = canonicalSpec(Spec); !Known)
    return Error{Known.error()};
  return success();
}

/// Everything the runtime is to know, except the program.
static Status prepare(EnvironmentBlock &Environment,
                      const RunOptions &Options) {
  Environment.remove("LOCKSTEP_TRACE");
  Environment.remove("LOCKSTEP_TASK");
  if (Status Good = Options.apply(Environment); !Good)
    return Good;
  if (Status Good = checkSettings(Environment); !Good)
    return Good;
  return checkStrategy(Environment);
}

/// Programs that become another one, or start it.
static bool isWrapper(std::string_view Path) {
  constexpr std::string_view Wrappers[] = {
      "bash",   "chrt",   "dash",    "env",     "gdb",     "ionice", "lldb",
      "nice",   "nohup",  "numactl", "prlimit", "setarch", "setsid", "sh",
      "stdbuf", "strace", "taskset", "time",    "timeout", "xargs"};
  std::string_view Name = Path.substr(Path.rfind('/') + 1);
  return std::find(std::begin(Wrappers), std::end(Wrappers), Name) !=
         std::end(Wrappers);
}

/// A script's interpreter and a wrapper must be left alone; what they start is
/// driven when it carries hooks.
static void nameProgram(const ProgramFile &Program,
                        EnvironmentBlock &Environment) {
  bool Wraps = !Program.IsInstrumented && isWrapper(Program.Path);
  if (Program.IsScript || Wraps) {
    Environment.remove("LOCKSTEP_PROGRAM");
    if (Program.IsScript)
      warn(fmt::format("'{}' is a script; the instrumented programs that it "
                       "starts are driven, each as a campaign of its own",
                       Program.Path));
    return;
  }
  Environment.set("LOCKSTEP_PROGRAM", Program.Path);
}

int cli::runMain(const Arguments &Given) {
  CommandParser Parser("run",
                       "Runs a program again and again, each time under "
                       "another schedule, until it fails or the bound is "
                       "reached. A finding is reported and saved as a trace.",
                       "[options] [--] program [arguments...]");
  VariableOptions Campaign(Bounds);
  Campaign.addTo(Parser, "Campaign");
  RunOptions Options;
  Options.addTo(Parser, /*ForReplay=*/false);
  Parser.takeProgramAtOnce();
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  if (Parser.program().empty())
    return Parser.fail("which program? Its name is missing");

  // Before the single options: what is wrong in the environment is to be named
  // as a variable, what is wrong here as an option.
  EnvironmentBlock Environment = EnvironmentBlock::inherited();
  if (Status Good = checkSettings(Environment); !Good)
    return fail(Good.error());
  Campaign.apply(Environment);
  if (Status Good = prepare(Environment, Options); !Good)
    return Parser.fail(Campaign.asOption(Good.error()));
  Result<ProgramFile> Program =
      findProgram(Parser.program().front(), Environment.get("PATH"));
  if (!Program)
    return fail(Program.error());
  Result<std::string> Runtime = findRuntime(Environment);
  if (!Runtime)
    return fail(Runtime.error());
  if (Status Good = preload(Environment, *Runtime); !Good)
    return fail(Good.error());
  nameProgram(*Program, Environment);
  return fail(execute(*Program, Parser.program(), Environment).Message);
}
