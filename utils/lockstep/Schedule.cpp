//===- Schedule.cpp - A trace's schedule, described -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Schedule.h"

#include "report/EventText.h"
#include "report/Text.h"

#include <algorithm>
#include <fmt/core.h>
#include <utility>

using namespace lockstep;
using namespace lockstep::cli;

Schedule::Schedule(Trace Source)
    : Symbols(Source), Record(recordOfTrace(std::move(Source))),
      Names(Record, Symbols),
      ThreadCount(uint32_t(Record.Schedule.Threads.size())) {
  for (const Decision &Choice : trace().Decisions)
    ThreadCount = std::max(ThreadCount, Choice.Thread + 1u);
}

std::string Schedule::threadName(uint32_t Thread) const {
  std::string Name = fmt::format("T{}", Thread);
  const std::vector<TraceThread> &Threads = trace().Threads;
  if (Thread < Threads.size() && !Threads[Thread].Name.empty())
    Name += " " + escapeText(Threads[Thread].Name);
  else if (Thread == MainThread.Value)
    Name += " main";
  return Name;
}

std::string Schedule::objectName(const Decision &Choice) {
  return Choice.isValue() ? "" : objectName(ObjectId(Choice.Object));
}

std::string Schedule::objectName(ObjectId Object) {
  return Object.index() < Record.Objects.size() ? Names.shortName(Object) : "";
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

const TraceSite *Schedule::site(SiteId Site) const {
  return Site.index() < trace().Sites.size() ? &trace().Sites[Site.index()]
                                             : nullptr;
}
