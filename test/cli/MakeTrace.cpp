//===- MakeTrace.cpp - Writes the traces that the tests read --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Usage: cli_make_trace FILE PROGRAM [VARIABLE=VALUE...] [--threads N]
//          [--stretch N] [--events] [--file SOURCE]
//
// Writes a trace of PROGRAM in which two threads (or N) take one lock after
// another, one waits in vain, and a value is chosen. --stretch: then one thread
// goes on for N decisions. --events: no value, but what came of the decisions.

#include "trace/Encoder.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

using namespace lockstep;

/// No place: where a thread starts.
static constexpr uint32_t Nowhere = SiteId::InvalidValue;

static Decision act(unsigned Thread, OpKind Kind, uint32_t Site,
                    uint32_t Object = ObjectId::InvalidValue,
                    uint8_t Flags = 0) {
  return {uint16_t(Thread), Kind, Flags, Site, Object};
}

static TraceSite site(OpKind Kind, uint32_t Line, const char *Variable) {
  TraceSite Site;
  Site.Kind = Kind;
  Site.Module = 0;
  Site.Line = Line;
  Site.Column = 5;
  Site.Function = "transfer(Account&, Account&)";
  Site.Variable = Variable;
  return Site;
}

static void addThreads(Trace &Source, unsigned Count) {
  Source.Threads.push_back({});
  Source.Objects.push_back({ObjectKind::Mutex, ""});
  Source.Objects.push_back({ObjectKind::Condition, "Ready"});
  Source.Decisions.push_back(act(0, OpKind::ThreadStart, Nowhere));
  for (unsigned I = 1; I < Count; ++I) {
    Source.Threads.push_back({0, I - 1, I == 1 ? "teller\x1b[31m" : ""});
    uint32_t Self = uint32_t(Source.Objects.size());
    Source.Objects.push_back({ObjectKind::Thread, ""});
    Source.Decisions.push_back(act(0, OpKind::ThreadCreate, 0, Self));
    Source.Decisions.push_back(act(I, OpKind::ThreadStart, Nowhere, Self));
    Source.Decisions.push_back(act(I, OpKind::MutexLock, 1, 0));
    Source.Decisions.push_back(act(I, OpKind::MutexUnlock, 2, 0));
  }
  Source.Decisions.push_back(
      act(0, OpKind::CondTimedWait, 3, 1, DecisionTimedOut));
  Source.Decisions.push_back(
      Decision::value(MainThread, ValueReason::WakeOrder, 1, 3));
}

/// What came of the decisions, the last two of which did not happen.
static void addEvents(Trace &Source) {
  Source.Decisions.resize(Source.Decisions.size() - 2);
  Decision &Last = Source.Decisions.back();
  Last.Kind = OpKind::AtomicRmw;
  Last.Site = 0;
  Last.Object = uint32_t(Source.Objects.size());
  Source.Objects.push_back({ObjectKind::Memory, "Total"});
  for (const Decision &Led : Source.Decisions) {
    Event What;
    What.Step = Source.Events.size();
    What.Thread = Led.thread();
    What.Kind = Led.Kind;
    What.Site = SiteId(Led.Site);
    What.Object = ObjectId(Led.Object);
    What.Time = 1000 * (What.Step + 1);
    Source.Events.push_back(What);
  }
  Event &Sum = Source.Events.back();
  Sum.Value = 3;
  Sum.Written = 7;
  Sum.Flags = EventHasValue | EventHasWritten;
  Sum.Size = 4;
  Sum.Order = lockstep_order_acq_rel;
  Sum.Rmw = lockstep_rmw_add;
  Source.Ends = {{ThreadState::Waiting, OpKind::CondTimedWait, SiteId(3),
                  ObjectId(1), ObjectId(0)},
                 {ThreadState::Running, OpKind::None, SiteId(2), {}, {}}};
  Source.Culprit = ThreadId(1);
}

int main(int Count, char **Values) {
  if (Count < 3)
    return 2;
  Trace Source;
  unsigned Threads = 2, Stretch = 0;
  bool Events = false;
  const char *File = "/src/project/bank.cpp";
  Source.ToolVersion = "0.1.0";
  Source.Program = Values[2];
  Source.Arguments = {"./bank", "--accounts=3", "two words"};
  for (int I = 3; I < Count; ++I) {
    if (strcmp(Values[I], "--threads") == 0 && I + 1 < Count)
      Threads = unsigned(atoi(Values[++I]));
    else if (strcmp(Values[I], "--stretch") == 0 && I + 1 < Count)
      Stretch = unsigned(atoi(Values[++I]));
    else if (strcmp(Values[I], "--file") == 0 && I + 1 < Count)
      File = Values[++I];
    else if (strcmp(Values[I], "--events") == 0)
      Events = true;
    else
      Source.Environment.push_back(Values[I]);
  }
  Source.Modules.push_back({Values[2], "00ff", 4});
  Source.Strategy = "pct:depth=4";
  Source.CampaignSeed = 7;
  Source.Iteration = 41;
  Source.Options = "max_steps=1000000:spurious_wakeups=0";
  Source.Outcome = OutcomeKind::Deadlock;
  Source.Summary = "SUMMARY: Lockstep: deadlock bank.cpp:42:5 in transfer";
  Source.Sites = {site(OpKind::ThreadCreate, 40, ""),
                  site(OpKind::MutexLock, 41, "From.Lock"),
                  site(OpKind::MutexUnlock, 43, "From.Lock"),
                  site(OpKind::CondTimedWait, 44, "Ready")};
  for (TraceSite &Site : Source.Sites)
    Site.File = File;
  addThreads(Source, Threads);
  for (unsigned I = 0; I < Stretch; ++I)
    Source.Decisions.push_back(act(0, OpKind::Yield, Nowhere));
  if (Events)
    addEvents(Source);
  Result<std::string> Bytes = encodeTrace(Source);
  if (!Bytes) {
    fprintf(stderr, "%s\n", Bytes.error().c_str());
    return 1;
  }
  std::ofstream(Values[1], std::ios::binary) << *Bytes;
  return 0;
}
