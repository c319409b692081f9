//===- ContinueTask.cpp - A trace, followed and gone on from -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For a program that has changed since the trace was made: is the bug gone, or
// only its trace?
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "platform/Kernel.h"
#include "platform/OwnMemory.h"
#include "preload/Counterpart.h"
#include "preload/OpenStrategy.h"
#include "preload/Replay.h"
#include "preload/Tasks.h"
#include "report/Text.h"
#include "strategies/Continuation.h"
#include "trace/SiteMatch.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <sys/mman.h>

using namespace lockstep;

namespace {

/// One way in which continuations failed.
struct Failure {
  Reported Finding;
  uint64_t Count = 0;
};

class Continuing {
public:
  Continuing(const Trace &Recorded, Runner &Run, const Settings &Wanted,
             Strategy &Then);
  int run();

private:
  void findSites();
  void runOne(uint64_t I);
  void failed(const Verdict &Ended);
  void addShared(const std::vector<uint32_t> &Sites);
  void sayHowFar();
  int conclude();

  const Trace &Recorded;
  Runner &Run;
  const Settings &Wanted;
  Strategy &Then;
  FindingWriter Writer;
  std::vector<Decision> Schedule;
  std::vector<uint32_t> Shared;     ///< sites; ascending
  Continuation::Progress *Progress; ///< shared with the executions
  Continuation::Progress First{};   ///< of the one that follows all it can
  bool FirstPassed = false;
  std::map<std::string, Failure> Failures; ///< by what is the same
  uint64_t Done = 0, Unknowns = 0;
  OutcomeKind Unknown = OutcomeKind::Passed;
};

} // namespace

/// A SUMMARY line without what a change to the program moves: lines and
/// columns, and the folder.
static std::string withoutNumbers(const std::string &Summary) {
  std::string Text;
  for (size_t I = 0; I < Summary.size(); ++I) {
    if (Summary[I] == ':' && I + 1 < Summary.size() &&
        isdigit(static_cast<unsigned char>(Summary[I + 1])))
      while (I + 1 < Summary.size() &&
             isdigit(static_cast<unsigned char>(Summary[I + 1])))
        ++I;
    else if (Summary[I] == '/')
      Text.resize(Text.rfind(' ') + 1);
    else
      Text += Summary[I];
  }
  return Text;
}

Continuing::Continuing(const Trace &Recorded, Runner &Run,
                       const Settings &Wanted, Strategy &Then)
    : Recorded(Recorded), Run(Run), Wanted(Wanted), Then(Then), Writer(Run) {
  long Got = mapOwn(sizeof *Progress, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS);
  LOCKSTEP_CHECK(Got > 0);
  Progress = reinterpret_cast<Continuation::Progress *>(Got);
}

/// Fills in Schedule and Shared with the sites of this program.
void Continuing::findSites() {
  Trace Here = headerLike(Recorded, Run);
  bool Changed;
  for (const std::string &Line : compareProgram(Recorded, Here, Changed))
    Writer.say(Line);
  Counterpart Now = counterpartOf(Recorded, Run.sites(), Changed);
  Schedule = std::move(Now.Schedule);
  Shared = std::move(Now.Shared);
}

void Continuing::runOne(uint64_t I) {
  size_t Length = Schedule.size();
  // Where following leaves nothing to choose, every execution would be the
  // same: then each leaves the trace a little earlier.
  if (I && !First.Free)
    Length -= size_t(double(Length) * double(I) / double(Wanted.Iterations));
  Continuation Follow(std::span<const Decision>(Schedule).first(Length),
                      NoCounterpart, Then, *Progress);
  ExecutionPlan Plan;
  Plan.Start.Seed = executionSeed(Wanted.Seed, I);
  Plan.Start.Iteration = Recorded.Iteration;
  Plan.Start.Known = {1, Schedule.size(), Schedule.size(),
                      uint32_t(Recorded.Threads.size())};
  Plan.Chooser = &Follow;
  Plan.KnownShared = &Shared;
  Plan.KnownRaces = &Recorded.KnownRaces;
  Verdict Ended = Run.run(Plan);
  ++Done;
  if (!I) {
    First = *Progress;
    FirstPassed = Ended.Kind == OutcomeKind::Passed;
  }
  // Failing runs the program again: what this one learnt comes after.
  std::vector<uint32_t> Learnt(Run.area().Learnt,
                               Run.area().Learnt + Run.area().Count.Learnt);
  if (outcomeIsUnknown(Ended.Kind))
    Unknown = Unknowns++ ? Unknown : Ended.Kind;
  else if (Ended.Kind != OutcomeKind::Passed)
    failed(Ended);
  addShared(Learnt);
}

void Continuing::addShared(const std::vector<uint32_t> &Sites) {
  Shared.insert(Shared.end(), Sites.begin(), Sites.end());
  std::sort(Shared.begin(), Shared.end());
  Shared.erase(std::unique(Shared.begin(), Shared.end()), Shared.end());
}

/// Plays the execution again, recorded in full, and reports it when it is new.
void Continuing::failed(const Verdict &Ended) {
  auto Log = Run.area().decisions().first(Run.area().Count.Decisions);
  std::vector<Decision> Made(Log.begin(), Log.end());
  ExecutionPlan Plan;
  Plan.Start.Iteration = Recorded.Iteration;
  Plan.Chooser = &Then;
  Plan.KnownShared = &Shared;
  Plan.KnownRaces = &Recorded.KnownRaces;
  Plan.Script = &Made;
  Plan.Record = true;
  Verdict Again = Run.run(Plan);
  bool Same =
      Again.Kind == Ended.Kind || (Again.Kind == OutcomeKind::Divergence &&
                                   Run.area().ScriptEnded && Ended.Signal);
  Trace Header = headerLike(Recorded, Run);
  Header.Options = canonicalBehavior(Run.settings());
  Header.SharedSites = Shared;
  Header.CampaignSeed = Wanted.Seed;
  ExecutionRecord Record =
      buildRecord(std::move(Header), Run.area(), Run.sites(),
                  Same ? Ended : Again, Run.output().text());
  Reported Finding = Writer.judge(Record, Run.area());
  Failure &Of = Failures[withoutNumbers(Finding.Summary)];
  if (Of.Count++)
    return;
  if (Same)
    Writer.writeTrace(Record, Finding);
  Writer.print(Record, Run.area(), Finding.TracePath);
  Of.Finding = Finding;
}

void Continuing::sayHowFar() {
  std::string All = std::to_string(Schedule.size());
  bool Whole = First.Followed == Schedule.size();
  std::string Text = Whole ? "followed all " +
                                 countText(Schedule.size(), "decision") +
                                 " of the trace"
                           : "followed " + std::to_string(First.Followed) +
                                 " of " + All + " decisions of the trace";
  if (Whole && FirstPassed)
    Text += ": the recorded schedule can be followed to its end and passes";
  Writer.say(Text);
  if (!First.Free && Done > 1)
    Writer.say("nothing was left to choose then; so each further execution "
               "left the trace earlier");
}

int Continuing::conclude() {
  auto Share = [this](uint64_t Count) {
    return std::to_string(Count) + " of " + countText(Done, "continuation");
  };
  sayHowFar();
  int Status = 0;
  auto Old = Failures.find(withoutNumbers(Recorded.Summary));
  if (Old != Failures.end()) {
    Writer.say("the same finding came back in " + Share(Old->second.Count));
    Status = outcomeExitStatus(Old->second.Finding.Kind);
  }
  for (const auto &[Text, Of] : Failures) {
    if (Old != Failures.end() && &Of == &Old->second)
      continue;
    Writer.say("another finding came in " + Share(Of.Count) + ": " +
               outcomeSlug(Of.Finding.Kind));
    Status = Status ? Status : outcomeExitStatus(Of.Finding.Kind);
  }
  if (Unknowns) {
    Writer.say(Share(Unknowns) + " did not end: " + outcomeSlug(Unknown));
    Status = Status ? Status : outcomeExitStatus(Unknown);
  }
  if (!Status)
    Writer.say("0 of " + countText(Done, "continuation") +
               " fail: the bug seems gone");
  return Status;
}

int Continuing::run() {
  findSites();
  Run.watchdog().start();
  for (uint64_t I = 0; I < Wanted.Iterations; ++I)
    runOne(I);
  Run.watchdog().stop();
  return conclude();
}

int lockstep::continueTask(const Trace &Recorded, const std::string &,
                           Runner &Run, const Task &, const Settings &Wanted) {
  Result<std::unique_ptr<Strategy>> Then = openStrategy(Wanted.Strategy, Run);
  if (!Then) {
    constexpr int UsageError = 2;
    FindingWriter(Run).say(Then.error());
    return UsageError;
  }
  return Continuing(Recorded, Run, Wanted, **Then).run();
}
