//===- strategies.cpp - What a decision costs -----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One iteration is one decision: pick and executed, among threads that can all
// go on. Each thread's pending operation is a memory access, every fourth one
// of the same variable, so that pos has something to draw again.
//
//===----------------------------------------------------------------------===//

#include "strategies/Strategies.h"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

using namespace lockstep;

static void decide(benchmark::State &State, const StrategyInfo &Info) {
  auto Threads = uint32_t(State.range(0));
  std::vector<Operation> Operations(Threads);
  std::vector<const Operation *> Pending;
  std::vector<ThreadId> Enabled;
  for (uint32_t T = 0; T < Threads; ++T) {
    Operation &Op = Operations[T];
    Op.Kind = T % 2 ? OpKind::AtomicLoad : OpKind::AtomicStore;
    Op.Object = ObjectId(T % 4 ? T : 0);
    Op.Size = 8;
    Op.Address = 0x1000 + 8 * uint64_t(Op.Object.index());
    Pending.push_back(&Op);
    Enabled.push_back(ThreadId(T));
  }
  std::unique_ptr<Strategy> Chooser = std::move(*makeStrategy(Info.Name));
  ExecutionStart Start;
  Start.Seed = 1;
  Start.Known.MaxChoices = 1000;
  Chooser->begin(Start);
  for (uint32_t T = 1; T < Threads; ++T)
    Chooser->threadCreated(ThreadId(T), MainThread);
  SchedulerView View{Enabled, Pending, MainThread, 0};
  for (auto _ : State) {
    View.Current = Chooser->pick(View);
    Chooser->executed(View.Current, View.pending(View.Current), View);
    ++View.Step;
  }
}

int main(int ArgCount, char **Arguments) {
  for (const StrategyInfo &Info : strategyTable()) {
    if (Info.Name == ReplayStrategy)
      continue;
    benchmark::RegisterBenchmark(
        ("decision/" + std::string(Info.Name)).c_str(),
        [&Info](benchmark::State &State) { decide(State, Info); })
        ->ArgName("threads")
        ->Arg(2)
        ->Arg(4)
        ->Arg(16)
        ->Arg(100);
  }
  benchmark::Initialize(&ArgCount, Arguments);
  if (benchmark::ReportUnrecognizedArguments(ArgCount, Arguments))
    return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
