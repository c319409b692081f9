//===- Shrinking.cpp - Makes the schedule of a finding simple -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Shrinking.h"

#include "platform/Kernel.h"
#include "preload/Interruption.h"
#include "preload/Replay.h"
#include "preload/Tasks.h"

#include <algorithm>
#include <cstdio>

using namespace lockstep;

namespace {
/// Wall time when the user gives no bound.
constexpr uint64_t DefaultMilliseconds = 60000;
/// Executions, and their steps, that look for a simpler schedule where no
/// change of one deviation leads, when no proof is wanted.
constexpr uint64_t SearchExecutions = 1000, SearchSteps = 1000000;
/// Executions that put one deviation in the place of two.
constexpr uint64_t PairExecutions = 10000;
/// The result is saved at most so often while it improves.
constexpr uint64_t SavePause = 1000000000;
constexpr unsigned Replays = 3;
constexpr std::string_view Suffix = ".lstrace", ShrunkSuffix = ".min.lstrace";

std::string counted(uint64_t Count, const char *One, const char *Many) {
  return std::to_string(Count) + " " + (Count == 1 ? One : Many);
}

std::string tenths(double Seconds) {
  char Text[32];
  snprintf(Text, sizeof Text, "%.1f s", Seconds);
  return Text;
}

/// "3 context switches (1 preemptive), 3 threads, 42 decisions".
std::string describe(const Trial &Of) {
  return counted(Of.Cost.Switches, "context switch", "context switches") +
         " (" + std::to_string(Of.Cost.Preemptions) + " preemptive), " +
         counted(Of.Cost.Threads, "thread", "threads") + ", " +
         counted(Of.Schedule.size(), "decision", "decisions");
}
} // namespace

std::string lockstep::shrunkPath(const std::string &TracePath) {
  if (TracePath.ends_with(ShrunkSuffix))
    return TracePath;
  std::string Stem = TracePath;
  if (Stem.ends_with(Suffix))
    Stem.resize(Stem.size() - Suffix.size());
  return Stem + std::string(ShrunkSuffix);
}

Shrinking::Shrinking(const Trace &Recorded, Runner &Run, const Settings &Wanted,
                     const ShrinkRequest &Request)
    : Recorded(Recorded), Run(Run), Request(Request), Writer(Run),
      Show(Wanted, Run.output().messages()),
      Oracle(Run, Recorded, Request.Bounds,
             [this](uint64_t Attempts) { progress(Attempts); }) {}

void Shrinking::progress(uint64_t Attempts) {
  Show.update("shrinking, " + counted(Attempts, "attempt", "attempts") + ", " +
              counted(Now.Switches, "context switch", "context switches") +
              " (" + std::to_string(Now.Preemptions) + " preemptive), " +
              tenths(Oracle.seconds()));
}

Shrinking::End Shrinking::run() {
  Interruption::start();
  End How = End::NotTheSame;
  if (Result<Trial> Start = Oracle.begin()) {
    Now = Start->Cost;
    Trial Before = *Start;
    Shrinker Changes(Oracle, std::move(*Start), [this](const Trial &Best) {
      Now = Best.Cost;
      if (monotonicNanoseconds() - LastSaved >= SavePause)
        save(Best);
    });
    shrink(Changes);
    Show.clear();
    How = finish(Before, Changes.best());
  } else {
    Writer.say("cannot shrink: " + Start.error());
  }
  Interruption::stop();
  return How;
}

/// Alternates between changes of the best schedule and a look at all that are
/// simpler, until neither helps.
void Shrinking::shrink(Shrinker &Changes) {
  bool Simpler = true;
  while (Simpler) {
    Changes.run();
    uint64_t Steps = Changes.best().Cost.Steps;
    uint64_t Most = SearchSteps / Steps + 1;
    Searched = SearchResult{false, 0, std::nullopt};
    if (Oracle.isExhausted() || !Problem.empty())
      return;
    Searched = searchBelow(Oracle, Changes.best(),
                           Request.Prove ? ~uint64_t(0)
                                         : std::min(SearchExecutions, Most));
    Simpler = Searched.Found.has_value();
    if (Simpler)
      Changes.adopt(std::move(*Searched.Found));
    else if (!Searched.IsComplete && !Oracle.isExhausted())
      Simpler = Changes.replacePairs(std::min(PairExecutions, Most));
  }
}

/// Writes the execution that \p Best describes, from a strict replay of it.
/// \returns false when the replay shows something else.
bool Shrinking::save(const Trial &Best) {
  std::optional<Verdict> Ended = Oracle.replay(Best.Schedule);
  if (!Ended)
    return false;
  Saved = buildRecord(headerLike(Recorded, Run), Run.area(), Run.sites(),
                      *Ended, Run.output().text());
  Writer.judge(Saved, Run.area());
  if (Status Done = Writer.save(Saved.Schedule, Request.Output); !Done)
    Problem = Done.error();
  LastSaved = monotonicNanoseconds();
  return true;
}

Shrinking::End Shrinking::finish(const Trial &Before, const Trial &Best) {
  bool Stopped = Oracle.isExhausted();
  std::string Spent = counted(Oracle.attempts(), "attempt", "attempts") +
                      " and " + tenths(Oracle.seconds());
  // These come on top of the bounds: a result is worth it.
  bool Same = true;
  for (unsigned I = 1; I < Replays && Same; ++I)
    Same = Oracle.replay(Best.Schedule).has_value();
  if (!Same || !save(Best)) {
    Writer.say("cannot shrink: the same schedule does not end in the same way "
               "every time; the program depends on something that Lockstep "
               "does not control");
    return End::NotTheSame;
  }
  if (!Problem.empty()) {
    Writer.say(Problem);
    return End::NotWritten;
  }
  if (Best.Schedule != Before.Schedule)
    Writer.say("shrunk from " + describe(Before));
  Writer.say((Best.Schedule != Before.Schedule ? "         to " : "it has ") +
             describe(Best));
  Writer.say((Stopped ? "stopped after "
                      : "nothing simpler was left to try "
                        "after ") +
             Spent + "; verified by " + std::to_string(Replays) + " replays");
  if (Stopped)
    Writer.say("the same command goes on with " + Request.Output);
  sayProof(Best);
  Writer.print(Saved, Run.area(), Request.Output);
  return Request.Prove && !Searched.IsComplete ? End::NotProven : End::Done;
}

void Shrinking::sayProof(const Trial &Best) {
  std::string Count = counted(Searched.Executions, "execution", "executions");
  uint64_t Preemptions = Best.Cost.Preemptions;
  std::string Simpler = "without preemptive switches and with";
  if (Preemptions)
    Simpler = "with fewer than " +
              counted(Preemptions, "preemptive switch", "preemptive switches") +
              ", or with so many and";
  if (Searched.IsComplete)
    Writer.say("proven: no schedule " + Simpler + " fewer than " +
               std::to_string(Best.Cost.Switches) +
               " in all, fails this way (" + Count + ")");
  else if (Request.Prove)
    Writer.say("not proven: " +
               std::string(Oracle.isExhausted()
                               ? "the bounds were reached"
                               : "an execution has too many choices") +
               " after " + Count + " of simpler schedules");
}

//===----------------------------------------------------------------------===//
// The task
//===----------------------------------------------------------------------===//

int lockstep::shrinkTask(const Trace &Recorded, const std::string &Path,
                         Runner &Run, const Task &Asked,
                         const Settings &Wanted) {
  constexpr int UsageError = 2, NoProof = 1;
  FindingWriter Writer(Run);
  if (std::string Why = nothingToBlame(Recorded); !Why.empty()) {
    Writer.say("cannot shrink '" + Path + "': " + Why);
    return UsageError;
  }
  bool Changed;
  Trace Here = headerLike(Recorded, Run);
  for (const std::string &Line : compareProgram(Recorded, Here, Changed))
    Writer.say("WARNING: " + Line);
  ShrinkRequest Request;
  Request.Bounds.Attempts = Asked.number("attempts");
  Request.Bounds.TimeMilliseconds =
      Wanted.TimeMilliseconds ? Wanted.TimeMilliseconds : DefaultMilliseconds;
  Request.Bounds.Jobs = Wanted.Jobs;
  if (Asked.text("signature") == "kind")
    Request.Bounds.How = Likeness::Kind;
  Request.Prove = Asked.isOn("prove");
  Request.Output =
      Asked.text("out").empty() ? shrunkPath(Path) : Asked.text("out");
  Run.watchdog().start();
  Shrinking::End How = Shrinking(Recorded, Run, Wanted, Request).run();
  Run.watchdog().stop();
  switch (How) {
  case Shrinking::End::Done:
    return 0;
  case Shrinking::End::NotProven:
    return NoProof;
  case Shrinking::End::NotTheSame:
    return outcomeExitStatus(OutcomeKind::Divergence);
  case Shrinking::End::NotWritten:
    return UsageError;
  }
  return UsageError;
}
