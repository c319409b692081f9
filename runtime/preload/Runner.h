//===- Runner.h - Forks executions ------------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PRELOAD_RUNNER_H
#define LOCKSTEP_PRELOAD_RUNNER_H

#include "base/Placement.h"
#include "preload/Execution.h"
#include "preload/OutputCapture.h"
#include "preload/StandardInput.h"
#include "preload/Verdict.h"
#include "preload/Watchdog.h"

namespace lockstep {

/// Runs executions one after another, each in a raw-forked child of this
/// process.
class Runner {
public:
  Runner(const Options &Settings, const ProgramMain &Program,
         SiteRegistry &Sites, StandardInput &Input, OutputCapture &Output);

  /// Makes the pool and the shared area. An error when the system refuses.
  Status prepare(uint32_t PoolSize);
  /// In a process forked from one that prepared: an area and files of its own.
  void useArea(ExecutionArea &Mine) {
    Area = &Mine;
    IsJob = true;
    Input.useOwn();
    Output.useOwnReports();
  }

  /// Runs the program once; what it wrote down is in area(). A recorded
  /// execution that ends with a data race is run twice, so that both accesses
  /// have their stacks.
  Verdict run(const ExecutionPlan &Plan);
  /// Becomes the execution: no fork, no watchdog, nobody who judges.
  [[noreturn]] void become(const ExecutionPlan &Plan);

  ExecutionArea &area() { return *Area; }
  SiteRegistry &sites() { return Sites; }
  const SiteRegistry &sites() const { return Sites; }
  StandardInput &input() { return Input; }
  OutputCapture &output() { return Output; }
  ThreadPool &pool() { return Pool; }
  uint32_t poolSize() const { return Pool.size(); }
  Watchdog &watchdog() { return Dog; }
  Options &settings() { return Settings; }
  const ProgramMain &program() const { return Program; }

private:
  void prepareExecution();
  void strategyFailed(Verdict &Into) const;
  LOCKSTEP_EACH_EXECUTION Verdict runOnce(const ExecutionPlan &Plan);

  Options Settings;
  ProgramMain Program;
  SiteRegistry &Sites;
  StandardInput &Input;
  OutputCapture &Output;
  ThreadPool Pool;
  Watchdog Dog;
  ExecutionArea *Area = nullptr;
  bool IsJob = false;
};

} // namespace lockstep

#endif
