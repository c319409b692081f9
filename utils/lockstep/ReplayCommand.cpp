//===- ReplayCommand.cpp - lockstep replay --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Archive.h"
#include "Bundle.h"
#include "Command.h"
#include "Gdb.h"
#include "RunOptions.h"
#include "Subprocess.h"
#include "TraceLaunch.h"

#include "base/Number.h"
#include "strategies/Strategies.h"

#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

namespace {
constexpr VariableOption Continuations[] = {
    {"-n,--iterations", "LOCKSTEP_ITERATIONS", "N",
     "continuations to run (needs --continue; default 100)"},
    {"-s,--strategy", "LOCKSTEP_STRATEGY", "SPEC",
     "the algorithm that goes on; 'lockstep strategies' lists them (needs "
     "--continue; default random)"},
    {"--seed", "LOCKSTEP_SEED", "N",
     "the seed that the continuations' own come from (needs --continue; "
     "default 1)"},
};

/// How a trace is replayed, if not once.
class Manner {
public:
  void addTo(CommandParser &Parser);
  /// Completes \p What. An error when options do not go together.
  Status apply(TraceLaunch &What, bool InGdb) const;

private:
  bool Continue = false;
  std::string Repeat;
  VariableOptions Variables{Continuations};
};
} // namespace

void Manner::addTo(CommandParser &Parser) {
  Parser.app()
      .add_flag("--continue", Continue,
                "follow the trace as far as the program, which may have "
                "changed, does; then go on, each time under another seed")
      ->group("Schedule");
  Variables.addTo(Parser, "Schedule");
  Parser.app()
      .add_option("--repeat", Repeat, "replay N times, and compare")
      ->type_name("N")
      ->group("Schedule");
}

Status Manner::apply(TraceLaunch &What, bool InGdb) const {
  if (Continue + InGdb + !Repeat.empty() > 1)
    return Error{"--continue, --repeat and --gdb exclude each other; give one"};
  EnvironmentBlock Before = What.Environment;
  Variables.apply(What.Environment);
  if (!Continue && Before.entries() != What.Environment.entries())
    return Error{"--iterations, --strategy and --seed are about what comes "
                 "after the trace; add --continue"};
  if (uint64_t Times; !Repeat.empty()) {
    if (!parseNumber(Repeat, Times) || !Times || Times > 1000000000)
      return Error{fmt::format("--repeat takes a number from 1 to 1000000000, "
                               "not '{}'",
                               Repeat)};
    What.Task = "repeat:times=" + Repeat;
  }
  if (!Continue)
    return success();
  What.Task = "continue";
  if (What.Environment.get("LOCKSTEP_ITERATIONS").empty())
    What.Environment.set("LOCKSTEP_ITERATIONS", "100");
  if (Status Good = checkSettings(What.Environment); !Good)
    return Error{Variables.asOption(Good.error())};
  std::string Spec = What.Environment.get("LOCKSTEP_STRATEGY");
  if (auto Known = canonicalSpec(Spec.empty() ? DefaultStrategy : Spec); !Known)
    return Error{Known.error()};
  return success();
}

int cli::replayMain(const Arguments &Given) {
  CommandParser Parser("replay",
                       "Runs the program of a trace once, under the recorded "
                       "schedule, and reports what happens. After --, another "
                       "copy of the program with its arguments may be named. "
                       "FILE may be a bundle of lockstep bundle.",
                       "[options] FILE [-- program [arguments...]]");
  std::string Path;
  Parser.app().add_option("FILE", Path)->required();
  RunOptions Options;
  GdbOptions Gdb;
  Gdb.addTo(Parser);
  Manner How;
  How.addTo(Parser);
  Options.addTo(Parser, /*ForReplay=*/true);
  Parser.takeProgram();
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  TraceLaunch What{Path, "", environmentForTrace()};
  if (Status Good = How.apply(What, Gdb.wanted()); !Good)
    return Parser.fail(Good.error());
  What.Check = [&](const Trace &Source) { return Gdb.check(Source); };
  if (Gdb.wanted())
    What.Execute = [&](const Trace &Source, const ProgramFile &Program,
                       const Arguments &Line,
                       const EnvironmentBlock &Environment) {
      return Gdb.execute(Source, Program, Line, Environment);
    };
  if (!isArchive(Path))
    return launchTrace(Parser, Options, What);
  Result<UnpackedBundle> Bundle = UnpackedBundle::unpack(Path);
  if (!Bundle)
    return fail(Bundle.error());
  What.Path = Bundle->trace();
  What.Program = Bundle->program();
  What.Environment.set("LOCKSTEP_BUNDLE", Path);
  if (std::string Folder = Bundle->libraries(); !Folder.empty()) {
    std::string Before = What.Environment.get("LD_LIBRARY_PATH");
    What.Environment.set("LD_LIBRARY_PATH",
                         Folder + (Before.empty() ? "" : ":" + Before));
  }
  return inOtherProcess([&] { return launchTrace(Parser, Options, What); });
}
