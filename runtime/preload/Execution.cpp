//===- Execution.cpp - The program, run once ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Execution.h"

#include "hooks/Hooks.h"
#include "interceptors/Blocking.h"
#include "interceptors/Install.h"
#include "platform/Kernel.h"
#include "platform/RuntimeHeap.h"
#include "platform/ThreadPointer.h"
#include "preload/CrashHandlers.h"
#include "preload/Watcher.h"
#include "switching/FiberSwitcher.h"
#include "switching/ThreadSwitcher.h"

#include <algorithm>
#include <cstdlib>
#include <sys/prctl.h>

using namespace lockstep;

void lockstep::setHooks(SiteRegistry &Sites, bool On) {
  for (const SiteRegistry::Module &Known : Sites.modules())
    Known.Record->hooks = On ? &HookTable : nullptr;
}

/// Asks the driver for more threads; ends the execution, which will be run
/// again.
static void poolIsEmpty(uint32_t PoolSize) {
  Watcher &Watch = *Watcher::active();
  // At the limit that max_threads sets, the program is told instead.
  if (PoolSize >= Watch.maxThreads())
    return;
  Watch.area().WantedPool = std::max(4u, 2 * PoolSize);
  exitProcess(EngineEndedStatus);
}

static void permitRare(EngineLimits &Limits, const Options &Settings) {
  auto Permit = [&Limits](ValueReason Reason, bool Permitted) {
    Limits.rare(Reason) = Permitted ? EngineLimits::AnyNumber : 0;
  };
  Permit(ValueReason::SpuriousWake, Settings.SpuriousWakeups);
  Permit(ValueReason::WeakFailure, Settings.WeakFailures);
  Permit(ValueReason::TryLockFailure, Settings.TryLockFailures);
  Permit(ValueReason::EarlyTimeout, Settings.EarlyTimeouts);
  Permit(ValueReason::ShortTransfer, Settings.ShortTransfers);
  Permit(ValueReason::Interrupt, Settings.Interrupts);
  Limits.rare(ValueReason::AllocationFailure) =
      uint32_t(Settings.AllocationFailures);
  Limits.rare(ValueReason::ThreadFailure) = uint32_t(Settings.ThreadFailures);
}

static RaceMode raceMode(RacesChoice Choice) {
  switch (Choice) {
  case RacesChoice::Report:
    return RaceMode::Report;
  case RacesChoice::Promote:
    return RaceMode::Promote;
  case RacesChoice::Ignore:
    break;
  }
  return RaceMode::Ignore;
}

/// Threads that spin for a while and then sleep would never get to sleep if
/// they were always set aside at once: every fourth execution has patience. By
/// the iteration, which the trace knows.
static EngineLimits limitsOf(const Options &Settings, uint64_t Iteration) {
  EngineLimits Limits;
  if (Iteration % 4 == 3) {
    Limits.GiveWayRounds = 32;
    Limits.SetAsideRounds = 64;
  }
  Limits.MaxSteps = Settings.MaxSteps;
  Limits.LivelockBound = Settings.LivelockBound;
  permitRare(Limits, Settings);
  Limits.Races = raceMode(Settings.Races);
  return Limits;
}

/// How far below the stack pointer main begins. The driver's own calls and the
/// length of the environment move the stack; the program's frames shall lie at
/// the same addresses in every execution.
[[gnu::always_inline]] static inline size_t bytesToCommonStack() {
  constexpr uintptr_t Step = uintptr_t(256) << 10, Margin = uintptr_t(64) << 10;
  uintptr_t Here;
  asm volatile("mov %%rsp, %0" : "=r"(Here));
  return Here - ((Here - Margin) & ~(Step - 1));
}

void lockstep::runExecution(const ExecutionPlan &Plan, const Options &Settings,
                            const ProgramMain &Program, ThreadPool &Pool,
                            SiteRegistry &Sites, ExecutionArea &Area) {
  // An execution does not outlive its driver.
  kernelCall(SYS_prctl, PR_SET_PDEATHSIG, 9 /* SIGKILL */);

  useFreshBlocks();
  // All of this lives until the process ends, also while exit handlers run.
  auto Beyond = Plan.GoOn ? Verifier::Beyond::GoOn : Verifier::Beyond::Diverge;
  auto *Script = Plan.Script ? new Verifier(*Plan.Script, Beyond) : nullptr;
  auto *Watch =
      new Watcher(Area, Script, Plan.Record, uint32_t(Settings.MaxThreads));
  EventSink *Sink = Plan.Steps;
  if (Plan.Record)
    Sink = Watch;
  auto *Log = new Recorder({Area.decisions(), Area.Learnt, Area.Parents,
                            Area.Addresses, Area.UsedPlaces},
                           Area.Count, Sink, Watch);
  auto *Scheduler = new Engine(limitsOf(Settings, Plan.Start.Iteration),
                               *Plan.Chooser, *Log, Script, Watch);
  Scheduler->setQuiet(Plan.Quiet);
  Sites.logPlaces(Area.NewPlaces, Area.NewPlaceCount);
  if (Plan.KnownShared)
    Scheduler->setKnownShared(*Plan.KnownShared);
  if (Plan.KnownRaces)
    Scheduler->setKnownRaces(*Plan.KnownRaces);
  Watch->watchAccesses(Plan.Watched);
  Watch->activate();
  if (!Script || Plan.GoOn)
    Plan.Chooser->begin(Plan.Start);
  Switcher *Switch;
  if (Settings.Switcher == SwitcherChoice::Threads)
    Switch = new ThreadSwitcher();
  else
    Switch = new FiberSwitcher(Pool,
                               Settings.FsGsBase == FsGsBaseChoice::Auto &&
                                   KernelPermitsFsGsBase,
                               poolIsEmpty);
  auto *Running = new Control(*Scheduler, *Switch, Sites, *Watch,
                              Settings.Quarantine, Plan.Record);

  if (Plan.Steps)
    Running->observeSteps(*Plan.Steps);

  BlockingCallName = &Area.BlockingCall;
  installInterceptors(*Scheduler);
  if (Plan.Record)
    installCrashHandlers();
  setHooks(Sites, true);
  auto StackTop = uintptr_t(__builtin_frame_address(0));
  asm volatile("" : : "r"(__builtin_alloca(bytesToCommonStack())) : "memory");
  Running->activate(StackTop);
  int Status =
      Program.Main(Program.Count, Program.Arguments, Program.Environment);
  Watch->setMainReturned();
  exit(Status);
}
