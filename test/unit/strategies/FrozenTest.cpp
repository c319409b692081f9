//===- FrozenTest.cpp - A seed means the same schedule for ever -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A trace names its seed, and users write seeds down. If a test here fails, the
// change that made it fail must not be made: give a new behavior a new name or
// a new parameter.
//
//===----------------------------------------------------------------------===//

#include "strategies/Strategies.h"
#include "support/ScriptedProgram.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

using namespace lockstep;
using namespace lockstep::scripted;

static uint64_t Allocations = 0;

void *operator new(size_t Size) {
  ++Allocations;
  if (void *Memory = std::malloc(Size))
    return Memory;
  std::abort();
}
void operator delete(void *Memory) noexcept { std::free(Memory); }
void operator delete(void *Memory, size_t) noexcept { std::free(Memory); }

/// Locks, dependent and independent steps, a birth, a yield.
static Program mixed() {
  Program P;
  P.thread(0).write(0).spawn(3).lock(0).write(1).unlock(0).read(2).join(3);
  P.thread(1).lock(0).write(1).yield().unlock(0).write(2);
  P.thread(2).local().write(0).read(1).write(2).local();
  P.thread(3).write(0).spinUntil(1, 1).write(2);
  return P;
}

static ExecutionStart startOf(uint64_t Seed) {
  ExecutionStart Start;
  Start.Seed = Seed;
  Start.Known.Executions = 1;
  Start.Known.MaxChoices = 16;
  return Start;
}

TEST(Frozen, Schedules) {
  Program P = mixed();
  Executor Player(P);
  struct {
    const char *Spec;
    const char *Schedules[3]; ///< of the seeds 1, 2, 3
  } Rows[] = {
      {"random",
       {"21112002323321100000", "02022020233031101101",
        "21011102303223200010"}},
      {"pct:depth=3",
       {"00000022333011122211", "11100333222221000001",
        "000222223300111033011"}},
      {"pct:depth=10",
       {"210033212221100001330", "11100333222221000001",
        "11122222003331000001"}},
      {"pos",
       {"022103312312231000001", "11122003332221000001",
        "01013332122221010000"}},
      {"fair-pct:depth=3",
       {"00003332012122211100", "12222003213311100000",
        "01112033123022120000"}},
      {"idpct",
       {"00000033111222223011", "22222111003331000001",
        "00000022223330111211"}},
      {"sticky-random:stay=80",
       {"00000011232212211330", "00000022222113331011",
        "00000011322222113310"}},
      {"delay:bound=2",
       {"00000011333012222211", "00000011122333011222",
        "0002222233300011133011"}},
      {"preemption:bound=2",
       {"00000022231111122330", "00000033302222211111",
        "00022222000133311110"}},
      {"round-robin",
       {"01201231231230120000", "01201231231230120000",
        "01201231231230120000"}},
  };
  for (const auto &Row : Rows) {
    std::unique_ptr<Strategy> S = std::move(*makeStrategy(Row.Spec));
    for (uint64_t Seed = 1; Seed <= 3; ++Seed)
      EXPECT_EQ(Player.run(*S, startOf(Seed)).text(), Row.Schedules[Seed - 1])
          << Row.Spec << " seed " << Seed;
  }
}

TEST(Frozen, Values) {
  for (const StrategyInfo &Info : strategyTable()) {
    if (Info.Name == ReplayStrategy)
      continue;
    std::unique_ptr<Strategy> S = std::move(*makeStrategy(Info.Name));
    S->begin({});
    std::string Values;
    for (int Draw = 0; Draw < 16; ++Draw)
      Values += "0123456789abcdef"[S->chooseValue(MainThread,
                                                  ValueReason::WakeOrder, 16)];
    // pct and its kin have drawn the main thread's priority before, rff its
    // abstract schedule.
    std::string Expected = "9b16bf68de111a74";
    if (Info.Name.ends_with("pct"))
      Expected = "b16bf68de111a74b";
    else if (Info.Name == "rff")
      Expected = "68de111a74b38047";
    EXPECT_EQ(Values, Expected) << Info.Name;
  }
}

// An execution depends on its start only, not on those before it.
TEST(Frozen, ExecutionsAreIndependent) {
  Program P = mixed(), Other;
  Other.thread(0).write(0);
  Other.thread(12).yield();
  Executor Player(P), OtherPlayer(Other);
  for (const StrategyInfo &Info : strategyTable()) {
    if (Info.Name == ReplayStrategy)
      continue;
    std::unique_ptr<Strategy> Used = std::move(*makeStrategy(Info.Name));
    for (uint64_t Seed = 1; Seed <= 50; ++Seed) {
      OtherPlayer.run(*Used, startOf(Seed + 100));
      std::string Text = Player.run(*Used, startOf(Seed)).text();
      std::unique_ptr<Strategy> Fresh = std::move(*makeStrategy(Info.Name));
      EXPECT_EQ(Player.run(*Fresh, startOf(Seed)).text(), Text)
          << Info.Name << " seed " << Seed;
    }
  }
}

// Where only one thread can go on, nothing is drawn: steps before and after the
// part with choices leave it as it is.
TEST(Frozen, StepsWithoutChoiceDrawNothing) {
  Program P, Longer;
  for (int Step = 0; Step < 20; ++Step)
    Longer.thread(0).local();
  for (Program *Each : {&P, &Longer}) {
    Each->thread(0).spawn(1).write(0).write(1).write(0);
    Each->thread(1).write(0).write(1).write(0);
  }
  Executor Player(P), LongerPlayer(Longer);
  for (const StrategyInfo &Info : strategyTable()) {
    if (Info.Name == ReplayStrategy)
      continue;
    std::unique_ptr<Strategy> S = std::move(*makeStrategy(Info.Name));
    for (uint64_t Seed = 1; Seed <= 50; ++Seed) {
      std::string Text = Player.run(*S, startOf(Seed)).text();
      EXPECT_EQ(LongerPlayer.run(*S, startOf(Seed)).text(),
                std::string(20, '0') + Text)
          << Info.Name << " seed " << Seed;
    }
  }
}

TEST(Frozen, DecisionsDoNotAllocate) {
  constexpr unsigned Threads = 8;
  Program P;
  for (unsigned T = 0; T < Threads; ++T)
    P.thread(T).write(T % 2);
  State Now(P);
  ThreadSet Enabled(Now.enabled());
  for (const StrategyInfo &Info : strategyTable()) {
    if (Info.Name == ReplayStrategy)
      continue;
    std::unique_ptr<Strategy> S = std::move(*makeStrategy(Info.Name));
    S->begin(startOf(1));
    for (uint32_t T = 1; T < Threads; ++T)
      S->threadCreated(ThreadId(T), MainThread);
    uint64_t Before = Allocations;
    for (uint64_t Step = 0; Step < 1000; ++Step) {
      SchedulerView View{Now.enabled(), Enabled.words(), Now.pending(),
                         MainThread, Step};
      ThreadId Next = S->pick(View);
      S->executed(Next, View.pending(Next), View);
      if (Step % 7 == 0)
        S->gaveWay(Next);
      S->chooseValue(Next, ValueReason::WeakFailure, RareValueBound);
    }
    EXPECT_EQ(Allocations, Before) << Info.Name;
  }
}
