//===- Terminal.h - How output is laid out ----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_TERMINAL_H
#define LOCKSTEP_CLI_TERMINAL_H

#include "Command.h"

namespace lockstep::cli {

/// The options --width and --color of commands that print tables.
struct TableOptions {
  std::string Color = "auto";
  unsigned Given = 0; ///< columns; 0: not given

  void addTo(CommandParser &Parser);
  /// What was given, else the terminal's, else as many as reports have.
  unsigned width() const;
  /// Whether to color; by default on a terminal without NO_COLOR.
  bool useColor() const;
};

} // namespace lockstep::cli

#endif
