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
#include <string>

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

/// Checks what the runtime will read. Prints no warnings: the runtime does.
Status checkSettings(const EnvironmentBlock &Environment);

} // namespace lockstep::cli

#endif
