//===- ScheduleHeader.cpp - What was run and how it ended -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Schedule.h"

#include "report/Folding.h"
#include "report/Messages.h"
#include "report/Places.h"
#include "report/Text.h"

#include <algorithm>
#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

static void printField(const char *Name, const std::string &Value) {
  if (!Value.empty())
    fmt::print("{:<12}{}\n", Name, Value);
}

/// The status or the signal, where the program itself ended so.
static std::string ending(const Trace &Source) {
  std::string Text = outcomeSlug(Source.Outcome);
  bool Exited = Source.Outcome == OutcomeKind::Passed ||
                Source.Outcome == OutcomeKind::ExitStatus;
  if (Exited && Source.ExitCode)
    Text += fmt::format(" {}", Source.ExitCode);
  if (Source.Outcome == OutcomeKind::Signal)
    Text += fmt::format(" {}", Source.SignalNumber);
  return Text;
}

/// "120, 7 switches".
static std::string decisions(const Trace &Source) {
  std::vector<ThreadId> Threads;
  for (const Decision &Made : Source.Decisions)
    Threads.push_back(Made.thread());
  return fmt::format("{}, {}{}", Source.Decisions.size(),
                     countText(countSwitches(Threads), "switch"),
                     Source.Truncated
                         ? " (the file was cut; this is its readable beginning)"
                         : "");
}

void cli::printScheduleHeader(const Schedule &Of, bool HasEvents) {
  const Trace &Source = Of.trace();
  std::string Command = escapeText(Source.Program);
  for (size_t I = 1; I < Source.Arguments.size(); ++I)
    Command += " " + escapeText(Source.Arguments[I]);
  printField("Program", Command);
  for (const std::string &Variable : Source.Environment)
    printField("Environment", escapeText(Variable));
  printField("Lockstep", escapeText(Source.ToolVersion));
  printField("Strategy", fmt::format("{}, seed {}, iteration {}",
                                     escapeText(Source.Strategy),
                                     Source.CampaignSeed, Source.Iteration));
  printField("Options", escapeText(Source.Options));
  printField("Outcome", ending(Source));
  printField("Summary", escapeText(Source.Summary));
  printField("Threads", std::to_string(Of.threadCount()));
  printField("Decisions", decisions(Source));
  if (!HasEvents)
    printField("Values", "not in this trace, which holds the decisions only");
  fmt::print("\n");
}
