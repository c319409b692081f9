//===- Outcome.cpp - How an execution ended -------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "event/Outcome.h"

using namespace lockstep;

namespace {
struct Row {
  const char *Slug;
  int ExitStatus;
};
constexpr Row Rows[] = {
#define LOCKSTEP_OUTCOME(Name, Slug, ExitStatus) {Slug, ExitStatus},
#include "event/findings.def"
};
} // namespace

const char *lockstep::outcomeSlug(OutcomeKind Kind) {
  return Rows[unsigned(Kind)].Slug;
}
int lockstep::outcomeExitStatus(OutcomeKind Kind) {
  return Rows[unsigned(Kind)].ExitStatus;
}
bool lockstep::outcomeIsUnknown(OutcomeKind Kind) {
  return Kind == OutcomeKind::StepLimit || Kind == OutcomeKind::TimeLimit ||
         Kind == OutcomeKind::Blocked;
}
