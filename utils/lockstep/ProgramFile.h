//===- ProgramFile.h - Can this program be driven? --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_PROGRAMFILE_H
#define LOCKSTEP_CLI_PROGRAMFILE_H

#include "base/Result.h"

#include <string>

namespace lockstep::cli {

/// A program that the kernel would start and the runtime can be preloaded into.
struct ProgramFile {
  std::string Path; ///< absolute, symbolic links resolved
  /// A text that begins with `#!`: its interpreter is what would be started.
  bool IsScript = false;
  /// It has a section of instrumented sites. Always false for a script.
  bool IsInstrumented = false;
};

/// Finds \p Name as execvp does (\p SearchPath is the value of PATH) and looks
/// into the file. An error when it is absent, is not a program, or cannot be
/// preloaded into: 32-bit, foreign machine, statically linked, setuid.
Result<ProgramFile> findProgram(const std::string &Name,
                                const std::string &SearchPath);

} // namespace lockstep::cli

#endif
