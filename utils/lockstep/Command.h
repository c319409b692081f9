//===- Command.h - The subcommands and how they are parsed ------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_COMMAND_H
#define LOCKSTEP_CLI_COMMAND_H

#include <CLI/CLI.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::cli {

/// The exit status when the command line, a file or the program is not usable.
/// Findings have their own: event/findings.def.
constexpr int ExitUsage = 2;

/// What follows the name of the subcommand.
using Arguments = std::vector<std::string>;

/// One subcommand. Main returns the exit status.
struct Command {
  std::string_view Name;
  std::string_view Summary; ///< one line, lower case
  int (*Main)(const Arguments &);
};

int runMain(const Arguments &);
int replayMain(const Arguments &);
int showMain(const Arguments &);
int dumpMain(const Arguments &);
int assembleMain(const Arguments &);
int shrinkMain(const Arguments &);
int bundleMain(const Arguments &);
int sliceMain(const Arguments &);
int diffMain(const Arguments &);
int exportMain(const Arguments &);
int whyMain(const Arguments &);
int corpusMain(const Arguments &);
int validateMain(const Arguments &);
int strategiesMain(const Arguments &);
int optionsMain(const Arguments &);
int doctorMain(const Arguments &);

/// The parser of one subcommand: CLI11 with errors in Lockstep's words, and
/// with a suggestion where a name is misspelt.
class CommandParser {
public:
  /// \p Usage is what follows the name in the usage line.
  CommandParser(std::string_view Name, std::string_view Description,
                std::string_view Usage);

  CLI::App &app() { return App; }

  /// What follows `--` is a program's command line.
  void takeProgram() { TakesProgram = true; }
  /// The same, and the first argument that is not an option begins one, too.
  void takeProgramAtOnce() {
    TakesProgram = true;
    App.prefix_command();
  }

  /// The exit status when there is nothing left to do (--help, or an error,
  /// which was printed); nothing when the command is to be carried out.
  std::optional<int> parse(const Arguments &Given);

  /// The program and its arguments; empty when none was given.
  const Arguments &program() const { return Program; }

  /// Prints \p Message as a usage error. \returns ExitUsage.
  int fail(std::string_view Message) const;

private:
  std::string help() const;
  std::string optionWithoutValue(const Arguments &Ours) const;
  std::optional<int> checkLeftOver(const Arguments &Left);
  std::string unknownOption(std::string_view Name) const;

  CLI::App App;
  std::string Name, Usage;
  bool TakesProgram = false;
  Arguments Program;
};

/// Prints `lockstep: error: …` on standard error. \returns ExitUsage.
int fail(std::string_view Message);
/// Prints `lockstep: warning: …` on standard error.
void warn(std::string_view Message);

} // namespace lockstep::cli

#endif
