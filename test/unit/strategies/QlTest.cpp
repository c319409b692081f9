//===- QlTest.cpp - Q-learning --------------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Make.h"
#include "base/Random.h"
#include "explore/DigestMaker.h"
#include "sched/ThreadKeys.h"
#include "support/ScriptedProgram.h"
#include "support/Statistics.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
/// A strategy that writes the log which a digest is made of.
class Logged final : public Strategy {
public:
  explicit Logged(Strategy &Of) : Of(Of) {}
  void begin(const ExecutionStart &Start) override {
    Decisions.clear();
    Of.begin(Start);
  }
  void threadCreated(ThreadId Child, ThreadId Parent) override {
    Of.threadCreated(Child, Parent);
  }
  ThreadId pick(const SchedulerView &View) override { return Of.pick(View); }
  void executed(ThreadId Thread, const Operation &Op,
                const SchedulerView &View) override {
    Decisions.push_back(
        {uint16_t(Thread.Value), Op.Kind, 0, Op.Site.Value, Op.Object.Value});
    Of.executed(Thread, Op, View);
  }
  void gaveWay(ThreadId Thread) override { Of.gaveWay(Thread); }
  uint32_t chooseValue(ThreadId Thread, ValueReason Reason,
                       uint32_t Bound) override {
    return Of.chooseValue(Thread, Reason, Bound);
  }

  std::vector<Decision> Decisions;

private:
  Strategy &Of;
};

uint64_t childKey() {
  ThreadKeys Keys;
  Keys.created(ThreadId(1), MainThread);
  return Keys[ThreadId(1)];
}

/// Thread 0 reads \p Reads times what thread 1 writes once.
Program reader(unsigned Reads) {
  Program P;
  for (unsigned I = 0; I < Reads; ++I)
    P.thread(0).read(0);
  P.thread(1).write(0);
  for (unsigned T = 0; T < 2; ++T)
    for (unsigned I = 0; I < P.thread(T).Instructions.size(); ++I)
      P.thread(T).Instructions[I].Op.Site = SiteId(100 * T + I);
  return P;
}

/// How often of \p Trials executions thread 1 comes last, learning from each.
uint64_t timesLast(const Program &P, Strategy &Of, uint64_t Trials) {
  Executor Player(P);
  Logged Log(Of);
  DigestMaker Digest;
  constexpr uint16_t Parents[] = {0, 0};
  uint64_t Hits = 0;
  ExecutionStart Start;
  for (; Start.Iteration < Trials; ++Start.Iteration) {
    Start.Seed = executionSeed(1, Start.Iteration);
    const Execution &E = Player.run(Log, Start);
    Hits += E.Schedule.back() == ThreadId(1);
    ExecutionLog Left{Log.Decisions, Parents, {}};
    Of.learn(Digest.digest(Left, E.Choices, Of.wants()));
  }
  return Hits;
}
} // namespace

// By hand. A step from state 0 to state 0, which now has 1 visit, and nothing
// tried before: Q = 0.3 * -1 = -0.3. Once more, with 2 visits and the best of
// state 0 at -0.3: Q = 0.7 * -0.3 + 0.3 * (-2 + 0.7 * -0.3) = -0.873.
TEST(Ql, TheValuesAreThoseOfTheFormula) {
  Program P;
  P.thread(0).write(0);
  P.thread(1).write(0);
  Executor Player(P);
  Observation Seen;
  Seen.Path = {{0, ThreadKeys::MainKey}, {0, childKey()}};
  std::unique_ptr<Strategy> S = make("ql");
  EXPECT_TRUE(S->wantsPath());
  for (double Value : {0.0, -0.3, -0.873}) {
    if (Value < 0)
      S->learn(Seen);
    constexpr uint64_t Trials = 20000;
    uint64_t Main = 0;
    ExecutionStart Start;
    for (Start.Seed = 1; Start.Seed <= Trials; ++Start.Seed)
      Main += Player.run(*S, Start).Schedule[0] == MainThread;
    EXPECT_TRUE(plausibleRates(Main, Trials)
                    .contains(std::exp(Value) / (std::exp(Value) + 1)))
        << Value;
  }
}

// What comes later counts, too, at seven tenths. By hand: six steps from state 1
// to itself make its only action worth -5.4356; one step more, of the main thread
// from state 0 to state 1: 0.3 * (-7 + 0.7 * -5.4356) = -3.2415. Five steps of the
// child from 0 to 2, where nothing was tried: -3.0588.
TEST(Ql, WhatComesLaterIsDiscounted) {
  Program P;
  P.thread(0).write(0);
  P.thread(1).write(0);
  Executor Player(P);
  std::unique_ptr<Strategy> S = make("ql");
  auto Learn = [&S](unsigned Times, uint64_t From, uint64_t Thread,
                    uint64_t To) {
    Observation Seen;
    Seen.Path = {{From, Thread}, {To, Thread}};
    while (Times--)
      S->learn(Seen);
  };
  Learn(6, 1, ThreadKeys::MainKey, 1);
  Learn(1, 0, ThreadKeys::MainKey, 1);
  Learn(5, 0, childKey(), 2);
  constexpr uint64_t Trials = 20000;
  uint64_t Main = 0;
  ExecutionStart Start;
  for (Start.Seed = 1; Start.Seed <= Trials; ++Start.Seed)
    Main += Player.run(*S, Start).Schedule[0] == MainThread;
  double Weight = std::exp(-3.2415), Other = std::exp(-3.0588);
  EXPECT_TRUE(plausibleRates(Main, Trials).contains(Weight / (Weight + Other)))
      << Main;
}

// The only write comes after all 12 reads: 2^-12 for a random walk, so once in
// 4096 executions. Who learns that the write leads to where it has been gets
// there.
TEST(Ql, GoesWhereItHasNotBeen) {
  Program P = reader(12);
  EXPECT_LE(timesLast(P, *make("random"), 3000), 5u);
  EXPECT_GE(timesLast(P, *make("ql"), 3000), 30u);
}

// What it takes for the state in an execution is what the digest says, or the
// test above would learn nothing: the same with what was learnt at other states.
TEST(Ql, StatesNobodyReachesTeachNothing) {
  Program P = reader(3);
  Executor Player(P);
  Observation Seen;
  for (uint64_t State = 1; State < 100; ++State)
    Seen.Path.push_back({State, ThreadKeys::MainKey});
  std::unique_ptr<Strategy> S = make("ql"), Fresh = make("ql");
  S->learn(Seen);
  ExecutionStart Start;
  for (Start.Seed = 1; Start.Seed <= 200; ++Start.Seed) {
    std::string Text = Player.run(*S, Start).text();
    EXPECT_EQ(Player.run(*Fresh, Start).text(), Text);
  }
}
