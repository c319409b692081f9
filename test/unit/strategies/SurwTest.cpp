//===- SurwTest.cpp - One object at a time is uniform ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Make.h"
#include "support/Campaign.h"
#include "support/Statistics.h"

#include <gtest/gtest.h>

#include <map>

using namespace lockstep;
using namespace lockstep::scripted;

/// The order of the operations on variable 0, as digits.
static std::string orderOnVariable(const Execution &E) {
  std::string Order;
  for (const Decision &Step : E.Decisions)
    if (Step.Object == 0)
      Order += char('0' + Step.Thread);
  return Order;
}

// Only one object is shared: it is always the one that is selected. What else
// the threads do, much or little, changes nothing about its orders.
TEST(Surw, UniformOnTheSharedObject) {
  Program P;
  P.thread(0).write(0).write(0).write(0);
  P.thread(1).write(0);
  for (unsigned Step = 0; Step < 20; ++Step)
    P.thread(1).write(1);
  P.thread(1).write(0);
  Campaign C(P, make("surw"));
  C.warmUp(1);
  std::map<std::string, uint64_t> Seen;
  for (unsigned Trial = 0; Trial < 20000; ++Trial)
    ++Seen[orderOnVariable(C.next())];
  ASSERT_EQ(Seen.size(), 10u);
  std::vector<uint64_t> Counts;
  for (const auto &[Order, Count] : Seen)
    Counts.push_back(Count);
  std::vector<double> Uniform(10, 0.1);
  EXPECT_GT(chiSquareTail(Counts, Uniform), 1e-4);
}

// A turn that was drawn for a thread is its child's, with the probability that
// the child's operations were what it was drawn for.
TEST(Surw, UniformWithThreadsThatAreBornLater) {
  Program P;
  P.thread(0).spawn(2).write(0);
  P.thread(1).write(0);
  P.thread(2).write(0).write(0);
  Campaign C(P, make("surw"));
  C.warmUp(1);
  std::map<std::string, uint64_t> Seen;
  for (unsigned Trial = 0; Trial < 20000; ++Trial)
    ++Seen[orderOnVariable(C.next())];
  ASSERT_EQ(Seen.size(), 12u);
  std::vector<uint64_t> Counts;
  for (const auto &[Order, Count] : Seen)
    Counts.push_back(Count);
  EXPECT_GT(chiSquareTail(Counts, std::vector<double>(12, 1. / 12)), 1e-4);
}

// Whose turn it is may have to wait: nobody waits for it forever.
TEST(Surw, GoesOnWhenTheTurnIsWithAThreadThatWaits) {
  Program P;
  P.thread(0).lock(0).write(0).write(0).unlock(0).write(0);
  P.thread(1).write(0).lock(0).write(0).unlock(0);
  P.thread(2).write(0).lock(0).write(0).unlock(0).write(0);
  Campaign C(P, make("surw"));
  EXPECT_EQ(
      C.count(5000,
              [](const Execution &E) { return E.Deadlock || E.StepLimit; }),
      0u);
}

TEST(Surw, EndsLoopsThatSpin) {
  Program P;
  P.thread(0).spinUntil(0, 1).write(1);
  P.thread(1).write(1).write(1).write(0, 1);
  Campaign C(P, make("surw"));
  EXPECT_EQ(C.count(2000, [](const Execution &E) { return E.StepLimit; }), 0u);
}
