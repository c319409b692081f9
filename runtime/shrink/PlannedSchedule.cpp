//===- PlannedSchedule.cpp - The strategy that follows a plan -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/PlannedSchedule.h"

#include <algorithm>
#include <tuple>

using namespace lockstep;

static auto keyOf(const Deviation &Of) {
  return std::tuple(Of.IsValue, Of.Thread, Of.After);
}

PlannedSchedule::PlannedSchedule(const Plan &Of, PlanLog Log)
    : Planned(Of.Deviations), Last(Of.Last), Log(Log) {
  std::stable_sort(Planned.begin(), Planned.end(),
                   [](const Deviation &A, const Deviation &B) {
                     return keyOf(A) < keyOf(B);
                   });
}

void PlannedSchedule::begin(const ExecutionStart &) {
  *Log.Count = {};
  Performed.assign(1, 0);
  Values.assign(1, 0);
  ValuesMade = Switches = Step = RunLength = 0;
  Patience = FirstPatience;
  Tired = false;
}

void PlannedSchedule::threadCreated(ThreadId Child, ThreadId) {
  Performed.resize(std::max<size_t>(Performed.size(), Child.index() + 1));
  Values.resize(Performed.size());
}

const Deviation *PlannedSchedule::find(bool IsValue, ThreadId Thread,
                                       uint64_t After) const {
  std::tuple Wanted(IsValue, Thread.Value, After);
  auto Found = std::lower_bound(
      Planned.begin(), Planned.end(), Wanted,
      [](const Deviation &A, const auto &Key) { return keyOf(A) < Key; });
  return Found != Planned.end() && keyOf(*Found) == Wanted ? &*Found : nullptr;
}

static bool isEnabled(const SchedulerView &View, ThreadId Thread) {
  return std::binary_search(View.Enabled.begin(), View.Enabled.end(), Thread);
}

bool PlannedSchedule::isLast(ThreadId Thread) const {
  return std::find(Last.begin(), Last.end(), Thread.Value) != Last.end();
}

bool PlannedSchedule::canStay(const SchedulerView &View) const {
  return !Tired && isEnabled(View, View.Current);
}

ThreadId PlannedSchedule::byRule(const SchedulerView &View,
                                 bool KeepLast) const {
  if (canStay(View))
    return View.Current;
  auto Rank = [&](ThreadId Thread) {
    // After a thread that gave way the next one has its turn.
    bool Before = Tired && Thread <= View.Current;
    bool Timed = View.pending(Thread).Deadline != NoDeadline;
    return std::tuple(KeepLast && isLast(Thread),
                      Tired && Thread == View.Current, Timed, Before, Thread);
  };
  return *std::min_element(
      View.Enabled.begin(), View.Enabled.end(),
      [&](ThreadId A, ThreadId B) { return Rank(A) < Rank(B); });
}

ThreadId PlannedSchedule::pick(const SchedulerView &View) {
  const Deviation *Wanted =
      find(false, View.Current, Performed[View.Current.index()]);
  if (Wanted && isEnabled(View, ThreadId(Wanted->Choice)))
    return ThreadId(Wanted->Choice);
  return byRule(View, /*KeepLast=*/true);
}

void PlannedSchedule::note(const Branch &Alternative) {
  if (Log.Count->Branches == Log.Branches.size())
    Log.Count->Cut = true;
  else
    Log.Branches[Log.Count->Branches++] = Alternative;
}

void PlannedSchedule::executed(ThreadId Thread, const Operation &,
                               const SchedulerView &View) {
  PlanLog::Counts &Count = *Log.Count;
  ThreadId From = View.Current;
  uint64_t After = Performed[From.index()];
  bool CouldStay = canStay(View);
  if (!Log.Branches.empty() && isBeyondPlan())
    for (ThreadId Other : View.Enabled)
      // Who gave way for long enough stays no longer: schedules are fair.
      if (Other != Thread && !(Tired && Other == From))
        note({{From.Value, Other.Value, After, false, View.Step},
              Switches + (Other != From),
              Count.Preemptions + (CouldStay && Other != From)});
  if (Thread != byRule(View, /*KeepLast=*/false)) {
    if (Count.Made == Log.Made.size())
      Count.Cut = true;
    else
      Log.Made[Count.Made++] = {From.Value, Thread.Value, After, false,
                                View.Step};
  }
  if (Thread != From) {
    ++Switches;
    Count.Preemptions += CouldStay;
    Patience *= Tired ? 2 : 1;
    RunLength = 0;
    Tired = false;
  }
  ++RunLength;
  ++Performed[Thread.index()];
  Step = View.Step + 1;
}

void PlannedSchedule::gaveWay(ThreadId) { Tired |= RunLength >= Patience; }

uint32_t PlannedSchedule::chooseValue(ThreadId Thread, ValueReason Reason,
                                      uint32_t Bound) {
  uint64_t After = Values[Thread.index()]++;
  uint32_t Usual = usualValue(Reason);
  if (!Log.Branches.empty() && isBeyondPlan()) {
    // Of a rare thing, every value but 0 means the same.
    uint32_t End = Reason == ValueReason::WakeOrder ? Bound : 1;
    for (uint32_t Other = 0; Other < End; ++Other)
      if (Other != Usual)
        note({{Thread.Value, Other, After, true, Step},
              Switches,
              Log.Count->Preemptions});
  }
  const Deviation *Wanted = find(true, Thread, After);
  uint32_t Choice = Wanted && Wanted->Choice < Bound ? Wanted->Choice : Usual;
  ValuesMade += Choice != Usual;
  return Choice;
}
