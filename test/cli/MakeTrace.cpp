//===- MakeTrace.cpp - Writes the traces that the tests read --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Usage: cli_make_trace FILE PROGRAM [VARIABLE=VALUE...] [OPTION...]
//
// Writes a trace of PROGRAM in which two threads take one lock after another,
// one waits in vain, and a value is chosen. Options:
//
//   --threads N     so many threads
//   --stretch N     then one thread goes on for N decisions
//   --events        no value, but what came of the decisions
//   --file SOURCE   where the sites lie
//   --bank N        instead: N threads add to a balance, 10 events a round
//   --rounds N      so many rounds of --bank (default: 1)
//   --empty         instead: no decisions, threads or objects at all
//   --hostile TEXT  TEXT in every name
//   --outcome WORD  how it ended, such as passed

#include "trace/Encoder.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string_view>

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

/// Appends a decision and the event that came of it.
static Event &perform(Trace &To, Decision Made) {
  Event Did;
  Did.Step = To.Decisions.size();
  Did.Time = 1000 * (Did.Step + 1);
  Did.Thread = Made.thread();
  Did.Kind = Made.Kind;
  Did.Site = SiteId(Made.Site);
  Did.Object = ObjectId(Made.Object);
  To.Decisions.push_back(Made);
  return To.Events.emplace_back(Did);
}

/// Reads or writes the balance, four bytes.
static void access(Trace &To, unsigned Thread, OpKind Kind, uint64_t Value) {
  bool Writes = Kind == OpKind::AtomicStore;
  Event &Did = perform(To, act(Thread, Kind, Writes ? 5 : 4, 1));
  Did.Size = 4;
  Did.Order = lockstep_order_seq_cst;
  Did.Flags = Writes ? EventHasWritten : EventHasValue;
  (Writes ? Did.Written : Did.Value) = Value;
}

/// Each thread in turn reads the balance under the lock and, under the lock
/// again, writes one more.
static void addBank(Trace &To, unsigned Threads, unsigned Rounds) {
  To.Objects = {{ObjectKind::Mutex, "Lock"}, {ObjectKind::Memory, "Balance"}};
  To.Threads.push_back({});
  for (unsigned I = 1; I <= Threads; ++I) {
    uint32_t Self = uint32_t(To.Objects.size());
    To.Threads.push_back({0, I - 1, ""});
    To.Objects.push_back({ObjectKind::Thread, ""});
    perform(To, act(0, OpKind::ThreadCreate, 0, Self));
    perform(To, act(I, OpKind::ThreadStart, Nowhere, Self));
  }
  uint64_t Balance = 0;
  for (unsigned Round = 0; Round < Rounds * Threads; ++Round) {
    unsigned Thread = Round % Threads + 1;
    perform(To, act(Thread, OpKind::MutexLock, 1, 0));
    access(To, Thread, OpKind::AtomicLoad, Balance);
    perform(To, act(Thread, OpKind::MutexUnlock, 2, 0));
    perform(To, act(Thread, OpKind::Yield, 3));
    perform(To, act(Thread, OpKind::MutexLock, 1, 0));
    access(To, Thread, OpKind::AtomicStore, ++Balance);
    perform(To, act(Thread, OpKind::MutexUnlock, 2, 0));
    for (unsigned I = 0; I < 3; ++I)
      perform(To, act(Thread, OpKind::Yield, 3));
  }
  To.Ends.resize(To.Threads.size());
  To.Ends[0] = {ThreadState::Waiting, OpKind::ThreadJoin, SiteId(3),
                ObjectId(2), ObjectId()};
  To.Culprit = ThreadId(Threads);
}

/// Puts \p Text into every name.
static void makeHostile(Trace &Source, const std::string &Text) {
  Source.Summary = "SUMMARY: Lockstep: deadlock " + Text + ":42:5 in " + Text;
  Source.Strategy = Source.Program = Source.Options = Text;
  for (TraceSite &Site : Source.Sites)
    Site.File = Site.Function = Site.Variable = Text;
  for (TraceThread &Thread : Source.Threads)
    Thread.Name = Text;
  for (TraceObject &Object : Source.Objects)
    Object.Name = Text;
}

static OutcomeKind outcomeNamed(const char *Slug) {
  for (unsigned I = 0; I < OutcomeKindCount; ++I)
    if (strcmp(outcomeSlug(OutcomeKind(I)), Slug) == 0)
      return OutcomeKind(I);
  abort();
}

namespace {
/// The command line behind FILE and PROGRAM.
struct Wanted {
  unsigned Threads = 2, Stretch = 0, Bank = 0, Rounds = 1;
  bool Events = false, Empty = false;
  const char *File = "/src/project/bank.cpp";
  const char *Hostile = nullptr, *Outcome = nullptr;
};
} // namespace

static Wanted parse(int Count, char **Values, Trace &Source) {
  Wanted Given;
  for (int I = 3; I < Count; ++I) {
    std::string_view Name = Values[I];
    const char *Next = I + 1 < Count ? Values[I + 1] : "";
    if (Name == "--events")
      Given.Events = true;
    else if (Name == "--empty")
      Given.Empty = true;
    else if (!Name.starts_with("--"))
      Source.Environment.push_back(Values[I]);
    else if (++I; Name == "--threads")
      Given.Threads = unsigned(atoi(Next));
    else if (Name == "--bank")
      Given.Bank = unsigned(atoi(Next));
    else if (Name == "--rounds")
      Given.Rounds = unsigned(atoi(Next));
    else if (Name == "--hostile")
      Given.Hostile = Next;
    else if (Name == "--file")
      Given.File = Next;
    else if (Name == "--stretch")
      Given.Stretch = unsigned(atoi(Next));
    else if (Name == "--outcome")
      Given.Outcome = Next;
  }
  return Given;
}

static void addHeader(Trace &Source, const char *Program) {
  Source.ToolVersion = "0.1.0";
  Source.Program = Program;
  Source.Arguments = {"./bank", "--accounts=3", "two words"};
  Source.Modules.push_back({Program, "00ff", 4});
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
}

static void addBody(Trace &Source, const Wanted &Given) {
  if (Given.Bank) {
    Source.Sites.push_back(site(OpKind::AtomicLoad, 45, "Balance"));
    Source.Sites.push_back(site(OpKind::AtomicStore, 46, "Balance"));
    addBank(Source, Given.Bank, Given.Rounds);
  } else if (!Given.Empty) {
    addThreads(Source, Given.Threads);
  }
  for (unsigned I = 0; I < Given.Stretch; ++I)
    Source.Decisions.push_back(act(0, OpKind::Yield, Nowhere));
  if (Given.Events)
    addEvents(Source);
}

int main(int Count, char **Values) {
  if (Count < 3)
    return 2;
  Trace Source;
  Wanted Given = parse(Count, Values, Source);
  addHeader(Source, Values[2]);
  addBody(Source, Given);
  for (TraceSite &Site : Source.Sites)
    Site.File = Given.File;
  if (Given.Hostile)
    makeHostile(Source, Given.Hostile);
  if (Given.Outcome) {
    Source.Outcome = outcomeNamed(Given.Outcome);
    Source.Summary = std::string("SUMMARY: Lockstep: ") + Given.Outcome;
  }
  Result<std::string> Bytes = encodeTrace(Source);
  if (!Bytes) {
    fprintf(stderr, "%s\n", Bytes.error().c_str());
    return 1;
  }
  std::ofstream(Values[1], std::ios::binary) << *Bytes;
  return 0;
}
