//===- StandardInput.h - What executions read from descriptor 0 -*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_STANDARDINPUT_H
#define LOCKSTEP_PRELOAD_STANDARDINPUT_H

#include "base/Result.h"

#include <cstdint>
#include <string>

namespace lockstep {

/// Gives each execution the same standard input. A file is read by each from
/// where it stood. What comes through a pipe or a socket is collected first, to
/// its end, and is a file for the program. Terminals and other devices, and
/// pipes in which nothing comes, are empty: what one execution reads from
/// them, the next would miss.
class StandardInput {
public:
  /// Takes descriptor 0 over. Waits, and says so on standard error, for the end
  /// of what has begun to come. An error when that is too much.
  Status begin();
  /// Before an execution.
  void rewind();
  /// In a forked process: a position of its own.
  void useOwn();

  /// Whether the last execution has read some of it.
  bool wasRead() const;
  /// The file that a shell is to redirect from for the same input; empty when
  /// there is none.
  std::string file() const;
  /// All of it, for such a file.
  std::string content() const;
  /// Whether something came through the pipe that was taken for empty.
  bool cameLate() const;

private:
  Status collect();
  void standFor(int File);

  int Pipe = -1;       ///< what the program was given nothing of
  bool IsFile = false; ///< descriptor 0 has a position
  int64_t Begin = 0;   ///< which was this
};

} // namespace lockstep

#endif
