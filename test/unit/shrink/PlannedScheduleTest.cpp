//===- PlannedScheduleTest.cpp - Plans and what comes of them -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/WorldOracle.h"

#include "strategies/Strategies.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::scripted;

TEST(PlannedSchedule, WithoutDeviationsThreadsGoOnWhileTheyCan) {
  WorldOracle Runs(lostUpdate(2, 1));
  Trial Plain = Runs.trial({});
  EXPECT_FALSE(Plain.Fails);
  // Main, the earliest thread, is back when it can join thread 1.
  EXPECT_EQ(scheduleText(Plain), "00011111022222000");
  EXPECT_TRUE(Plain.Made.Deviations.empty());
  EXPECT_EQ(Plain.Cost.Preemptions, 0u);
  EXPECT_EQ(Plain.Cost.Switches, 4u);
  EXPECT_EQ(Plain.Cost.Threads, 3u);
}

TEST(PlannedSchedule, ADeviationIsMadeWhereItBelongs) {
  WorldOracle Runs(lostUpdate(2, 1));
  // Thread 1 has begun and loaded: thread 2 goes on in its place.
  Trial Of = Runs.trial({{{1, 2, 2}}, {}});
  EXPECT_TRUE(Of.Fails);
  EXPECT_EQ(scheduleText(Of), "00011222221110000");
  ASSERT_EQ(Of.Made.Deviations.size(), 1u);
  EXPECT_EQ(Of.Made.Deviations[0].Step, 5u);
  EXPECT_EQ(Of.Cost.Preemptions, 1u);
  EXPECT_EQ(Of.Cost.Switches, 4u);
}

TEST(PlannedSchedule, WhatCannotBeMadeIsPassedOver) {
  WorldOracle Runs(lostUpdate(2, 1));
  std::string Plain = scheduleText(Runs.trial({}));
  // A thread that is not born yet, one that has ended, a point never reached.
  for (Deviation Vain :
       {Deviation{0, 2, 1}, Deviation{2, 1, 3}, Deviation{1, 2, 77},
        Deviation{9, 1, 0}, Deviation{1, 0, 0, true}}) {
    Trial Of = Runs.trial({{Vain}, {}});
    EXPECT_EQ(scheduleText(Of), Plain);
    EXPECT_TRUE(Of.Made.Deviations.empty());
  }
}

TEST(PlannedSchedule, TheLastGoOnWhenNobodyElseCan) {
  WorldOracle Runs(lostUpdate(2, 1));
  Trial Of = Runs.trial({{}, {1}});
  EXPECT_EQ(scheduleText(Of), "00022222111110000");
  // Which is told as a deviation from the rule without.
  ASSERT_EQ(Of.Made.Deviations.size(), 1u);
  EXPECT_TRUE(Of.Made.Last.empty());
  EXPECT_EQ(scheduleText(Runs.trial(Of.Made)), scheduleText(Of));
}

TEST(PlannedSchedule, EveryRecordedScheduleIsThatOfItsPlan) {
  std::unique_ptr<Strategy> Chooser = std::move(*makeStrategy("random"));
  for (const ScriptedBug &Bug :
       {lostUpdate(3, 4), crossedLocks(), wrongWaiter()}) {
    WorldOracle Runs(Bug);
    for (uint64_t Seed = 0; Seed < 50; ++Seed) {
      Chooser->begin({Seed, 0, {}});
      Trial Recorded = Runs.recorded(*Chooser);
      Trial Again = Runs.trial(Recorded.Made);
      EXPECT_EQ(Again.Schedule, Recorded.Schedule);
      EXPECT_EQ(Again.Cost, Recorded.Cost);
      EXPECT_EQ(Again.Fails, Recorded.Fails);
      EXPECT_EQ(hashOf(Again.Made), hashOf(Recorded.Made));
    }
  }
}

TEST(PlannedSchedule, AnAlternativeLeadsToWhatItSays) {
  WorldOracle Runs(lostUpdate(2, 1));
  Trial Plain = Runs.trial({}, /*Branches=*/true);
  EXPECT_FALSE(Plain.Branches.empty());
  for (const Branch &Each : Plain.Branches) {
    Trial Of = Runs.trial({{Each.Otherwise}, {}});
    ASSERT_EQ(Of.Made.Deviations.size(), 1u);
    EXPECT_EQ(Of.Made.Deviations[0].Step, Each.Otherwise.Step);
    EXPECT_GE(Of.Cost.Switches, Each.Switches);
    EXPECT_GE(Of.Cost.Preemptions, Each.Preemptions);
  }
}
