//===- StickyRandomTest.cpp - A random walk that stays --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Make.h"
#include "support/Campaign.h"
#include "support/Statistics.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace lockstep;
using namespace lockstep::scripted;

// The second step is the first one's thread with the given probability, and
// each of the others with the same share of the rest.
TEST(StickyRandom, StaysAsOftenAsItSays) {
  for (unsigned Stay : {0u, 50u, 80u, 99u}) {
    Program P = writers(4, 3);
    Campaign C(P, make("sticky-random:stay=" + std::to_string(Stay)), Stay + 1);
    std::vector<uint64_t> Steps(4);
    for (int Trial = 0; Trial < 20000; ++Trial) {
      const Execution &E = C.next();
      ++Steps[(E.Schedule[1].index() - E.Schedule[0].index() + 4) % 4];
    }
    double Other = (100 - Stay) / 300.0;
    EXPECT_TRUE(plausibleRates(Steps[0], 20000).contains(Stay / 100.0)) << Stay;
    for (unsigned I = 1; I < 4; ++I)
      EXPECT_TRUE(plausibleRates(Steps[I], 20000).contains(Other)) << Stay;
  }
}

TEST(StickyRandom, CanStayForGood) {
  Program P = writers(3, 4);
  Campaign C(P, make("sticky-random:stay=100"));
  for (int Trial = 0; Trial < 200; ++Trial) {
    std::string Text = C.next().text();
    for (size_t I = 0; I < Text.size(); ++I)
      EXPECT_EQ(Text[I], Text[I / 4 * 4]) << Text;
  }
}

// The short thread's only step comes after all 10 of the long one: it must not
// be first (the main thread is current at the beginning), and the long one
// stays 10 times. random: 2^-10.
TEST(StickyRandom, HoldsAThreadBackForLong) {
  constexpr uint64_t Trials = 40000;
  Program P = writers(1, 10);
  P.thread(1).write(0);
  auto Last = [](const Execution &E) { return E.stepOf(1, 0) == 10; };
  uint64_t Hits =
      Campaign(P, make("sticky-random:stay=80")).count(Trials, Last);
  EXPECT_TRUE(plausibleRates(Hits, Trials).contains(std::pow(0.8, 10)));
  Hits = Campaign(P, make("random")).count(Trials, Last);
  EXPECT_TRUE(plausibleRates(Hits, Trials).contains(std::exp2(-10)));
}

// Who yields has no claim to go on: all threads are equally probable.
TEST(StickyRandom, AYieldIsNoReasonToStay) {
  Program P;
  P.thread(0).yield().write(0);
  P.thread(1).write(0).write(0);
  Campaign C(P, make("sticky-random:stay=100"));
  uint64_t Trials = 0, Stayed = 0;
  for (int Trial = 0; Trial < 10000; ++Trial) {
    const Execution &E = C.next();
    ASSERT_EQ(E.Schedule[0], ThreadId(0));
    ++Trials;
    Stayed += E.Schedule[1] == ThreadId(0);
  }
  EXPECT_TRUE(plausibleRates(Stayed, Trials).contains(0.5));
}
