//===- Progress.h - The progress line ---------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_PROGRESS_H
#define LOCKSTEP_PRELOAD_PROGRESS_H

#include "base/Environment.h"
#include "explore/Coverage.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace lockstep {

/// One line on a terminal: executions, rate, findings, time left, and how much
/// was explored; as much of it as the terminal is wide. Nothing where there is
/// no terminal.
class Progress {
public:
  Progress(const Settings &Wanted, int Messages);

  /// Redraws the line, at most ten times a second. \p Started and the clock are
  /// monotonic nanoseconds.
  void update(uint64_t Executions, uint64_t Findings, uint64_t Started,
              const Coverage &Seen);
  /// The same with another text, of a task that is no campaign.
  void update(const std::string &Text);
  /// Removes the line, so that other text can be printed.
  void clear();

private:
  bool isDue();
  void draw(const std::string &Text);

  const Settings &Wanted;
  int Messages;
  bool Enabled;
  bool Shown = false;
  uint64_t LastDrawn = 0;
};

} // namespace lockstep

#endif
