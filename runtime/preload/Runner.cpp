//===- Runner.cpp - Forks executions --------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Runner.h"

#include "interceptors/Install.h"
#include "interceptors/SanitizerRuntime.h"
#include "platform/Kernel.h"
#include "platform/LazyBinding.h"
#include "platform/ThreadPointer.h"
#include "preload/CrashHandlers.h"
#include "preload/Interruption.h"
#include "preload/LeakCheck.h"
#include "preload/PluginWatch.h"
#include "preload/SanitizerWatch.h"
#include "report/SanitizerReport.h"
#include "report/Text.h"
#include "switching/Control.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/wait.h>

using namespace lockstep;

Runner::Runner(const Options &Settings, const ProgramMain &Program,
               SiteRegistry &Sites, StandardInput &Input, OutputCapture &Output)
    : Settings(Settings), Program(Program), Sites(Sites), Input(Input),
      Output(Output), Dog(Settings.TimeLimit) {}

Status Runner::prepare(uint32_t PoolSize) {
  if (Settings.Switcher == SwitcherChoice::Fibers && !Pool.grow(PoolSize))
    return Error{"cannot create " + std::to_string(PoolSize) +
                 " threads: " + strerror(errno) +
                 "; raise the limit of processes (ulimit -u) or of memory"};
  bindLazyCalls();
  Control::lookUpLibc();
  watchSanitizers(Output);
  learnSanitizerRuntime();
  lookUpLeakCheck();
  watchAllocator();
  findStandardStreams();
  Area = mapExecutionArea(Settings.MaxSteps);
  if (!Area)
    return Error{"no address space for the log of " +
                 std::to_string(Settings.MaxSteps) +
                 " steps; lower max_steps in LOCKSTEP_OPTIONS or raise "
                 "ulimit -v"};
  return success();
}

void Runner::prepareExecution() {
  Area->reset();
  Input.rewind();
  Output.beforeExecution();
}

void Runner::become(const ExecutionPlan &Plan) {
  prepareExecution();
  runExecution(Plan, Settings, Program, Pool, Sites, *Area);
}

/// The driver says what is wrong with the plug-in and gives up. A job leaves
/// that to the driver, who runs each execution again that did not pass.
void Runner::strategyFailed(Verdict &Into) const {
  Into = {};
  Into.Kind = OutcomeKind::ExitStatus;
  if (IsJob)
    return;
  std::string Text = "Lockstep: " + escapeText(Area->Detail) + "\n";
  writeAll(Output.messages(), Text.data(), Text.size());
  constexpr int UsageError = 2;
  exitProcess(UsageError);
}

Verdict Runner::run(const ExecutionPlan &Plan) {
  Verdict Result = runOnce(Plan);
  if (!Plan.Record || Result.Kind != OutcomeKind::DataRace || Plan.Watched.Size)
    return Result;
  // Now it is known which accesses a report wants to tell of.
  ExecutionPlan Again = Plan;
  Again.Watched = {Area->Race.Address, Area->Race.Size};
  return runOnce(Again);
}

Verdict Runner::runOnce(const ExecutionPlan &Plan) {
  for (;;) {
    prepareExecution();
    pid_t Child = rawFork();
    if (Child == 0) {
      Watchdog::leaveToProgram();
      Interruption::leaveToProgram();
      directReports(Output);
      runExecution(Plan, Settings, Program, Pool, Sites, *Area);
    }
    if (Child < 0) {
      // Nothing ran; said as a time limit, which is neither pass nor fault.
      Verdict Failed;
      Failed.Kind = OutcomeKind::TimeLimit;
      strncpy(Area->Detail, "the system refused to fork the program",
              sizeof Area->Detail - 1);
      return Failed;
    }
    int WaitStatus = 0;
    Intervention Driver = Dog.await(Child, *Area, Plan.Record, WaitStatus);
    // Some go on after an error, or find one when the program is over.
    if (parseSanitizerReport(Output.reports()).exists())
      Area->SanitizerReported = true;
    Verdict Result = judge(WaitStatus, *Area, Driver, Settings.ExpectedExit);
    if (std::string Said = endInPlugin(*Area, WaitStatus, Driver, Dog.limit());
        !Said.empty()) {
      strncpy(Area->Detail, Said.c_str(), sizeof Area->Detail - 1);
      Area->StrategyFailed = true;
    }
    if (Area->StrategyFailed)
      strategyFailed(Result);
    if (!Result.WantedPool)
      return Result;
    // The same execution again, with enough threads from the beginning. When
    // the system gives no more, the program is told (EAGAIN).
    uint32_t Limit = uint32_t(Settings.MaxThreads);
    if (!Pool.grow(std::min(Result.WantedPool, Limit)))
      Settings.MaxThreads = Pool.size();
  }
}
