//===- PluginWatch.h - Whether it was the plug-in ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_PLUGINWATCH_H
#define LOCKSTEP_PRELOAD_PLUGINWATCH_H

#include "preload/Verdict.h"

#include <cstdint>
#include <string>

namespace lockstep {

/// Tells what a plug-in does to a process from what the program does: code of
/// the plug-in runs between called() and back(). In an execution the area says
/// so, and the driver reads it there when the execution is over. In the driver,
/// a fatal signal, exit() and a call that takes longer than the time limit end
/// the process, with a line on what happened and the exit status of a usage
/// error. One at a time.
class PluginWatch {
public:
  /// \p Seconds: the time limit of a call in the driver; 0: none. \p Messages:
  /// the descriptor that the line goes to.
  static void start(uint64_t Seconds, int Messages);
  /// \p What, which lives as long as the process, names the plug-in and its
  /// function.
  static void called(const char *What);
  static void back();
  /// For on_exit(3) of the plug-in's C library.
  static void exitCalled(int Status, void *);
};

/// What the execution of \p Area, which has ended, did inside of a plug-in:
/// "plug-in './libmine.so': its pick() ended with SIGSEGV (invalid memory
/// access)"; empty when it was not in there.
std::string endInPlugin(const ExecutionArea &Area, int WaitStatus,
                        Intervention Driver, uint64_t TimeLimit);

} // namespace lockstep

#endif
