//===- Gdb.h - A replay in gdb ----------------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_GDB_H
#define LOCKSTEP_CLI_GDB_H

#include "Command.h"
#include "Launch.h"

#include "trace/Trace.h"

#include <string>
#include <vector>

namespace lockstep::cli {

/// The options of `lockstep replay` that are about gdb. Must outlive the parser
/// that they were added to.
class GdbOptions {
public:
  void addTo(CommandParser &Parser);
  bool wanted() const { return Wanted; }
  /// An error when an option needs --gdb, or names a step that \p Source lacks.
  Status check(const Trace &Source) const;

  /// Becomes gdb with \p Program in it, at the wanted step. \p Program,
  /// \p Line and \p Environment are what a replay without gdb would execute.
  /// Returns only when it cannot.
  Error execute(const Trace &Source, const ProgramFile &Program,
                const Arguments &Line,
                const EnvironmentBlock &Environment) const;

private:
  bool Wanted = false;
  std::string At; ///< as given
  std::vector<std::string> Commands;
  bool Batch = false;
};

/// What gdb's script (utils/lockstep/gdb/start.py) wants to know of a trace,
/// as JSON: columns of threads, texts, objects and sites by step, and the
/// tables that they point into. All texts are safe to print.
std::string traceForGdb(const Trace &Source);

} // namespace lockstep::cli

#endif
