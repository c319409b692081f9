//===- Subprocess.h - Running another program for its answer ----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_SUBPROCESS_H
#define LOCKSTEP_CLI_SUBPROCESS_H

#include "base/Result.h"

#include <functional>
#include <string>
#include <vector>

namespace lockstep::cli {

struct SubprocessAnswer {
  int ExitStatus = 0; ///< 128 + the signal when one ended it
  std::string Output; ///< standard output and error, at most 1 MiB
};

/// Runs \p Line[0], looked up in PATH, with the variables \p Extra
/// ("NAME=value") added to the environment and nothing on standard input, and
/// waits for it.
Result<SubprocessAnswer> runProgram(const std::vector<std::string> &Line,
                                    const std::vector<std::string> &Extra = {});

/// Carries out \p Task, which may become another program, in a process of its
/// own, and waits for it. \returns its exit status; 128 + the signal when one
/// ended it. What a terminal's keys send reaches the other process only.
int inOtherProcess(const std::function<int()> &Task);

} // namespace lockstep::cli

#endif
