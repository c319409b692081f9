//===- ShrinkCommand.cpp - lockstep shrink --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"
#include "RunOptions.h"
#include "TraceLaunch.h"

#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

static constexpr VariableOption Bounds[] = {
    {"-t,--time", "LOCKSTEP_TIME", "SECONDS",
     "wall time after which the best so far is the result (default 60)"},
    {"-j,--jobs", "LOCKSTEP_JOBS", "N",
     "executions side by side; auto: one per core (default 1); the result does "
     "not depend on it"},
};

namespace {
/// What becomes parameters of the task.
struct TaskOptions {
  uint64_t Attempts = 0; ///< 0: not given
  std::string Signature = "same";
  std::string Output;
  bool Prove = false;
};
} // namespace

static void addTo(CommandParser &Parser, TaskOptions &To) {
  Parser.app()
      .add_option("-o,--out", To.Output,
                  "the file for the result (default: beside FILE, with the "
                  "ending .min.lstrace)")
      ->type_name("FILE")
      ->group("Shrinking");
  Parser.app()
      .add_option("--max-attempts", To.Attempts,
                  "executions after which the best so far is the result "
                  "(default: only the time is a bound)")
      ->check(CLI::Range(uint64_t(1), uint64_t(1000000000000)))
      ->type_name("N")
      ->group("Shrinking");
  Parser.app()
      .add_option("--signature", To.Signature,
                  "what of the finding must stay: kind, place and objects "
                  "(same, the default), or the kind alone")
      ->check(CLI::IsMember({"same", "kind"}))
      ->type_name("same|kind")
      ->group("Shrinking");
  Parser.app()
      .add_flag("--prove", To.Prove,
                "go through every simpler schedule, to show that none fails; "
                "only the bounds end this")
      ->group("Shrinking");
}

/// The task in words of LOCKSTEP_TASK.
static Result<std::string> taskOf(const TaskOptions &Given) {
  std::string Task = "shrink";
  if (Given.Prove)
    Task += ":prove=1";
  if (Given.Attempts)
    Task += fmt::format(":attempts={}", Given.Attempts);
  if (Given.Signature != "same")
    Task += ":signature=" + Given.Signature;
  if (!Given.Output.empty()) {
    Result<std::string> Output = taskValue("--out", Given.Output);
    if (!Output)
      return Output;
    Task += ":out=" + *Output;
  }
  return Task;
}

int cli::shrinkMain(const Arguments &Given) {
  CommandParser Parser("shrink",
                       "Looks for the simplest schedule that leads to the same "
                       "finding as a trace: with the fewest context switches, "
                       "those first that nothing but the scheduler asks for. "
                       "The result is a trace, too.",
                       "[options] FILE [-- program [arguments...]]");
  std::string Path;
  Parser.app().add_option("FILE", Path)->required();
  VariableOptions Limits(Bounds);
  Limits.addTo(Parser, "Shrinking");
  TaskOptions Wanted;
  addTo(Parser, Wanted);
  RunOptions Options;
  Options.addTo(Parser, /*ForReplay=*/true);
  Parser.takeProgram();
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  return launchTask(Parser, Options, Limits, Path, taskOf(Wanted));
}
