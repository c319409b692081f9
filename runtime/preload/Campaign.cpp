//===- Campaign.cpp - Many executions -------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Campaign.h"

#include "base/Random.h"
#include "platform/Kernel.h"
#include "preload/Shrinking.h"

#include <algorithm>

using namespace lockstep;

namespace {
/// Executions that hang for real cost seconds each: no more than these.
constexpr uint64_t MostUnknowns = 3;
/// Executions after the finding that are tried for one that passes.
constexpr uint64_t MostBeyond = 1000;
} // namespace

Campaign::Campaign(const Settings &Wanted, Runner &Run,
                   std::unique_ptr<Strategy> Chooser, Suppressions Suppressed)
    : Wanted(Wanted), Run(Run), Chooser(std::move(Chooser)),
      Suppressed(std::move(Suppressed)), Writer(Run),
      Show(Wanted, Run.output().messages()), Learnt(*this->Chooser),
      Kept(Wanted.Corpus) {
  Result<std::string> Spec = canonicalSpec(Wanted.Strategy);
  LOCKSTEP_CHECK(bool(Spec)); // it was made before
  StrategySpec = *Spec;
}

ExecutionPlan Campaign::planFor(uint64_t Iteration) {
  ExecutionPlan Plan;
  Plan.Start.Seed = executionSeed(Wanted.Seed, Iteration);
  Plan.Start.Iteration = Iteration;
  Plan.Start.Known = Learnt.state().Known;
  Plan.Chooser = Chooser.get();
  Plan.KnownShared = &Learnt.state().Shared;
  Plan.KnownRaces = &OldRaces;
  Plan.Quiet = Learnt.quietFor(Plan.Start.Seed);
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
  bool Begun = Wanted.Corpus.empty() || runCorpus();
  uint64_t Next = 0;
  while (Begun && Next < Wanted.Iterations && !outOfTime()) {
    uint64_t Last = batchEnd(Next);
    bool GoOn =
        Wanted.Jobs > 1 ? runBatchInJobs(Next, Last) : runBatch(Next, Last);
    if (!GoOn)
      break;
    endBatch();
    Next = Last;
    if (Wanted.StopWhenSaturated && Learnt.coverage().isSaturated()) {
      Saturated = true;
      break;
    }
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
    ExecutionPlan Plan = planFor(I);
    Verdict Ended = Run.run(Plan);
    Learnt.add(lessonOf(Plan, Ended));
    if (!take(Plan, Ended))
      return false;
  }
  return true;
}

/// What \p Plan's execution, which just ended, has shown.
Lesson Campaign::lessonOf(const ExecutionPlan &Plan, const Verdict &Ended) {
  ExecutionArea &Area = Run.area();
  const Counters &Count = Area.Count;
  ExecutionLog Log;
  Log.Decisions = Area.decisions().first(Count.Decisions);
  Log.Parents =
      std::span(Area.Parents)
          .first(std::min<size_t>(Count.Threads, std::size(Area.Parents)));
  Log.Addresses = std::span(Area.Addresses).first(Count.Objects);
  Lesson Of;
  Of.Seen = Digest.digest(Log, Count.Choices, Chooser->wants());
  Of.Seen.Iteration = Plan.Start.Iteration;
  Of.Seen.Seed = Plan.Start.Seed;
  Of.Seen.Known = Plan.Start.Known.Executions;
  Raced |= Count.Raced;
  Of.Seen.Failed = Ended.Kind != OutcomeKind::Passed;
  Of.Shared.assign(Area.Learnt, Area.Learnt + Count.Learnt);
  Of.Places.assign(Area.UsedPlaces, Area.UsedPlaces + Count.Places);
  Of.NewPlaces.assign(Area.NewPlaces, Area.NewPlaces + Area.NewPlaceCount);
  Of.FirstNewPlace = FirstPlace + uint32_t(Run.sites().places().size());
  return Of;
}

/// Takes the places in that the lessons of the batch name, and learns.
void Campaign::endBatch() {
  for (Lesson &Of : Learnt.waiting()) {
    std::vector<SiteId> Ids;
    for (uint64_t Place : Of.NewPlaces)
      Ids.push_back(Run.sites().place(Place));
    nameSites(Of, Ids);
  }
  if (!Wanted.Corpus.empty())
    keepNew();
  Learnt.endBatch();
  OldRaces = KnownRaces;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

/// The execution that just ran, as it ended.
SavedExecution Campaign::save(const ExecutionPlan &Plan, const Verdict &Ended) {
  ExecutionArea &Area = Run.area();
  auto Log = Area.decisions().first(Area.Count.Decisions);
  SavedExecution Saved;
  Saved.Exists = true;
  Saved.Iteration = Plan.Start.Iteration;
  Saved.Ended = Ended;
  Saved.Schedule.assign(Log.begin(), Log.end());
  Saved.Shared = *Plan.KnownShared;
  Saved.Origin = InCorpus.Following;
  return Saved;
}

/// Plays \p Saved again, recorded in full.
Verdict Campaign::playAgain(SavedExecution &Saved) {
  ExecutionPlan Plan;
  Plan.Start.Seed = executionSeed(Wanted.Seed, Saved.Iteration);
  Plan.Start.Iteration = Saved.Iteration;
  Plan.Chooser = Chooser.get();
  Plan.KnownShared = &Saved.Shared;
  Plan.KnownRaces = &KnownRaces;
  Plan.Script = &Saved.Schedule;
  Plan.Record = true;
  return Run.run(Plan);
}

/// \returns false when the campaign is over.
bool Campaign::take(const ExecutionPlan &Plan, Verdict Ended) {
  ++Executions;
  noteUncontrolled(Run.area());
  showProgress();
  // A race is told of once; then the same execution goes on beyond it.
  while (Ended.Kind == OutcomeKind::DataRace) {
    const AreaRace &Of = Run.area().Race;
    RacePair Sites(Of.Earlier.What.Site, Of.Later.What.Site);
    auto Place = std::lower_bound(KnownRaces.begin(), KnownRaces.end(), Sites);
    bool IsNew = Place == KnownRaces.end() || *Place != Sites;
    if (IsNew) {
      SavedExecution Racing = save(Plan, Ended);
      if (report(Racing)) {
        if (!FirstFound.Execution)
          FirstFound = {Executions, monotonicNanoseconds() - Started};
        if (Run.settings().StopAtFirst)
          return false;
      }
      KnownRaces.insert(
          std::lower_bound(KnownRaces.begin(), KnownRaces.end(), Sites), Sites);
    }
    ExecutionPlan Beyond = Plan;
    Beyond.KnownRaces = &KnownRaces;
    Ended = Run.run(Beyond);
  }
  if (Ended.Kind == OutcomeKind::Passed) {
    if (!Run.settings().TracePassing.empty())
      LastPassed = save(Plan, Ended);
    return !Run.settings().CheckDeterminism || checkDeterminism(Plan);
  }
  SavedExecution Saved = save(Plan, Ended);
  if (!outcomeIsUnknown(Ended.Kind)) {
    if (!FirstFound.Execution)
      FirstFound = {Executions, monotonicNanoseconds() - Started};
    report(Saved);
    return !Run.settings().StopAtFirst;
  }
  // Neither a pass nor a fault: the next schedule may tell.
  if (!Unknowns++)
    FirstUnknown = std::move(Saved);
  return Ended.Kind == OutcomeKind::StepLimit || Unknowns < MostUnknowns;
}

Trace Campaign::header(const SavedExecution &Of) const {
  Trace Header = describeProgram(Run.program(), Run.sites());
  Header.Strategy = StrategySpec;
  ExecutionStart Start;
  Start.Iteration = Of.Iteration;
  if (std::string Part = Chooser->chosenFor(Start); !Part.empty())
    Header.Strategy += " (" + Part + ")";
  Header.CampaignSeed = Wanted.Seed;
  Header.Iteration = Of.Iteration;
  Header.Options = canonicalBehavior(Run.settings());
  Header.PoolSize = Run.poolSize();
  Header.SharedSites = Of.Shared;
  Header.KnownRaces = KnownRaces;
  if (Of.Origin) {
    Header.Strategy = Of.Origin->Strategy;
    Header.CampaignSeed = Of.Origin->CampaignSeed;
  }
  return Header;
}

/// Plays the execution again, recorded in full, and reports it. \returns false
/// when it is a race that is not to be told of.
bool Campaign::report(SavedExecution &Saved) {
  Show.clear();
  ++Findings;
  const Verdict &Ended = Saved.Ended;
  Verdict Again = playAgain(Saved);
  bool Same =
      Again.Kind == Ended.Kind || (Again.Kind == OutcomeKind::Divergence &&
                                   Run.area().ScriptEnded && Ended.Signal);
  ExecutionRecord Record =
      buildRecord(header(Saved), Run.area(), Run.sites(), Same ? Ended : Again,
                  Run.output().text());
  Reported Finding = Writer.judge(Record, Run.area());
  bool IsTold = !isSuppressed(Record);
  if (!IsTold || !Seen.insert(Finding.Identity).second) {
    --Findings;
    return IsTold;
  }
  if (!FirstStatus)
    FirstStatus = outcomeExitStatus(Same ? Finding.Kind : Ended.Kind);
  if (Same) {
    Writer.writeTrace(Record, Finding);
    if (!Saved.Origin && !outcomeIsUnknown(Finding.Kind))
      keep(Record.Schedule);
  } else
    Writer.say(std::string("execution ") + std::to_string(Saved.Iteration) +
               " ended with " + outcomeSlug(Ended.Kind) +
               ", but not when it was played again: the program depends on "
               "something that Lockstep does not control");
  if (Saved.Origin)
    Writer.say("this is an execution of the corpus, which is followed before "
               "new schedules are tried");
  if (!Same || !shrink(Record.Schedule, Finding))
    Writer.print(Record, Run.area(), Finding.TracePath);
  return true;
}

bool Campaign::isSuppressed(const ExecutionRecord &Record) {
  if (Record.Schedule.Outcome != OutcomeKind::DataRace)
    return false;
  BacktraceSymbolizer Symbols = symbolizerFor(Run.area());
  return Suppressed.match(Record, Symbols);
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
bool Campaign::checkDeterminism(const ExecutionPlan &Plan) {
  SavedExecution Saved = save(Plan, Verdict());
  Verdict Again = playAgain(Saved);
  if (Again.Kind == OutcomeKind::Passed &&
      Run.area().Count.Decisions == Saved.Schedule.size())
    return true;
  Show.clear();
  ++Findings;
  if (Again.Kind == OutcomeKind::Passed)
    Again.Kind = OutcomeKind::Divergence;
  ExecutionRecord Record = buildRecord(header(Saved), Run.area(), Run.sites(),
                                       Again, Run.output().text());
  Reported Finding = Writer.judge(Record, Run.area());
  FirstStatus = outcomeExitStatus(OutcomeKind::Divergence);
  Writer.print(Record, Run.area(), "");
  return false;
}

void Campaign::noteUncontrolled(const ExecutionArea &Area) {
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
    if (Verdict Ended = Run.run(planFor(I)); Ended.Kind == OutcomeKind::Passed)
      LastPassed = save(planFor(I), Ended);
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
  Verdict Ended = playAgain(LastPassed);
  if (Ended.Kind != OutcomeKind::Passed)
    return Writer.say("'" + Path +
                      "' was not written: an execution that passed did not "
                      "when it was played again; the program depends on "
                      "something that Lockstep does not control");
  ExecutionRecord Record = buildRecord(header(LastPassed), Run.area(),
                                       Run.sites(), Ended, Run.output().text());
  Writer.judge(Record, Run.area());
  if (Status Done = Writer.save(Record.Schedule, Path); !Done)
    Writer.say("trace_passing: " + Done.error());
}
