//===- PlanOracle.cpp - Runs plans in forks of the driver -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/PlanOracle.h"

#include "platform/Kernel.h"
#include "platform/OwnMemory.h"
#include "preload/Findings.h"
#include "preload/Interruption.h"
#include "preload/Replay.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/mman.h>
#include <sys/wait.h>

using namespace lockstep;

namespace {
/// Candidates that jobs work on between two forks of theirs.
constexpr size_t LargestWindow = 64;
constexpr uint64_t MostBranches = 1 << 16;

template <class T> T *mapShared(uint64_t Bytes) {
  long Got = mapOwn(Bytes, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE);
  return Got < 0 ? nullptr : reinterpret_cast<T *>(Got);
}
} // namespace

/// What is known of one candidate, in memory that jobs and executions share.
/// The lists follow it: deviations, branches, decisions.
struct PlanOracle::Slot {
  bool Done;
  bool Fails;
  PlanLog::Counts Counts;
  uint64_t DecisionCount;
};

/// What jobs share while they work on a window.
struct PlanOracle::Board {
  /// The lowest candidate so far that fails.
  uint64_t Stop;
};

PlanOracle::PlanOracle(Runner &Run, const Trace &Recorded,
                       const ShrinkBounds &Bounds,
                       std::function<void(uint64_t)> OnAttempt)
    : Run(Run), Recorded(Recorded), Bounds(Bounds),
      OnAttempt(std::move(OnAttempt)), Started(monotonicNanoseconds()),
      StepsBefore(Run.settings().MaxSteps) {
  // What needs far more steps than the recorded execution is not simpler, and
  // may never end.
  Steps = std::min<uint64_t>(4 * Recorded.Decisions.size() + 10000,
                             Run.settings().MaxSteps);
  Run.settings().MaxSteps = Steps;
}

PlanOracle::~PlanOracle() {
  Run.settings().MaxSteps = StepsBefore;
  for (Slot *Each : Slots)
    kernelCall(SYS_munmap, long(Each), long(SlotBytes));
  for (ExecutionArea *Each : Areas)
    if (Each)
      unmapExecutionArea(Each);
  if (Shared)
    kernelCall(SYS_munmap, long(Shared), sizeof(Board));
}

double PlanOracle::seconds() const {
  return double(monotonicNanoseconds() - Started) / 1e9;
}

bool PlanOracle::isExhausted() const {
  return Interruption::requested() ||
         (Bounds.Attempts && Attempts >= Bounds.Attempts) ||
         (Bounds.TimeMilliseconds && monotonicNanoseconds() - Started >=
                                         Bounds.TimeMilliseconds * 1000000);
}

//===----------------------------------------------------------------------===//
// Slots
//===----------------------------------------------------------------------===//

bool PlanOracle::prepareSlots() {
  SlotBytes = sizeof(Slot) + Steps * sizeof(Deviation) +
              MostBranches * sizeof(Branch) + 2 * Steps * sizeof(Decision);
  size_t Count = Bounds.Jobs > 1 ? LargestWindow : 1;
  while (Slots.size() < Count) {
    Slot *New = mapShared<Slot>(SlotBytes);
    if (!New)
      return false;
    Slots.push_back(New);
  }
  if (Bounds.Jobs == 1)
    return true;
  Shared = mapShared<Board>(sizeof(Board));
  for (uint64_t I = 0; I < Bounds.Jobs; ++I)
    Areas.push_back(mapExecutionArea(Steps));
  return Shared &&
         std::find(Areas.begin(), Areas.end(), nullptr) == Areas.end();
}

PlanLog PlanOracle::logIn(Slot &Of, bool Branches) const {
  auto *Made = reinterpret_cast<Deviation *>(&Of + 1);
  auto *After = reinterpret_cast<Branch *>(Made + Steps);
  return {&Of.Counts, {Made, Steps}, {After, Branches ? MostBranches : 0}};
}

Decision *PlanOracle::decisionsIn(Slot &Of) const {
  PlanLog Log = logIn(Of, true);
  return reinterpret_cast<Decision *>(Log.Branches.data() +
                                      Log.Branches.size());
}

/// The result in a slot, as far as it is known.
Trial PlanOracle::resultIn(Slot &Of) const {
  PlanLog Log = logIn(Of, true);
  const Deviation *Made = Log.Made.data();
  Trial Result;
  Result.Fails = Of.Fails;
  Result.Cut = Of.Counts.Cut;
  Result.Branches.assign(Log.Branches.data(),
                         Log.Branches.data() + Of.Counts.Branches);
  if (!Of.DecisionCount)
    return Result;
  Result.Schedule.assign(decisionsIn(Of), decisionsIn(Of) + Of.DecisionCount);
  Result.Made = planOf(Result.Schedule, {Made, Made + Of.Counts.Made});
  Result.Cost = measureOf(Result.Schedule, Of.Counts.Preemptions);
  return Result;
}

//===----------------------------------------------------------------------===//
// Executions
//===----------------------------------------------------------------------===//

ExecutionPlan PlanOracle::planOfExecution() const {
  ExecutionPlan Plan;
  Plan.Start.Iteration = Recorded.Iteration;
  Plan.KnownShared = &Recorded.SharedSites;
  Plan.KnownRaces = &Recorded.KnownRaces;
  return Plan;
}

Signature PlanOracle::signatureHere(const Verdict &Ended) {
  ExecutionRecord Record = buildRecord(headerLike(Recorded, Run), Run.area(),
                                       Run.sites(), Ended, Run.output().text());
  BacktraceSymbolizer Symbols = symbolizerFor(Run.area());
  return signatureOf(Record, Symbols);
}

/// Follows \p Schedule, recorded in full.
Verdict PlanOracle::playStrictly(const std::vector<Decision> &Schedule) {
  // Never asked.
  PlannedSchedule Unused({}, {});
  ExecutionPlan Strict = planOfExecution();
  Strict.Chooser = &Unused;
  Strict.Script = &Schedule;
  Strict.Record = true;
  Verdict Ended = Run.run(Strict);
  // A signal from outside came after the last decision.
  if (Ended.Kind == OutcomeKind::Divergence && Run.area().ScriptEnded &&
      Wanted.SignalNumber) {
    Ended.Kind = Raw;
    Ended.Signal = Wanted.SignalNumber;
    Ended.ExitCode = Wanted.ExitCode;
  }
  return Ended;
}

std::optional<Verdict>
PlanOracle::replay(const std::vector<Decision> &Schedule) {
  Verdict Ended = playStrictly(Schedule);
  if (Ended.Kind != Raw || Run.area().Count.Decisions != Schedule.size() ||
      !signatureHere(Ended).matches(Wanted, Bounds.How))
    return std::nullopt;
  return Ended;
}

Result<Trial> PlanOracle::begin() {
  if (!prepareSlots())
    return Error{"no address space for the log of " + std::to_string(Steps) +
                 " steps; raise ulimit -v or lower the number of jobs"};
  Wanted.Kind = Recorded.Outcome;
  Wanted.SignalNumber = Recorded.SignalNumber;
  Wanted.ExitCode = Recorded.ExitCode;
  // A hang is told apart by its report only.
  Raw = Recorded.Outcome == OutcomeKind::LostWakeup ? OutcomeKind::Deadlock
                                                    : Recorded.Outcome;
  Trial Start;
  Start.Schedule = scheduleOf(Recorded, Run.sites());

  // Once to see what it deviates in: the strategy listens, but is not asked.
  PlanLog Log = logIn(*Slots[0], false);
  PlannedSchedule Listener({}, Log);
  ExecutionPlan Listening = planOfExecution();
  Listening.Chooser = &Listener;
  Listening.Script = &Start.Schedule;
  Listening.GoOn = true;
  Run.run(Listening);
  Start.Made =
      planOf(Start.Schedule,
             {Log.Made.begin(), Log.Made.begin() + ptrdiff_t(Log.Count->Made)});
  Start.Cost = measureOf(Start.Schedule, Log.Count->Preemptions);

  Verdict Ended = playStrictly(Start.Schedule);
  Signature Here = signatureHere(Ended);
  if (!Here.matches(Wanted, Likeness::Kind))
    return Error{std::string("the trace ends with ") +
                 outcomeSlug(Recorded.Outcome) + ", its replay here with " +
                 outcomeSlug(Here.Kind)};
  Wanted = std::move(Here);
  Start.Fails = true;
  return Start;
}

/// Runs \p What, and again as a strict replay when it ends as it should.
void PlanOracle::attempt(const Plan &What, const Trial &Best, bool Branches,
                         Slot &Into) {
  Into = {};
  PlannedSchedule Chooser(What, logIn(Into, Branches));
  ExecutionPlan Plan = planOfExecution();
  Plan.Chooser = &Chooser;
  Verdict Ended = Run.run(Plan);
  auto Log = Run.area().decisions().first(Run.area().Count.Decisions);
  Into.Done = true;
  if (Ended.Kind != Raw || Log.size() > 2 * Steps)
    return;
  std::copy(Log.begin(), Log.end(), decisionsIn(Into));
  Into.DecisionCount = Log.size();
  Trial Result = resultIn(Into);
  Into.Fails = isSimpler(Result, Best) && replay(Result.Schedule);
}

void PlanOracle::run(std::span<const Plan> Candidates, const Trial &Best,
                     bool Branches, const Receiver &Take) {
  size_t Window = std::max<size_t>(Bounds.Jobs, 1);
  for (size_t First = 0; First < Candidates.size() && !isExhausted();) {
    size_t Count = 1;
    if (Bounds.Jobs > 1) {
      Count = std::min({Window, Candidates.size() - First, Slots.size()});
      runSideBySide(Candidates.subspan(First, Count), Best, Branches);
      Window *= 2;
    } else {
      attempt(Candidates[First], Best, Branches, *Slots[0]);
    }
    for (size_t I = 0; I < Count; ++I) {
      // Cut short: by the end of the time, or by an interruption.
      if (!Slots[I]->Done && isExhausted())
        return;
      OnAttempt(++Attempts);
      Trial Result = resultIn(*Slots[I]);
      if (!Take(First + I, Result) || (I + 1 < Count && isExhausted()))
        return;
    }
    First += Count;
  }
}

void PlanOracle::runSideBySide(std::span<const Plan> Window, const Trial &Best,
                               bool Branches) {
  Shared->Stop = ~uint64_t(0);
  for (size_t I = 0; I < Window.size(); ++I)
    *Slots[I] = {};
  std::vector<pid_t> Processes;
  for (uint64_t Job = 0; Job < Bounds.Jobs && Job < Window.size(); ++Job) {
    Processes.push_back(rawFork());
    if (Processes.back() != 0)
      continue;
    Run.watchdog().start();
    Run.useArea(*Areas[Job]);
    for (size_t I = Job; I < Window.size(); I += Bounds.Jobs) {
      if (I > __atomic_load_n(&Shared->Stop, __ATOMIC_ACQUIRE) || isExhausted())
        break;
      attempt(Window[I], Best, Branches, *Slots[I]);
      uint64_t Lowest = Shared->Stop;
      while (Slots[I]->Fails && I < Lowest &&
             !__atomic_compare_exchange_n(&Shared->Stop, &Lowest, I, false,
                                          __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        ;
    }
    exitProcess(0);
  }
  for (pid_t Process : Processes) {
    int WaitStatus;
    while (Process > 0 &&
           kernelCall(SYS_wait4, Process, long(&WaitStatus), 0, 0) == -EINTR)
      ;
  }
}
