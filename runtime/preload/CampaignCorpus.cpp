//===- CampaignCorpus.cpp - What campaigns keep for each other ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What one campaign has learnt reaches the next as executions, not as tables: a
// campaign begins by following what was kept, and learns from that what there
// is to learn (lengths, sites that conflict or race, reads-from pairs), also
// when the program was built again and all sites have other numbers.
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"
#include "platform/OwnMemory.h"
#include "preload/Campaign.h"
#include "preload/Counterpart.h"
#include "preload/Replay.h"
#include "report/Text.h"
#include "trace/SiteMatch.h"

#include <algorithm>
#include <sys/mman.h>

using namespace lockstep;

/// \returns false when the campaign is over.
bool Campaign::runCorpus() {
  Trace Here = describeProgram(Run.program(), Run.sites());
  Here.Options = canonicalBehavior(Run.settings());
  std::vector<std::string> Problems;
  InCorpus.Executions = Kept.load(Here, Problems);
  for (const std::string &Line : Problems)
    Writer.say("WARNING: " + escapeText(Line) +
               "; it is left out of the corpus");
  // Written by executions, which are other processes.
  using Progress = Continuation::Progress;
  long Got = mapOwn(sizeof(Progress), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS);
  LOCKSTEP_CHECK(Got > 0);
  auto *Far = reinterpret_cast<Progress *>(Got);
  bool GoOn = true;
  for (const Trace &Recorded : InCorpus.Executions) {
    GoOn = !outOfTime() && runKept(Recorded, *Far);
    if (!GoOn)
      break;
  }
  InCorpus.Following = nullptr;
  endBatch();
  return GoOn;
}

/// Follows \p Recorded as far as it can be followed; \p Far is for how far that
/// was. \returns false when the campaign is over.
bool Campaign::runKept(const Trace &Recorded, Continuation::Progress &Far) {
  bool Changed;
  compareProgram(Recorded, describeProgram(Run.program(), Run.sites()),
                 Changed);
  Counterpart Here = counterpartOf(Recorded, Run.sites(), Changed);
  Continuation Follow(Here.Schedule, NoCounterpart, *Chooser, Far);
  ExecutionPlan Plan;
  // As it was: how patient an execution is with threads that spin goes by its
  // number.
  Plan.Start.Iteration = Recorded.Iteration;
  Plan.Start.Seed = executionSeed(Recorded.CampaignSeed, Recorded.Iteration);
  Plan.Chooser = &Follow;
  Plan.KnownShared = &Here.Shared;
  Plan.KnownRaces = &KnownRaces;
  InCorpus.Following = &Recorded;
  Verdict Ended = Run.run(Plan);
  ++InCorpus.Followed;
  InCorpus.Left += Far.Followed < Here.Schedule.size();
  Lesson Of = lessonOf(Plan, Ended);
  Of.IsForeign = true;
  // The sites that it began with are known, too: nothing has to race again.
  Of.Shared.insert(Of.Shared.end(), Here.Shared.begin(), Here.Shared.end());
  Learnt.add(std::move(Of));
  return take(Plan, Ended);
}

/// Keeps those executions of the batch that show what no kept one does: a
/// reads-from pair, or a race. Before the batch is learnt from, so that they
/// can be run again.
void Campaign::keepNew() {
  for (const Lesson &Of : Learnt.waiting()) {
    size_t Before = InCorpus.Pairs.size() + InCorpus.Raced.size();
    InCorpus.Pairs.insert(Of.Seen.ReadsFrom.begin(), Of.Seen.ReadsFrom.end());
    InCorpus.Raced.insert(Of.Shared.begin(), Of.Shared.end());
    bool IsNew = InCorpus.Pairs.size() + InCorpus.Raced.size() > Before;
    // What fails is kept with its report.
    if (!IsNew || Of.IsForeign || Of.Seen.Failed || InCorpus.Broken)
      continue;
    ExecutionPlan Plan = planFor(Of.Seen.Iteration);
    Verdict Ended = Run.run(Plan);
    if (Ended.Kind != OutcomeKind::Passed)
      continue;
    SavedExecution Saved = save(Plan, Ended);
    Verdict Again = playAgain(Saved);
    if (Again.Kind != OutcomeKind::Passed)
      continue;
    ExecutionRecord Record = buildRecord(header(Saved), Run.area(), Run.sites(),
                                         Again, Run.output().text());
    Writer.judge(Record, Run.area());
    keep(Record.Schedule);
  }
}

void Campaign::keep(const Trace &Whole) {
  if (Wanted.Corpus.empty() || InCorpus.Broken)
    return;
  Result<bool> Done = Kept.keep(Whole);
  if (Done) {
    InCorpus.New += *Done;
    return;
  }
  InCorpus.Broken = true;
  Writer.say("WARNING: nothing more is kept: " + Done.error());
}

std::string Campaign::corpusLine() const {
  std::string Line = "corpus '" + Kept.folder() +
                     "': " + countText(InCorpus.Followed, "execution") +
                     " of it ran";
  if (InCorpus.Left)
    Line += ", of which " + std::to_string(InCorpus.Left) +
            " could not be followed to the end";
  return Line + "; " + std::to_string(InCorpus.New) + " added";
}
