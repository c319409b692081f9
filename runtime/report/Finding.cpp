//===- Finding.cpp - What happened, in words ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Finding.h"

#include "report/Hang.h"
#include "report/Messages.h"
#include "report/Text.h"

#include <algorithm>

using namespace lockstep;

void Finding::say(unsigned Depth, const std::string &Text) {
  if (!Text.empty())
    Body.push_back(std::string(2 * Depth, ' ') + Text);
}

void Finding::explain(unsigned Width, const std::string &Text) {
  for (const std::string &Line : wrapText(Text, std::max(Width, 60u)))
    Body.push_back(Line);
}

void Finding::show(ReportContext &Context, const Place &At) {
  std::string Line = Context.quote(At);
  if (!Line.empty())
    Body.push_back(Line);
}

Finding lockstep::describeFinding(ReportContext &Context) {
  Finding Found;
  Found.Kind = reportedOutcome(Context.Record);
  switch (Found.Kind) {
  case OutcomeKind::Passed:
    Found.Headline = messages::headPassed();
    break;
  case OutcomeKind::Assertion:
  case OutcomeKind::Abort:
  case OutcomeKind::Exception:
  case OutcomeKind::Signal:
  case OutcomeKind::Sanitizer:
  case OutcomeKind::ExitStatus:
    describeCrash(Context, Found);
    break;
  case OutcomeKind::Deadlock:
  case OutcomeKind::LostWakeup:
    describeHang(Context, Found);
    break;
  case OutcomeKind::Livelock:
    describeLivelock(Context, Found);
    break;
  case OutcomeKind::Misuse:
    describeMisuse(Context, Found);
    break;
  case OutcomeKind::DataRace:
    describeRace(Context, Found);
    break;
  case OutcomeKind::UseAfterFree:
  case OutcomeKind::DoubleFree:
  case OutcomeKind::StackUseAfterExit:
  case OutcomeKind::InvalidFree:
    describeMemoryError(Context, Found);
    break;
  case OutcomeKind::StepLimit:
  case OutcomeKind::TimeLimit:
  case OutcomeKind::Blocked:
    describeUnknown(Context, Found);
    break;
  case OutcomeKind::Divergence:
    describeDivergence(Context, Found);
    break;
  }
  return Found;
}
