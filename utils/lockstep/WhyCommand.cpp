//===- WhyCommand.cpp - lockstep why --------------------------------------===//
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

static constexpr VariableOption JobsOption[] = {
    {"-j,--jobs", "LOCKSTEP_JOBS", "N",
     "executions side by side; auto: one per core (default 1); the result does "
     "not depend on it"},
};

int cli::whyMain(const Arguments &Given) {
  CommandParser Parser(
      "why",
      "Looks for the step of a trace after which the program "
      "is likely to fail: follows longer and longer beginnings "
      "of its schedule, goes on by chance, and counts how "
      "often that ends in the same kind of finding.",
      "[options] FILE [-- program [arguments...]]");
  std::string Path;
  uint64_t Samples = 40, Seed = 1;
  Parser.app().add_option("FILE", Path)->required();
  Parser.app()
      .add_option("--samples", Samples,
                  "executions for each beginning (default 40)")
      ->check(CLI::Range(uint64_t(1), uint64_t(1000000)))
      ->type_name("N")
      ->group("Sampling");
  Parser.app()
      .add_option("--seed", Seed, "of what comes after (default 1)")
      ->check(CLI::Range(uint64_t(0), uint64_t(1000000000000000000)))
      ->type_name("N")
      ->group("Sampling");
  VariableOptions Jobs(JobsOption);
  Jobs.addTo(Parser, "Sampling");
  RunOptions Options;
  Options.addTo(Parser, /*ForReplay=*/true);
  Parser.takeProgram();
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  return launchTask(Parser, Options, Jobs, Path,
                    fmt::format("why:samples={}:seed={}", Samples, Seed));
}
