//===- RunOptions.h - Options that become LOCKSTEP_OPTIONS ------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_RUNOPTIONS_H
#define LOCKSTEP_CLI_RUNOPTIONS_H

#include "Command.h"
#include "Launch.h"

#include "base/Environment.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace lockstep::cli {

/// Every line of options.def as an option of a subcommand: `max_steps` is
/// `--max-steps`. Must outlive the parser it was added to.
class RunOptions {
public:
  /// \p ForReplay leaves out what a trace decides.
  void addTo(CommandParser &Parser, bool ForReplay);

  /// What the variable LOCKSTEP_OPTIONS holds already, then --options, then the
  /// single options: a later one overrides an earlier one. An error when
  /// --options or a single option is wrong, or names what does not exist.
  Status apply(EnvironmentBlock &Environment) const;

private:
  std::string Text;                                       ///< of --options
  std::map<std::string, std::string, std::less<>> Single; ///< as given, by name
};

/// \p Value in quotes, as \p Variable takes it: `'a:b'`. An error names
/// \p Option when it has both kinds of quotes.
Result<std::string> quotedValue(const std::string &Option,
                                const std::string &Value, const char *Variable);

/// An option of a subcommand that becomes a variable of its own.
struct VariableOption {
  const char *Option; ///< as CLI11 has it: "-n,--iterations"
  const char *Variable;
  const char *Type;
  const char *Help;
};

/// Such options of one subcommand. Must outlive the parser it was added to.
class VariableOptions {
public:
  explicit VariableOptions(std::span<const VariableOption> Table)
      : Table(Table), Values(Table.size()) {}

  void addTo(CommandParser &Parser, const std::string &Group);
  /// Sets the variables of the options that were given.
  void apply(EnvironmentBlock &Environment) const;
  /// \p Message, which begins with a variable that is wrong, with the option in
  /// its place.
  std::string asOption(const std::string &Message) const;

private:
  std::span<const VariableOption> Table;
  std::vector<std::string> Values;
};

/// Checks what the runtime will read. Prints no warnings: the runtime does.
Status checkSettings(const EnvironmentBlock &Environment);

} // namespace lockstep::cli

#endif
