//===- StateArchiveTest.cpp - States and how to get there -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/StateArchive.h"
#include "trace/SiteMatch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

using namespace lockstep;

namespace {
/// An execution in which thread \p Threads[i] goes in state \p States[i].
Observation seen(std::vector<uint16_t> Threads, std::vector<uint64_t> States) {
  Observation Of;
  for (size_t I = 0; I < Threads.size(); ++I)
    Of.Schedule.push_back(
        {Threads[I], OpKind::AtomicStore, 0, uint32_t(10 + I), 0});
  Of.States = std::move(States);
  return Of;
}

std::vector<uint16_t> threads(const std::vector<Decision> &Way) {
  std::vector<uint16_t> All;
  for (const Decision &Made : Way)
    All.push_back(Made.Thread);
  return All;
}

/// All states, each as the way that leads to it.
std::vector<std::vector<uint16_t>> waysIn(const StateArchive &Of) {
  std::set<uint32_t> States;
  Random Numbers(1);
  for (unsigned I = 0; I < 1000; ++I)
    States.insert(Of.choose(Numbers));
  std::vector<std::vector<uint16_t>> Ways;
  for (uint32_t State : States)
    Ways.push_back(threads(Of.wayTo(State)));
  return Ways;
}

using Way = std::vector<uint16_t>;
} // namespace

TEST(StateArchive, IsEmptyUntilABatchIsOver) {
  StateArchive Known;
  Random Numbers(1);
  EXPECT_EQ(Known.choose(Numbers), StateArchive::None);
  Known.add(seen({0, 1, 1}, {5, 6, 7}), StateArchive::None);
  EXPECT_EQ(Known.choose(Numbers), StateArchive::None);
  Known.settle();
  EXPECT_NE(Known.choose(Numbers), StateArchive::None);
  EXPECT_TRUE(Known.wayTo(StateArchive::None).empty());
}

TEST(StateArchive, KnowsTheFirstWayToEachState) {
  StateArchive Known;
  Known.add(seen({0, 1, 1}, {5, 6, 7}), StateArchive::None);
  Known.add(seen({1, 0, 2}, {5, 6, 8}), StateArchive::None);
  Known.settle();
  // State 6 was reached twice, so that the other two come first; and with as
  // many visits as those have after some rounds, it is chosen as well.
  EXPECT_THAT(waysIn(Known),
              testing::UnorderedElementsAre(Way{0, 1}, Way{1, 0}));
  for (unsigned I = 0; I < 3; ++I) {
    Known.add(seen({0, 1, 1}, {5, 6, 7}), 1);
    Known.add(seen({1, 0, 2}, {5, 6, 8}), 2);
  }
  Known.settle();
  EXPECT_THAT(waysIn(Known), testing::Contains(Way{0}));
}

// An execution that was led somewhere tells only of what came after that.
TEST(StateArchive, WhatWasLedToDoesNotCount) {
  StateArchive Known;
  Known.add(seen({0, 1, 2}, {5, 6, 7}), StateArchive::None);
  Known.settle();
  // Along {0}, which led to state 6, number 0; and on as it was not before.
  Known.add(seen({0, 2, 1}, {5, 6, 8}), 0);
  Known.settle();
  EXPECT_THAT(threads(Known.wayTo(0)), testing::ElementsAre(0));
  EXPECT_THAT(threads(Known.wayTo(1)), testing::ElementsAre(0, 1));
  EXPECT_THAT(threads(Known.wayTo(2)), testing::ElementsAre(0, 2));
}

TEST(StateArchive, WaysOfManyBranchesAreWhole) {
  StateArchive Known;
  std::vector<uint16_t> Threads = {0};
  std::vector<uint64_t> States = {1};
  // Each goes on from where the one before ended.
  for (uint16_t Step = 0; Step < 200; ++Step) {
    Threads.push_back(Step);
    States.push_back(2u + Step);
    Known.add(seen(Threads, States),
              Step ? Step - 1u : uint32_t(StateArchive::None));
    Known.settle();
  }
  Threads.pop_back();
  EXPECT_EQ(threads(Known.wayTo(199)), Threads);
  EXPECT_THAT(threads(Known.wayTo(2)), testing::ElementsAre(0, 0, 1));
}

TEST(StateArchive, PlacesMayBeAnywhere) {
  StateArchive Known;
  Observation Seen = seen({0, 1}, {5, 6});
  Seen.Schedule[0].Site = FirstPlace + 3;
  Known.add(Seen, StateArchive::None);
  Known.settle();
  EXPECT_EQ(Known.wayTo(0)[0].Site, NoCounterpart);
}

TEST(StateArchive, StopsToGrow) {
  StateArchive Known;
  uint64_t Next = 1;
  std::vector<uint16_t> Threads(4096);
  std::vector<uint64_t> States(4096);
  for (unsigned Execution = 0; Execution < 40; ++Execution) {
    for (uint64_t &State : States)
      State = Next++;
    Known.add(seen(Threads, States), StateArchive::None);
  }
  Known.settle();
  uint32_t Most = 0;
  Random Numbers(1);
  for (unsigned I = 0; I < 20000; ++I)
    Most = std::max(Most, Known.choose(Numbers));
  EXPECT_LT(Most, uint32_t(1) << 17);
  EXPECT_GT(Most, uint32_t(1) << 16);
}
