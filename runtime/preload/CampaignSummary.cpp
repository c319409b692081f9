//===- CampaignSummary.cpp - What a campaign says at its end --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/Kernel.h"
#include "preload/Campaign.h"
#include "report/Text.h"
#include "trace/Text.h"

#include <cstdio>

using namespace lockstep;

void Campaign::showProgress() {
  Show.update(Executions, Findings, Started, Learnt.coverage());
}

int Campaign::finish() {
  Show.clear();
  if (!Findings && Unknowns)
    report(FirstUnknown);
  if (!Executions) {
    Writer.say("no execution was run: the time was over before the first");
    writeSummary(0);
    return 0;
  }
  endBatch();
  writePassing();
  writeSummary(FirstStatus);
  // The SUMMARY line of a report is the last.
  if (FirstStatus && Run.settings().StopAtFirst)
    return FirstStatus;
  if (Learnt.latest().MaxThreads <= 1)
    Writer.say("WARNING: the program never had more than one thread; there is "
               "no schedule to explore");
  Writer.say(summaryLine());
  if (Learnt.latest().MaxThreads > 1)
    Writer.say(coverageLine());
  if (!Wanted.Corpus.empty())
    Writer.say(corpusLine());
  if (Raced && Run.settings().Races == RacesChoice::Promote)
    Writer.say("data races were seen, and made scheduling points; races=report "
               "in LOCKSTEP_OPTIONS reports them");
  if (Saturated) {
    bool OnlyTime = Wanted.Iterations == UnboundedIterations;
    Writer.say("ended before its " +
               (OnlyTime ? "time was over"
                         : countText(Wanted.Iterations, "execution")) +
               ": saturated, no execution is likely to show a new behavior");
  }
  if (!Uncontrolled.empty()) {
    std::string Names;
    for (const std::string &Name : Uncontrolled)
      Names += (Names.empty() ? "" : ", ") + Name;
    Writer.say("not under control: " + Names);
  }
  return FirstStatus;
}

std::string Campaign::summaryLine() const {
  const Knowledge &Known = Learnt.latest();
  std::string Line = countText(Executions, "execution") + ", " +
                     (Findings ? std::to_string(Findings) : "no") + " finding" +
                     (Findings == 1 ? "" : "s") + " (" + StrategySpec +
                     ", seed " + std::to_string(Wanted.Seed) + ", " +
                     countText(Known.MaxThreads, "thread") + ", up to " +
                     countText(Known.MaxSteps, "step") + ")";
  if (Unknowns)
    Line += ", " + std::to_string(Unknowns) + " unknown";
  return Line;
}

std::string Campaign::coverageLine() const {
  const Coverage &Seen = Learnt.coverage();
  return "explored " + countText(Seen.schedules().kinds(), "schedule") +
         " and " + countText(Seen.behaviors().kinds(), "behavior") + " of " +
         countText(Seen.sites(), "site") + "; " +
         std::to_string(Seen.possiblePairs() - Seen.missingPairs()) + " of " +
         countText(Seen.possiblePairs(), "possible reads-from pair") +
         "; the next execution shows a new behavior with a chance of about " +
         percentText(Seen.behaviors().chanceOfNew());
}

/// \p Text, which any bytes may stand in, as a JSON string that says what
/// messages say.
static std::string jsonString(const std::string &Text) {
  std::string Out = "\"";
  for (char C : printable(Text)) {
    if (C == '"' || C == '\\')
      Out += '\\';
    Out += C;
  }
  return Out + "\"";
}

/// The coverage as members of a JSON object.
static std::string coverageJson(const Coverage &Seen) {
  char Text[640];
  snprintf(Text, sizeof Text,
           "\"schedules\": %llu, \"estimated_schedules\": %.0f, "
           "\"chance_of_new_schedule\": %.6g, \"behaviors\": %llu, "
           "\"estimated_behaviors\": %.0f, \"chance_of_new_behavior\": %.6g, "
           "\"reads_from_pairs\": %llu, \"possible_pairs\": %llu, "
           "\"missing_pairs\": %llu, \"sites\": %llu",
           (unsigned long long)Seen.schedules().kinds(),
           Seen.schedules().estimatedKinds(), Seen.schedules().chanceOfNew(),
           (unsigned long long)Seen.behaviors().kinds(),
           Seen.behaviors().estimatedKinds(), Seen.behaviors().chanceOfNew(),
           (unsigned long long)Seen.pairs(),
           (unsigned long long)Seen.possiblePairs(),
           (unsigned long long)Seen.missingPairs(),
           (unsigned long long)Seen.sites());
  return Text;
}

void Campaign::writeSummary(int ExitStatus) {
  const std::string &Path = Run.settings().SummaryJson;
  if (Path.empty())
    return;
  uint64_t Elapsed = monotonicNanoseconds() - Started;
  const Knowledge &Known = Learnt.latest();
  std::string First = "null";
  if (FirstFound.Execution)
    First = "{\"execution\": " + std::to_string(FirstFound.Execution) +
            ", \"nanoseconds\": " + std::to_string(FirstFound.Nanoseconds) +
            "}";
  std::string Text =
      "{\"executions\": " + std::to_string(Executions) +
      ", \"findings\": " + std::to_string(Findings) +
      ", \"first_finding\": " + First +
      ", \"unknown\": " + std::to_string(Unknowns) +
      ", \"strategy\": " + jsonString(StrategySpec) +
      ", \"seed\": " + std::to_string(Wanted.Seed) +
      ", \"threads\": " + std::to_string(Known.MaxThreads) +
      ", \"steps\": " + std::to_string(Known.MaxSteps) +
      ", \"nanoseconds\": " + std::to_string(Elapsed) +
      ", \"saturated\": " + (Saturated ? "true" : "false") +
      ", \"corpus\": {\"followed\": " + std::to_string(InCorpus.Followed) +
      ", \"left\": " + std::to_string(InCorpus.Left) +
      ", \"added\": " + std::to_string(InCorpus.New) + "}, " +
      coverageJson(Learnt.coverage()) +
      ", \"exit_status\": " + std::to_string(ExitStatus) + "}\n";
  if (Status Done = saveFile(Path, Text); !Done)
    Writer.say("summary_json: " + Done.error());
}
