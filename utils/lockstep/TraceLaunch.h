//===- TraceLaunch.h - Starting the program of a trace ----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_TRACELAUNCH_H
#define LOCKSTEP_CLI_TRACELAUNCH_H

#include "Command.h"
#include "Launch.h"
#include "RunOptions.h"

#include "trace/Trace.h"

#include <functional>
#include <string>

namespace lockstep::cli {

/// The environment of this process without what describes a campaign, which has
/// no meaning for a trace, not even when it is wrong.
EnvironmentBlock environmentForTrace();

/// What a subcommand hands to the driver of a trace's program.
struct TraceLaunch {
  std::string Path; ///< of the trace
  /// LOCKSTEP_TASK; empty: to replay it.
  std::string Task;
  /// Begun by environmentForTrace().
  EnvironmentBlock Environment;
  /// What else must hold of the trace; may be empty.
  std::function<Status(const Trace &)> Check = nullptr;
  /// In place of execute(); likewise.
  std::function<Error(const Trace &, const ProgramFile &, const Arguments &,
                      const EnvironmentBlock &)>
      Execute = nullptr;
  /// In place of the program that the trace names; empty: that one.
  std::string Program = "";
};

/// Becomes the program that the trace names, or the one that \p Parser was
/// given after `--`, with the arguments and variables of then, under the
/// runtime. Returns only when that fails, with the exit status; why was
/// printed.
int launchTrace(const CommandParser &Parser, const RunOptions &Options,
                TraceLaunch What);

/// The same with \p Task, which may be an error, and with the variables that
/// \p Variables were given for.
int launchTask(const CommandParser &Parser, const RunOptions &Options,
               const VariableOptions &Variables, const std::string &Path,
               const Result<std::string> &Task);

/// \p Value as the value of a task's parameter: `'a:b'`. An error names
/// \p Option when it has both kinds of quotes.
Result<std::string> taskValue(const std::string &Option,
                              const std::string &Value);

} // namespace lockstep::cli

#endif
