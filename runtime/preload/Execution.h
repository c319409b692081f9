//===- Execution.h - The program, run once ----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_EXECUTION_H
#define LOCKSTEP_PRELOAD_EXECUTION_H

#include "base/Options.h"
#include "base/Placement.h"
#include "engine/Engine.h"
#include "platform/SiteRegistry.h"
#include "platform/ThreadPool.h"
#include "preload/ExecutionArea.h"
#include "switching/Control.h"

#include <vector>

namespace lockstep {

/// Where the trace, and the program with it, were unpacked to, and from which
/// bundle. Both are empty when they were not.
struct BundleOrigin {
  std::string Path;   ///< as a person names it
  std::string Folder; ///< with "/" at its end

  bool contains(const std::string &File) const {
    return !Folder.empty() && File.starts_with(Folder);
  }
  /// The folder of the sources; empty when there is no bundle.
  std::string sources() const {
    return Folder.empty() ? "" : Folder + "sources";
  }
};

/// The program's main function and what to call it with.
struct ProgramMain {
  int (*Main)(int, char **, char **) = nullptr;
  int Count = 0;
  char **Arguments = nullptr;
  char **Environment = nullptr;
  BundleOrigin From = {};
};

/// How to run the program once.
struct ExecutionPlan {
  ExecutionStart Start;
  Strategy *Chooser = nullptr;
  /// Sites whose plain accesses are known to be shared.
  const std::vector<uint32_t> *KnownShared = nullptr;
  /// Sites whose operations never conflicted; may be null.
  const SiteSet *Quiet = nullptr;
  /// Pairs of sites whose races do not end the execution; null: none.
  const std::vector<RacePair> *KnownRaces = nullptr;
  /// Recorded executions: the memory whose accesses are of interest.
  WatchedMemory Watched;
  /// The schedule to follow; null: the strategy chooses.
  const std::vector<Decision> *Script = nullptr;
  /// Where the program leaves the script, or the script ends, the strategy goes
  /// on; else that is a divergence.
  bool GoOn = false;
  /// Events and stacks are recorded.
  bool Record = false;
  /// Sees every step, as a debugger wants to; may be null.
  StepObserver *Steps = nullptr;
};

/// Runs the program's main under control, in this process, which is a fork of
/// the driver's, or the driver when a debugger looks on; never returns. What
/// happened is in \p Area and in the exit status.
[[noreturn]] LOCKSTEP_EACH_EXECUTION void
runExecution(const ExecutionPlan &Plan, const Options &Settings,
             const ProgramMain &Program, ThreadPool &Pool, SiteRegistry &Sites,
             ExecutionArea &Area);

/// Exit status of an execution that ended by the engine's word.
constexpr int EngineEndedStatus = 125;

/// Points all registered modules to the hook table, or away from it.
void setHooks(SiteRegistry &Sites, bool On);

} // namespace lockstep

#endif
