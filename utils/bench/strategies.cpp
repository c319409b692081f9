//===- strategies.cpp - What a decision costs -----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One iteration is one decision: pick and executed. All threads go round the
// same twelve atomic operations, each from another one on: every fourth one is
// of a variable that all share (three in turn, stored to by some and loaded by
// others), the rest are of the thread's own. The strategy has learnt from 100
// executions what it would in a campaign, and begins a new one after every
// 1,000 decisions; neither is measured.
//
// In a row with fewer enabled threads than threads, the others wait for a
// mutex.
//
//===----------------------------------------------------------------------===//

#include "strategies/Strategies.h"
#include "sched/ThreadKeys.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace lockstep;

namespace {
constexpr uint32_t Round = 12, SharedVariables = 3, Learnt = 100;
constexpr uint64_t Decisions = 1000;
constexpr uint64_t FirstAddress = 0x10000;

SiteId loadOf(uint32_t Variable) { return SiteId(1 + Variable); }
SiteId storeOf(uint32_t Variable) { return SiteId(10 + Variable); }

uint64_t addressOf(uint32_t Variable) { return FirstAddress + 8 * Variable; }

/// The \p Place-th operation of a thread.
Operation operationOf(uint32_t Thread, uint32_t Place) {
  bool Shared = Place % 4 == 0;
  uint32_t Variable = Shared ? Place / 4 : SharedVariables + Thread;
  bool Store = (Thread + Place / 4) % 2 == 0;
  Operation Op;
  Op.Kind = Store ? OpKind::AtomicStore : OpKind::AtomicLoad;
  Op.Site = !Shared ? SiteId(20) : Store ? storeOf(Variable) : loadOf(Variable);
  Op.Object = ObjectId(Variable);
  Op.Size = 8;
  Op.Address = addressOf(Variable);
  return Op;
}

Operation waiting(uint32_t Threads) {
  Operation Op;
  Op.Kind = OpKind::MutexLock;
  Op.Site = SiteId(30);
  Op.Object = ObjectId(SharedVariables + Threads);
  Op.Address = addressOf(Op.Object.index());
  return Op;
}

/// The program: what its threads are about to do, and who can.
class Program {
public:
  Program(uint32_t Threads, uint32_t CanGoOn) : Mutex(waiting(Threads)) {
    for (uint32_t T = 0; T < Threads; ++T) {
      Places.push_back(T % Round);
      for (uint32_t Place = 0; Place < Round; ++Place)
        Operations.push_back(operationOf(T, Place));
    }
    for (uint32_t T = 0; T < Threads; ++T) {
      // Spread over all of them.
      bool Enable = (T + 1) * CanGoOn / Threads > T * CanGoOn / Threads;
      if (Enable)
        Enabled.push_back(ThreadId(T));
      Pending.push_back(Enable ? &Operations[T * Round + Places[T]] : &Mutex);
    }
    EnabledSet.assign(Enabled);
  }

  SchedulerView view() const {
    return {Enabled, EnabledSet.words(), Pending, MainThread, 0};
  }
  void goesOn(ThreadId Thread) {
    uint32_t T = Thread.index();
    Places[T] = Places[T] + 1 == Round ? 0 : Places[T] + 1;
    Pending[T] = &Operations[T * Round + Places[T]];
  }

private:
  Operation Mutex;
  std::vector<Operation> Operations; ///< by thread and place
  std::vector<uint32_t> Places;      ///< by thread
  std::vector<const Operation *> Pending;
  std::vector<ThreadId> Enabled;
  ThreadSet EnabledSet;
};

/// What execution \p Iteration of the program shows.
Observation observed(uint32_t Threads, uint64_t Iteration) {
  Observation Seen;
  Seen.Iteration = Iteration;
  Seen.Seed = executionSeed(1, Iteration);
  Seen.Known = Iteration / 10 * 10;
  Seen.Steps = Seen.Choices = Decisions;
  ThreadKeys Keys;
  for (uint32_t T = 1; T < Threads; ++T)
    Keys.created(ThreadId(T), MainThread);
  uint64_t Each = Decisions / Threads;
  for (uint32_t T = 0; T < Threads; ++T)
    Seen.Threads.push_back(
        {Keys[ThreadId(T)], T ? ThreadKeys::MainKey : 0, Each});
  for (uint32_t V = 0; V < SharedVariables; ++V) {
    for (uint32_t T = 0; T < Threads; ++T)
      Seen.Uses.push_back({addressOf(V), Keys[ThreadId(T)],
                           std::max<uint64_t>(Each / Round, 1)});
    Seen.Possible.push_back({loadOf(V), SiteId()});
    Seen.Possible.push_back({loadOf(V), storeOf(V)});
  }
  // A pair is new now and then, so that a few schedules are kept.
  uint64_t Pairs = std::min<uint64_t>(1 + Iteration / 16, SharedVariables * 2);
  Seen.ReadsFrom.assign(Seen.Possible.begin(), Seen.Possible.begin() + Pairs);
  return Seen;
}

void begin(Strategy &Chooser, uint32_t Threads, uint64_t Iteration) {
  ExecutionStart Start;
  Start.Seed = executionSeed(1, Iteration);
  Start.Iteration = Iteration;
  Start.Known = {Learnt, Decisions, Decisions, Threads};
  Chooser.begin(Start);
  for (uint32_t T = 1; T < Threads; ++T)
    Chooser.threadCreated(ThreadId(T), MainThread);
}

void decide(benchmark::State &State, const std::string &Name) {
  auto Threads = uint32_t(State.range(0));
  Program Running(Threads, uint32_t(State.range(1)));
  std::unique_ptr<Strategy> Chooser = std::move(*makeStrategy(Name));
  uint64_t Iteration = 0;
  for (; Iteration < Learnt; ++Iteration)
    Chooser->learn(observed(Threads, Iteration));
  begin(*Chooser, Threads, Iteration);
  SchedulerView View = Running.view();
  for (auto _ : State) {
    ThreadId Next = Chooser->pick(View);
    Chooser->executed(Next, View.pending(Next), View);
    Running.goesOn(Next);
    View.Current = Next;
    if (++View.Step < Decisions)
      continue;
    State.PauseTiming();
    View.Step = 0;
    begin(*Chooser, Threads, ++Iteration);
    State.ResumeTiming();
  }
}

void add(const std::string &Name) {
  benchmark::RegisterBenchmark(
      ("decision/" + Name).c_str(),
      [Name](benchmark::State &State) { decide(State, Name); })
      ->ArgNames({"threads", "enabled"})
      ->Args({2, 2})
      ->Args({4, 4})
      ->Args({16, 4})
      ->Args({16, 16})
      ->Args({100, 4})
      ->Args({100, 100});
}
} // namespace

int main(int ArgCount, char **Arguments) {
  for (const StrategyInfo &Info : strategyTable())
    if (Info.Name != ReplayStrategy)
      add(std::string(Info.Name));
  add("rff:focus=1");
  benchmark::Initialize(&ArgCount, Arguments);
  if (benchmark::ReportUnrecognizedArguments(ArgCount, Arguments))
    return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
