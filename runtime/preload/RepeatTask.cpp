//===- RepeatTask.cpp - A trace, replayed many times ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Replay.h"
#include "preload/Tasks.h"
#include "report/Text.h"

#include <algorithm>

using namespace lockstep;

/// The first line of \p Text that differs from \p First, for a message.
static std::string differentLine(const std::string &First,
                                 const std::string &Text) {
  auto At =
      size_t(std::mismatch(First.begin(), First.end(), Text.begin(), Text.end())
                 .second -
             Text.begin());
  size_t Begin = At ? Text.rfind('\n', At - 1) + 1 : 0;
  return escapeText(Text.substr(Begin, Text.find('\n', At) - Begin));
}

int lockstep::repeatTask(const Trace &Recorded, const std::string &Path,
                         Runner &Run, const Task &Asked, const Settings &) {
  FindingWriter Writer(Run);
  warnOfDifferences(Recorded, headerLike(Recorded, Run), Path, Writer);
  uint64_t Times = Asked.number("times");
  Reported First;
  std::string FirstText;
  std::vector<Decision> FirstDecisions;
  for (uint64_t I = 1; I <= Times; ++I) {
    ExecutionRecord Record = followTrace(Recorded, Run);
    Reported Finding = Writer.judge(Record, Run.area());
    std::string Text = Writer.text(Record, Run.area(), Path);
    const std::vector<Decision> &Decisions = Record.Schedule.Decisions;
    if (I == 1) {
      Writer.print(Record, Run.area(), Path);
      First = Finding;
      FirstText = Text;
      FirstDecisions = Decisions;
      // One more would say no more.
      if (First.Kind == OutcomeKind::Divergence)
        return outcomeExitStatus(First.Kind);
      continue;
    }
    std::string Which = "replay " + std::to_string(I) + " of " +
                        std::to_string(Times) + " differs from the first: ";
    auto Differ = std::mismatch(Decisions.begin(), Decisions.end(),
                                FirstDecisions.begin(), FirstDecisions.end());
    if (Finding.Kind != First.Kind)
      Writer.say(Which + "it ends with " + outcomeSlug(Finding.Kind) +
                 ", not with " + outcomeSlug(First.Kind));
    else if (Differ.first != Decisions.end() ||
             Differ.second != FirstDecisions.end())
      Writer.say(Which + "at step " +
                 std::to_string(Differ.first - Decisions.begin()));
    else if (Text != FirstText)
      Writer.say(Which + "its report says: " + differentLine(FirstText, Text));
    else
      continue;
    return outcomeExitStatus(OutcomeKind::Divergence);
  }
  Writer.say(std::to_string(Times) + " of " + std::to_string(Times) +
             " replays are the same: " + outcomeSlug(First.Kind));
  return outcomeExitStatus(First.Kind);
}
