//===- Campaign.cpp - Many executions -------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Campaign.h"

#include "base/Random.h"
#include "platform/Kernel.h"
#include "platform/OwnMemory.h"
#include "preload/Shrinking.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lockstep;

namespace {
/// Batches double up to this size.
constexpr uint64_t LargestBatch = 256;
/// Executions that hang for real cost seconds each: no more than these.
constexpr uint64_t MostUnknowns = 3;
/// Executions after the finding that are tried for one that passes.
constexpr uint64_t MostBeyond = 1000;
} // namespace

Campaign::Campaign(const Settings &Wanted, Runner &Run,
                   std::unique_ptr<Strategy> Chooser)
    : Wanted(Wanted), Run(Run), Chooser(std::move(Chooser)),
      Writer(Run.settings(), Run.output().messages()),
      Show(Wanted, Run.output().messages()) {
  Result<std::string> Spec = canonicalSpec(Wanted.Strategy);
  LOCKSTEP_CHECK(bool(Spec)); // it was made before
  StrategySpec = *Spec;
}

ExecutionPlan Campaign::planFor(uint64_t Iteration) {
  ExecutionPlan Plan;
  Plan.Start.Seed = executionSeed(Wanted.Seed, Iteration);
  Plan.Start.Iteration = Iteration;
  Plan.Start.Known = Known;
  Plan.Chooser = Chooser.get();
  Plan.KnownShared = &Shared;
  return Plan;
}

/// Batches are [0,1), [1,2), [2,4), [4,8), …
uint64_t Campaign::batchEnd(uint64_t First) const {
  uint64_t Size = std::clamp<uint64_t>(First, 1, LargestBatch);
  return std::min(First + Size, Wanted.Iterations);
}

bool Campaign::outOfTime() const {
  return Wanted.TimeMilliseconds &&
         monotonicNanoseconds() - Started >= Wanted.TimeMilliseconds * 1000000;
}

int Campaign::run() {
  Started = monotonicNanoseconds();
  Run.watchdog().start();
  if (!Run.sites().siteCount())
    Writer.say("WARNING: NOTHING IN THIS PROGRAM IS INSTRUMENTED: only its "
               "calls of locks and the like are scheduling points, no access "
               "to memory, so most bugs stay hidden; build it with "
               "lockstep-clang or -fpass-plugin=LockstepPass.so");
  uint64_t Next = 0;
  while (Next < Wanted.Iterations && !outOfTime()) {
    uint64_t Last = batchEnd(Next);
    bool GoOn =
        Wanted.Jobs > 1 ? runBatchInJobs(Next, Last) : runBatch(Next, Last);
    if (!GoOn)
      break;
    mergeShared();
    Next = Last;
  }
  int Status = finish();
  Run.watchdog().stop();
  return Status;
}

//===----------------------------------------------------------------------===//
// Batches
//===----------------------------------------------------------------------===//

/// \returns false when the campaign is over.
bool Campaign::runBatch(uint64_t First, uint64_t Last) {
  for (uint64_t I = First; I < Last && !outOfTime(); ++I) {
    Verdict Ended = Run.run(planFor(I));
    learn(Run.area().Count, Run.area().Learnt);
    if (!take(I, Ended, Run.area().Count))
      return false;
  }
  return true;
}

void Campaign::learn(const Counters &Count, const uint32_t *Sites) {
  ++Fresh.Executions;
  Fresh.MaxSteps = std::max(Fresh.MaxSteps, Count.Decisions);
  Fresh.MaxChoices = std::max(Fresh.MaxChoices, Count.Choices);
  Fresh.MaxThreads = std::max(Fresh.MaxThreads, Count.Threads);
  FreshShared.insert(Sites, Sites + Count.Learnt);
}

void Campaign::mergeShared() {
  Known = Fresh;
  if (FreshShared.size() != Shared.size())
    Shared.assign(FreshShared.begin(), FreshShared.end());
}

/// What jobs share while they work on a batch.
struct Campaign::Board {
  /// The lowest iteration so far that ends the campaign.
  uint64_t Stop;
  IterationResult Results[LargestBatch];
  /// By job: sites learnt by all its iterations.
  uint32_t LearntCount[1024];
};

void Campaign::workOn(Board &Shared, uint64_t Job, uint64_t First,
                      uint64_t Last) {
  for (uint64_t I = First + Job; I < Last && !outOfTime(); I += Wanted.Jobs) {
    if (I > __atomic_load_n(&Shared.Stop, __ATOMIC_ACQUIRE))
      return;
    IterationResult &Mine = Shared.Results[I - First];
    Mine.Ended = Run.run(planFor(I));
    Mine.Count = Run.area().Count;
    learn(Mine.Count, Run.area().Learnt);
    Mine.Done = true;
    if (Mine.Ended.Kind == OutcomeKind::Passed ||
        outcomeIsUnknown(Mine.Ended.Kind))
      continue;
    uint64_t Lowest = Shared.Stop;
    while (I < Lowest &&
           !__atomic_compare_exchange_n(&Shared.Stop, &Lowest, I, false,
                                        __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
      ;
  }
}

bool Campaign::runBatchInJobs(uint64_t First, uint64_t Last) {
  // Each job has an area of its own, and a list of what it learnt.
  struct Job {
    pid_t Process;
    ExecutionArea *Area;
  };
  static std::vector<Job> Jobs;
  static Board *Shared = nullptr;
  if (!Shared) {
    long Got = mapOwn(sizeof(Board), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS);
    LOCKSTEP_CHECK(Got > 0);
    Shared = reinterpret_cast<Board *>(Got);
    for (uint64_t I = 0; I < Wanted.Jobs; ++I) {
      Jobs.push_back({0, mapExecutionArea(Run.settings().MaxSteps)});
      LOCKSTEP_CHECK(Jobs.back().Area);
    }
  }
  *Shared = {};
  Shared->Stop = ~uint64_t(0);
  for (uint64_t J = 0; J < Wanted.Jobs; ++J) {
    Jobs[J].Process = rawFork();
    if (Jobs[J].Process != 0)
      continue;
    // A job: its timer is its own, what it learns goes into the last area.
    Run.watchdog().start();
    Run.useArea(*Jobs[J].Area);
    workOn(*Shared, J, First, Last);
    Run.area().Count.Learnt = 0;
    for (uint32_t Site : FreshShared)
      if (Run.area().Count.Learnt < AreaLimits::Learnt)
        Run.area().Learnt[Run.area().Count.Learnt++] = Site;
    exitProcess(0);
  }
  for (Job &Of : Jobs) {
    int WaitStatus;
    while (kernelCall(SYS_wait4, Of.Process, long(&WaitStatus), 0, 0) == -EINTR)
      Show.update(Executions, Findings, Started);
    FreshShared.insert(Of.Area->Learnt,
                       Of.Area->Learnt + Of.Area->Count.Learnt);
  }
  for (uint64_t I = First; I < Last; ++I) {
    const IterationResult &Of = Shared->Results[I - First];
    if (!Of.Done)
      continue;
    Counters Count = Of.Count;
    Count.Learnt = 0; // merged above
    learn(Count, nullptr);
    // What ended badly is run again here, to have its schedule.
    Verdict Ended = Of.Ended;
    if (Ended.Kind != OutcomeKind::Passed)
      Ended = Run.run(planFor(I));
    if (!take(I, Ended, Count))
      return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

static std::vector<Decision> scheduleIn(ExecutionArea &Area) {
  auto Log = Area.decisions().first(Area.Count.Decisions);
  return {Log.begin(), Log.end()};
}

/// \returns false when the campaign is over.
bool Campaign::take(uint64_t Iteration, const Verdict &Ended,
                    const Counters &Count) {
  ++Executions;
  noteUncontrolled();
  Show.update(Executions, Findings, Started);
  if (Ended.Kind == OutcomeKind::Passed) {
    if (!Run.settings().TracePassing.empty())
      LastPassed = {Iteration, true, Known, Shared};
    return !Run.settings().CheckDeterminism || checkDeterminism(Iteration);
  }
  if (!outcomeIsUnknown(Ended.Kind))
    return report(Iteration, Ended, scheduleIn(Run.area())) ||
           !Run.settings().StopAtFirst;
  // Neither a pass nor a fault: the next schedule may tell.
  if (!Unknowns++)
    FirstUnknown = {Iteration, Ended, scheduleIn(Run.area()), Shared};
  return Ended.Kind == OutcomeKind::StepLimit || Unknowns < MostUnknowns;
}

Trace Campaign::header(uint64_t Iteration) const {
  Trace Header = describeProgram(Run.program(), Run.sites());
  Header.Strategy = StrategySpec;
  Header.CampaignSeed = Wanted.Seed;
  Header.Iteration = Iteration;
  Header.Options = canonicalBehavior(Run.settings());
  Header.PoolSize = Run.poolSize();
  Header.SharedSites = Shared;
  return Header;
}

/// Plays the execution again, recorded in full, and reports it. \returns false
/// (for take()).
bool Campaign::report(uint64_t Iteration, const Verdict &Ended,
                      std::vector<Decision> Schedule) {
  Show.clear();
  ++Findings;
  ExecutionPlan Plan = planFor(Iteration);
  Plan.Script = &Schedule;
  Plan.Record = true;
  Verdict Again = Run.run(Plan);
  bool Same =
      Again.Kind == Ended.Kind || (Again.Kind == OutcomeKind::Divergence &&
                                   Run.area().ScriptEnded && Ended.Signal);
  ExecutionRecord Record =
      buildRecord(header(Iteration), Run.area(), Run.sites(),
                  Same ? Ended : Again, Run.output().text());
  Reported Finding = Writer.judge(Record, Run.area());
  if (!Seen.insert(Finding.Summary).second) {
    --Findings;
    return false;
  }
  if (!FirstStatus)
    FirstStatus = outcomeExitStatus(Same ? Finding.Kind : Ended.Kind);
  if (Same)
    Writer.writeTrace(Record, Finding);
  else
    Writer.say(std::string("execution ") + std::to_string(Iteration) +
               " ended with " + outcomeSlug(Ended.Kind) +
               ", but not when it was played again: the program depends on "
               "something that Lockstep does not control");
  if (!Same || !shrink(Record.Schedule, Finding))
    Writer.print(Record, Run.area(), Finding.TracePath);
  return false;
}

/// Shrinks \p Recorded, when that is wanted, and reports the result. \returns
/// false when there is no report.
bool Campaign::shrink(const Trace &Recorded, const Reported &Finding) {
  const Options &Values = Run.settings();
  if (!Values.Shrink || Finding.TracePath.empty() ||
      outcomeIsUnknown(Finding.Kind))
    return false;
  Writer.say("found " + std::string(outcomeSlug(Finding.Kind)) + ", trace " +
             Finding.TracePath + "; it is being shrunk, for up to " +
             std::to_string(Values.ShrinkTime) + " s");
  ShrinkRequest Request;
  Request.Bounds.TimeMilliseconds = Values.ShrinkTime * 1000;
  Request.Bounds.Jobs = Wanted.Jobs;
  Request.Output = shrunkPath(Finding.TracePath);
  return Shrinking(Recorded, Run, Wanted, Request).run() ==
         Shrinking::End::Done;
}

/// Plays the execution that just passed again and compares. \returns false when
/// it differs.
bool Campaign::checkDeterminism(uint64_t Iteration) {
  std::vector<Decision> Schedule = scheduleIn(Run.area());
  ExecutionPlan Plan = planFor(Iteration);
  Plan.Script = &Schedule;
  Plan.Record = true;
  Verdict Again = Run.run(Plan);
  if (Again.Kind == OutcomeKind::Passed &&
      Run.area().Count.Decisions == Schedule.size())
    return true;
  Show.clear();
  ++Findings;
  if (Again.Kind == OutcomeKind::Passed)
    Again.Kind = OutcomeKind::Divergence;
  ExecutionRecord Record = buildRecord(header(Iteration), Run.area(),
                                       Run.sites(), Again, Run.output().text());
  Reported Finding = Writer.judge(Record, Run.area());
  FirstStatus = outcomeExitStatus(OutcomeKind::Divergence);
  Writer.print(Record, Run.area(), "");
  return false;
}

void Campaign::noteUncontrolled() {
  const ExecutionArea &Area = Run.area();
  for (uint32_t I = 0; I < Area.UncontrolledCount; ++I) {
    std::string Name = Area.Uncontrolled[I].Function;
    if (std::find(Uncontrolled.begin(), Uncontrolled.end(), Name) ==
        Uncontrolled.end())
      Uncontrolled.push_back(std::move(Name));
  }
}

/// Where none has passed yet, goes on beyond the finding until one does.
void Campaign::lookForPassing() {
  uint64_t Last = std::min(Wanted.Iterations, Executions + MostBeyond);
  for (uint64_t I = Executions; I < Last && !LastPassed.Exists; ++I)
    if (Run.run(planFor(I)).Kind == OutcomeKind::Passed)
      LastPassed = {I, true, Known, Shared};
}

/// Plays the last execution that passed again, recorded in full, for its trace.
void Campaign::writePassing() {
  const std::string &Path = Run.settings().TracePassing;
  if (Path.empty())
    return;
  if (!LastPassed.Exists)
    lookForPassing();
  if (!LastPassed.Exists)
    return Writer.say("no execution passed: '" + Path + "' was not written");
  // It ran under what was known then.
  Known = LastPassed.Known;
  Shared = LastPassed.Shared;
  ExecutionPlan Plan = planFor(LastPassed.Iteration);
  Run.run(Plan);
  std::vector<Decision> Schedule = scheduleIn(Run.area());
  Plan.Script = &Schedule;
  Plan.Record = true;
  Verdict Ended = Run.run(Plan);
  if (Ended.Kind != OutcomeKind::Passed)
    return Writer.say("'" + Path +
                      "' was not written: an execution that passed did not "
                      "when it was played again; the program depends on "
                      "something that Lockstep does not control");
  ExecutionRecord Record = buildRecord(header(LastPassed.Iteration), Run.area(),
                                       Run.sites(), Ended, Run.output().text());
  Writer.judge(Record, Run.area());
  if (Status Done = saveTrace(Record.Schedule, Path); !Done)
    Writer.say("trace_passing: " + Done.error());
}

int Campaign::finish() {
  Show.clear();
  if (!Findings && Unknowns) {
    // It ran under what was known then.
    Shared = FirstUnknown.Shared;
    report(FirstUnknown.Iteration, FirstUnknown.Ended,
           std::move(FirstUnknown.Schedule));
  }
  if (!Fresh.Executions && !Executions) {
    Writer.say("no execution was run: the time was over before the first");
    return 0;
  }
  writePassing();
  writeSummary(FirstStatus);
  // The SUMMARY line of a report is the last.
  if (FirstStatus && Run.settings().StopAtFirst)
    return FirstStatus;
  if (Fresh.MaxThreads <= 1)
    Writer.say("WARNING: the program never had more than one thread; there is "
               "no schedule to explore");
  std::string Line =
      std::to_string(Executions) + " execution" + (Executions == 1 ? "" : "s") +
      ", " + (Findings ? std::to_string(Findings) : "no") + " finding" +
      (Findings == 1 ? "" : "s") + " (" + StrategySpec + ", seed " +
      std::to_string(Wanted.Seed) + ", " + std::to_string(Fresh.MaxThreads) +
      " threads, up to " + std::to_string(Fresh.MaxSteps) + " steps)";
  if (Unknowns)
    Line += ", " + std::to_string(Unknowns) + " unknown";
  Writer.say(Line);
  if (!Uncontrolled.empty()) {
    std::string Names;
    for (const std::string &Name : Uncontrolled)
      Names += (Names.empty() ? "" : ", ") + Name;
    Writer.say("not under control: " + Names);
  }
  return FirstStatus;
}

void Campaign::writeSummary(int Status) {
  const std::string &Path = Run.settings().SummaryJson;
  if (Path.empty())
    return;
  uint64_t Elapsed = monotonicNanoseconds() - Started;
  std::string Text = "{\"executions\": " + std::to_string(Executions) +
                     ", \"findings\": " + std::to_string(Findings) +
                     ", \"unknown\": " + std::to_string(Unknowns) +
                     ", \"strategy\": \"" + StrategySpec +
                     "\", \"seed\": " + std::to_string(Wanted.Seed) +
                     ", \"threads\": " + std::to_string(Fresh.MaxThreads) +
                     ", \"steps\": " + std::to_string(Fresh.MaxSteps) +
                     ", \"nanoseconds\": " + std::to_string(Elapsed) +
                     ", \"exit_status\": " + std::to_string(Status) + "}\n";
  int File = open(Path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (File < 0) {
    Writer.say("cannot write summary_json '" + Path + "': " + strerror(errno));
    return;
  }
  writeAll(File, Text.data(), Text.size());
  close(File);
}
