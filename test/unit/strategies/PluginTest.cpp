//===- PluginTest.cpp - Strategies that users write -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Plugin.h"
#include "strategies/Strategies.h"
#include "support/Campaign.h"

#include <gtest/gtest.h>

#include <set>

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
/// What the plug-ins here note down, and what they answer.
struct Notes {
  const lockstep_host *Host = nullptr;
  lockstep_random *Generator = nullptr;
  std::vector<std::string> Parameters;
  std::vector<std::string> Events;
  std::set<uint64_t> Keys;
  std::string Failure;
  std::vector<std::string> Inside;  ///< what was called; empty: it was back
  uint32_t Answer = LOCKSTEP_NO_ID; ///< in place of a random thread
} Noted;

void *create(const lockstep_host *Host, const lockstep_parameter *Parameters,
             size_t Count, char *Error, size_t ErrorSize) {
  Noted.Host = Host;
  for (size_t I = 0; I < Count; ++I)
    Noted.Parameters.push_back(std::string(Parameters[I].key) + "=" +
                               Parameters[I].value);
  if (Count != 1)
    return &Noted;
  std::string Text = "no\tparameter, please" + std::string(2000, '.');
  Text.copy(Error, ErrorSize);
  return nullptr;
}

void begin(void *, const lockstep_execution *Start) {
  Noted.Generator = Start->generator;
}

/// As the strategy random.
uint32_t pick(void *, const lockstep_view *View) {
  for (uint32_t T = 0; T < View->thread_count; ++T)
    if (uint64_t Key = Noted.Host->thread_key(View, T))
      Noted.Keys.insert(Key);
  if (Noted.Answer != LOCKSTEP_NO_ID)
    return Noted.Answer;
  return View->enabled_count == 1 ? View->enabled[0]
                                  : View->enabled[Noted.Host->below(
                                        Noted.Generator, View->enabled_count)];
}

void executed(void *, uint32_t Thread, const lockstep_operation *Op,
              const lockstep_view *View) {
  std::string Text = std::to_string(Thread) + (Op->access == 2 ? "w" : "r");
  lockstep_operation Other;
  for (uint32_t T = 0; T < View->thread_count; ++T)
    if (T != Thread && Noted.Host->pending(View, T, &Other) &&
        Noted.Host->dependent(Op, &Other))
      Text += "!" + std::to_string(T);
  Noted.Events.push_back(Text);
}

void gaveWay(void *, uint32_t Thread) {
  Noted.Events.push_back(std::to_string(Thread) + " gave way");
}

void learn(void *, const lockstep_observation *Seen) {
  EXPECT_EQ(Seen->reads_from_count, 1u);
  EXPECT_EQ(Seen->reads_from[0].read, 3u);
  EXPECT_EQ(Seen->reads_from[0].write, LOCKSTEP_NO_ID);
  EXPECT_EQ(Seen->threads[1].events, 9u);
  EXPECT_EQ(Seen->path[0].thread, 8u);
  Noted.Events.push_back("learnt " + std::to_string(Seen->iteration));
}

const lockstep_strategy Table = {LOCKSTEP_STRATEGY_ABI,
                                 sizeof(lockstep_strategy),
                                 create,
                                 begin,
                                 pick,
                                 nullptr,
                                 executed,
                                 gaveWay,
                                 nullptr,
                                 learn,
                                 1,
                                 0};

Result<std::unique_ptr<Strategy>> make(const lockstep_strategy &Of,
                                       std::string_view Spec = "./x.so") {
  Noted = {};
  return makePluginStrategy(
      &Of, *parsePluginSpec(Spec),
      {[](uint32_t) -> const lockstep_site * { return nullptr; },
       [](const std::string &What) { Noted.Failure = What; },
       [](const char *What) { Noted.Inside.push_back(What); },
       [] { Noted.Inside.push_back(""); }});
}
} // namespace

TEST(Plugin, ANameThatIsAFile) {
  for (const char *Spec :
       {"./x", "a/b:key=value", "x.so", "x.so:a=/", "/x,a=b"})
    EXPECT_TRUE(isPluginSpec(Spec)) << Spec;
  for (const char *Spec : {"pct", "pct:depth=./x.so", "", ":", "x.so.1"})
    EXPECT_FALSE(isPluginSpec(Spec)) << Spec;
  EXPECT_EQ(*canonicalSpec("./x.so,b=1:a=:c=d=e"), "./x.so:b=1:a=:c=d=e");
  EXPECT_EQ(canonicalSpec("./x.so:a").error(),
            "parameter 'a' of plug-in './x.so' is to be written as key=value");
  EXPECT_EQ(canonicalSpec("./x.so:a=1:a=2").error(),
            "parameter 'a' of plug-in './x.so' is given twice; give it once");
}

TEST(Plugin, DoesWhatAStrategyDoes) {
  Program P;
  P.thread(0).write(0).spawn(2).read(0).yield().write(1).join(2);
  P.thread(1).write(1).read(0).local();
  P.thread(2).write(0);
  Executor Player(P);
  std::unique_ptr<Strategy> Mine = std::move(*make(Table, "./x.so:a=1,b=2"));
  EXPECT_EQ(Noted.Parameters, (std::vector<std::string>{"a=1", "b=2"}));
  std::unique_ptr<Strategy> Random = std::move(*makeStrategy("random"));
  ExecutionStart Start;
  for (Start.Seed = 1; Start.Seed <= 50; ++Start.Seed) {
    std::string Text = Player.run(*Mine, Start).text();
    EXPECT_EQ(Player.run(*Random, Start).text(), Text);
  }
  EXPECT_EQ(Noted.Keys.size(), 3u); // the same in all executions
  EXPECT_EQ(Noted.Failure, "");
}

TEST(Plugin, HearsWhatHappens) {
  Program P;
  P.thread(0).write(0).yield();
  P.thread(1).read(0).local();
  Executor Player(P);
  std::unique_ptr<Strategy> Mine = std::move(*make(Table));
  ExecutionStart Start;
  Start.Seed = 1;
  std::string Text = Player.run(*Mine, Start).text();
  ASSERT_EQ(Text, "1100");
  EXPECT_EQ(Noted.Events,
            (std::vector<std::string>{"1r!0", "1r", "0w", "0r", "0 gave way"}));
  Observation Seen;
  Seen.Iteration = 5;
  Seen.ReadsFrom = {{SiteId(3), SiteId()}};
  Seen.Threads = {{1, 0, 2}, {8, 1, 9}};
  Seen.Path = {{7, 8}};
  EXPECT_TRUE(Mine->wantsPath());
  Mine->learn(Seen);
  EXPECT_EQ(Noted.Events.back(), "learnt 5");
}

TEST(Plugin, ItIsKnownWhenItsCodeRuns) {
  Program P;
  P.thread(0).write(0);
  Executor Player(P);
  std::unique_ptr<Strategy> Mine = std::move(*make(Table));
  Player.run(*Mine, {});
  ASSERT_GE(Noted.Inside.size(), 8u);
  EXPECT_EQ(Noted.Inside[0], "plug-in './x.so': its create()");
  EXPECT_EQ(Noted.Inside[2], "plug-in './x.so': its begin()");
  EXPECT_EQ(Noted.Inside[4], "plug-in './x.so': its pick()");
  EXPECT_EQ(Noted.Inside[6], "plug-in './x.so': its executed()");
  for (size_t I = 1; I < Noted.Inside.size(); I += 2)
    EXPECT_EQ(Noted.Inside[I], "");
}

TEST(Plugin, WhatItNeedsIsAskedFor) {
  EXPECT_EQ(makePluginStrategy(nullptr, {"./x.so", {}}, {}).error(),
            "plug-in './x.so': its lockstep_strategy_plugin() returned NULL");
  lockstep_strategy Other = Table;
  Other.abi = 2;
  EXPECT_EQ(make(Other).error(),
            "plug-in './x.so' was built for version 2 of lockstep/strategy.h, "
            "and this Lockstep has version 1; build it again");
  Other = Table;
  Other.size = 8;
  EXPECT_NE(make(Other).error().find("set it to sizeof"), std::string::npos);
  Other = Table;
  Other.pick = nullptr;
  EXPECT_NE(make(Other).error().find("create, begin, pick"), std::string::npos);
  // The reason is cut, and shown with care.
  std::string Refused = make(Table, "./x.so:a=1").error();
  EXPECT_EQ(Refused.find("plug-in './x.so' cannot be used: no\\"), 0u);
  EXPECT_LT(Refused.size(), 700u);
}

TEST(Plugin, WrongAnswersAreItsOwnFault) {
  Program P;
  P.thread(0).lock(0).unlock(0);
  P.thread(1).lock(0).unlock(0);
  State Now(P);
  Now.perform(MainThread);
  std::unique_ptr<Strategy> Mine = std::move(*make(Table));
  Mine->begin({});
  Mine->threadCreated(ThreadId(1), MainThread);
  ThreadSet Enabled(Now.enabled());
  SchedulerView View{Now.enabled(), Enabled.words(), Now.pending(), MainThread,
                     1};
  Noted.Answer = 1;
  Mine->pick(View);
  EXPECT_EQ(Noted.Failure,
            "plug-in './x.so': its pick() answered thread 1 at decision 1, "
            "which cannot go on now; it must answer one of view->enabled: 0");
  Noted.Answer = 77;
  Mine->pick(View);
  EXPECT_NE(Noted.Failure.find("which does not exist"), std::string::npos);
  Noted.Failure = "";
  Noted.Answer = 0;
  Mine->pick(View);
  EXPECT_EQ(Noted.Failure, "");
}
