//===- Schedule.cpp - A trace's schedule, described -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Schedule.h"

#include "report/Text.h"

#include <algorithm>
#include <fmt/core.h>
#include <unordered_set>

using namespace lockstep;
using namespace lockstep::cli;

/// One event per pair of object and site is all that ObjectNames asks for; a
/// trace may have millions of decisions.
static std::vector<Event> firstUses(const Trace &Source) {
  std::vector<Event> Events;
  std::unordered_set<uint64_t> Seen;
  for (const Decision &Choice : Source.Decisions) {
    if (Choice.isValue() || Choice.Object == ObjectId::InvalidValue ||
        !Seen.insert(uint64_t(Choice.Object) << 32 | Choice.Site).second)
      continue;
    Event Use;
    Use.Thread = Choice.thread();
    Use.Kind = Choice.Kind;
    Use.Object = ObjectId(Choice.Object);
    Use.Site = SiteId(Choice.Site);
    Events.push_back(Use);
  }
  return Events;
}

/// The object of a thread is the one that it starts and ends with.
static void nameThreadObjects(ExecutionRecord &Record) {
  for (const Event &Use : Record.Schedule.Events)
    if ((Use.Kind == OpKind::ThreadStart || Use.Kind == OpKind::ThreadExit) &&
        Use.Object.index() < Record.Objects.size() &&
        Record.Objects[Use.Object.index()].Kind == ObjectKind::Thread)
      Record.Objects[Use.Object.index()].Target = Use.Thread;
}

Schedule::Schedule(const Trace &Source)
    : Source(Source), ThreadCount(uint32_t(Source.Threads.size())) {
  for (const Decision &Choice : Source.Decisions)
    ThreadCount = std::max(ThreadCount, Choice.Thread + 1u);
  Record.Schedule.Sites = Source.Sites;
  for (const TraceObject &Object : Source.Objects) {
    ObjectRecord &Copy = Record.Objects.emplace_back();
    Copy.Kind = Object.Kind;
    Copy.Name = Object.Name;
  }
  Record.Schedule.Events = firstUses(Source);
  nameThreadObjects(Record);
  Names.emplace(Record, Symbols);
}

std::string Schedule::threadName(uint32_t Thread) const {
  std::string Name = fmt::format("T{}", Thread);
  if (Thread < Source.Threads.size() && !Source.Threads[Thread].Name.empty())
    Name += " " + escapeText(Source.Threads[Thread].Name);
  else if (Thread == MainThread.Value)
    Name += " main";
  return Name;
}

const char *cli::valueReasonName(ValueReason Reason) {
  switch (Reason) {
  case ValueReason::WakeOrder:
    return "wake-order";
  case ValueReason::SpuriousWake:
    return "spurious-wake";
  case ValueReason::WeakFailure:
    return "weak-failure";
  }
  return "unknown";
}

static std::string choiceText(const Decision &Choice) {
  switch (Choice.reason()) {
  case ValueReason::WakeOrder:
    return fmt::format("wakes waiter {} of {}", Choice.choice() + 1,
                       Choice.bound());
  case ValueReason::SpuriousWake:
    return fmt::format("spurious wake-up? {} of {}", Choice.choice(),
                       Choice.bound());
  case ValueReason::WeakFailure:
    return fmt::format("weak exchange fails? {} of {}", Choice.choice(),
                       Choice.bound());
  }
  return fmt::format("chooses {} of {}", Choice.choice(), Choice.bound());
}

std::string Schedule::objectName(const Decision &Choice) {
  if (Choice.isValue() || Choice.Object >= Source.Objects.size())
    return "";
  return Names->shortName(ObjectId(Choice.Object));
}

std::string Schedule::what(const Decision &Choice) {
  if (Choice.isValue())
    return choiceText(Choice);
  std::string Text = operationText(Choice.Kind);
  // A thread that starts or exits is the one in whose column it stands.
  bool OwnObject =
      Choice.Kind == OpKind::ThreadStart || Choice.Kind == OpKind::ThreadExit;
  std::string Object = OwnObject ? "" : objectName(Choice);
  if (!Object.empty())
    Text += " " + Object;
  if (Choice.timedOut())
    Text += " (timed out)";
  return Text;
}

const TraceSite *Schedule::site(const Decision &Choice) const {
  if (Choice.isValue() || Choice.Site >= Source.Sites.size())
    return nullptr;
  return &Source.Sites[Choice.Site];
}

std::string Schedule::where(const Decision &Choice) const {
  const TraceSite *Site = site(Choice);
  if (!Site || Site->File.empty())
    return "";
  std::string Place = escapeText(baseName(Site->File));
  return Site->Line ? fmt::format("{}:{}", Place, Site->Line) : Place;
}
