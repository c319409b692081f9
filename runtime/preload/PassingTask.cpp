//===- PassingTask.cpp - The nearest execution that passes ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "preload/Findings.h"
#include "preload/Progress.h"
#include "preload/Replay.h"
#include "preload/Tasks.h"
#include "report/Text.h"
#include "shrink/PlannedSchedule.h"
#include "strategies/Strategies.h"

#include <algorithm>
#include <optional>

using namespace lockstep;

namespace {
/// Looks for an execution that passes and parts from a failing one as late as
/// possible: follows a beginning of the failing schedule, and goes on without
/// needless switches, or by chance.
class PassingSearch {
public:
  PassingSearch(const Trace &Recorded, Runner &Run, const Task &Asked,
                const Settings &Wanted)
      : Recorded(Recorded), Run(Run), Samples(Asked.number("samples")),
        Seed(Asked.number("seed")), Whole(scheduleOf(Recorded, Run.sites())),
        ByChance(makeStrategy("random")), Plain({}, {&Ignored, {}, {}}),
        Show(Wanted, Run.output().messages()),
        StepsBefore(Run.settings().MaxSteps) {
    // One that goes on for far longer than the recorded one is not near to it.
    Run.settings().MaxSteps =
        std::min<uint64_t>(4 * Whole.size() + 10000, StepsBefore);
  }
  PassingSearch(const PassingSearch &) = delete;
  ~PassingSearch() { Run.settings().MaxSteps = StepsBefore; }

  /// The schedule of the nearest one that was found; none when none was.
  std::optional<std::vector<Decision>> run();

  uint64_t executions() const { return Executions; }
  /// Executions that left the prefix before its end.
  uint64_t strayed() const { return Strayed; }
  /// How many decisions \p Schedule has in common with the recorded one.
  size_t common(const std::vector<Decision> &Schedule) const {
    return size_t(std::mismatch(Whole.begin(), Whole.end(), Schedule.begin(),
                                Schedule.end())
                      .first -
                  Whole.begin());
  }

private:
  bool passesAfter(size_t Prefix);

  const Trace &Recorded;
  Runner &Run;
  const uint64_t Samples, Seed;
  const std::vector<Decision> Whole;
  Result<std::unique_ptr<Strategy>> ByChance;
  PlanLog::Counts Ignored; ///< each execution writes to a copy
  PlannedSchedule Plain;
  Progress Show;
  const uint64_t StepsBefore;
  uint64_t Executions = 0, Strayed = 0;
  std::vector<Decision> Found; ///< by the last passesAfter() that was true
};
} // namespace

/// Whether one of the executions that follow \p Prefix decisions passes.
bool PassingSearch::passesAfter(size_t Prefix) {
  std::vector<Decision> Script(Whole.begin(), Whole.begin() + long(Prefix));
  Show.update("looking for an execution that passes, " +
              std::to_string(Executions) + " so far, " +
              std::to_string(Prefix) + " of " + std::to_string(Whole.size()) +
              " decisions");
  for (uint64_t Sample = 0; Sample < Samples; ++Sample) {
    ExecutionPlan Plan;
    Plan.Start.Seed = executionSeed(Seed, Sample);
    Plan.Start.Iteration = Recorded.Iteration;
    Plan.Chooser = Sample ? ByChance->get() : &Plain;
    Plan.KnownShared = &Recorded.SharedSites;
    Plan.KnownRaces = &Recorded.KnownRaces;
    Plan.Script = &Script;
    Plan.GoOn = true;
    Verdict Ended = Run.run(Plan);
    const ExecutionArea &Area = Run.area();
    ++Executions;
    if (Area.Count.Followed < Prefix) {
      ++Strayed;
      continue;
    }
    if (Ended.Kind != OutcomeKind::Passed)
      continue;
    auto Made = Run.area().decisions().first(Area.Count.Decisions);
    Found.assign(Made.begin(), Made.end());
    return true;
  }
  return false;
}

/// Beginnings that are cut by 1, 2, 4, … decisions, until one leads to a pass;
/// then between that and the one before.
std::optional<std::vector<Decision>> PassingSearch::run() {
  size_t Fails = Whole.size(), Passes = 0, Cut = 1;
  while (true) {
    Passes = Whole.size() - std::min(Cut, Whole.size());
    if (passesAfter(Passes))
      break;
    if (Passes == 0) {
      Show.clear();
      return std::nullopt;
    }
    Fails = Passes;
    Cut *= 2;
  }
  // By chance one may have followed the trace for longer than it had to.
  Passes = std::max(Passes, common(Found));
  while (Passes + 1 < Fails) {
    size_t Middle = Passes + (Fails - Passes) / 2;
    if (passesAfter(Middle))
      Passes = std::max(Middle, common(Found));
    else
      Fails = Middle;
  }
  Show.clear();
  return Found;
}

/// The trace of the execution with this schedule, from a strict replay; none
/// when it does not pass again.
static std::optional<Trace> traceOf(const std::vector<Decision> &Schedule,
                                    const Trace &Recorded, Runner &Run,
                                    FindingWriter &Writer) {
  Result<std::unique_ptr<Strategy>> Chooser = makeStrategy("random");
  ExecutionPlan Plan = planToFollow(Recorded, Schedule, **Chooser);
  Plan.Record = true;
  Verdict Ended = Run.run(Plan);
  if (Ended.Kind != OutcomeKind::Passed)
    return std::nullopt;
  ExecutionRecord Record = buildRecord(headerLike(Recorded, Run), Run.area(),
                                       Run.sites(), Ended, Run.output().text());
  Writer.judge(Record, Run.area());
  return std::move(Record.Schedule);
}

/// "bank-1f3a.pass.lstrace" for "bank-1f3a.lstrace".
static std::string passingPath(std::string TracePath) {
  constexpr std::string_view Suffix = ".lstrace";
  if (TracePath.ends_with(Suffix))
    TracePath.resize(TracePath.size() - Suffix.size());
  return TracePath + ".pass" + std::string(Suffix);
}

int lockstep::passingTask(const Trace &Recorded, const std::string &Path,
                          Runner &Run, const Task &Asked,
                          const Settings &Wanted) {
  constexpr int UsageError = 2, NoneFound = 1;
  FindingWriter Writer(Run);
  if (std::string Why = nothingToBlame(Recorded); !Why.empty()) {
    Writer.say("there is nothing to compare '" + Path + "' with: " + Why);
    return UsageError;
  }
  bool Changed;
  for (const std::string &Line :
       compareProgram(Recorded, headerLike(Recorded, Run), Changed))
    Writer.say("WARNING: " + Line);
  PassingSearch Search(Recorded, Run, Asked, Wanted);
  Run.watchdog().start();
  std::optional<std::vector<Decision>> Schedule = Search.run();
  std::optional<Trace> Passing;
  if (Schedule)
    Passing = traceOf(*Schedule, Recorded, Run, Writer);
  Run.watchdog().stop();
  std::string Count = countText(Search.executions(), "execution");
  if (Search.strayed())
    Writer.say("WARNING: " + std::to_string(Search.strayed()) +
               " executions did not follow the trace as far as they should; "
               "the program depends on something that Lockstep does not "
               "control");
  if (!Passing) {
    Writer.say("none of " + Count + " that begin like '" + Path +
               "' passed; more samples may find one");
    return NoneFound;
  }
  std::string Output =
      Asked.text("out").empty() ? passingPath(Path) : Asked.text("out");
  if (Status Done = Writer.save(*Passing, Output); !Done) {
    Writer.say(Done.error());
    return UsageError;
  }
  Writer.say("of " + Count +
             ", the nearest that passes parts from the trace "
             "at step " +
             std::to_string(Search.common(*Schedule)) + ": " + Output);
  return 0;
}
