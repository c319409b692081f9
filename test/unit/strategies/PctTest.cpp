//===- PctTest.cpp - PCT keeps its promise --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each test states a bug as an order of steps, derives by hand how likely PCT
// is to hit it, and compares. n is the number of threads, k the most choices of
// any execution, d the depth. Rates are counted with fixed seeds, so that a
// test that passes always passes; an interval is wrong with probability 1e-4 at
// each end, for a seed that nobody has looked at.
//
//===----------------------------------------------------------------------===//

#include "strategies/Strategies.h"
#include "support/Campaign.h"
#include "support/Statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

using namespace lockstep;
using namespace lockstep::scripted;

static std::unique_ptr<Strategy> pct(unsigned Depth) {
  return std::move(*makeStrategy("pct:depth=" + std::to_string(Depth)));
}

/// 1 / (n k (k + 1) ... (k + d - 2)), as Pct.cpp promises.
static double bound(unsigned N, uint64_t K, unsigned Depth) {
  double Outcomes = N;
  for (unsigned Point = 0; Point + 1 < Depth; ++Point)
    Outcomes *= double(K + Point);
  return 1 / Outcomes;
}

/// 1 / (n s^(d-1)), the paper's, where s counts all steps.
static double paperBound(unsigned N, uint64_t S, unsigned Depth) {
  return 1 / (N * std::pow(double(S), Depth - 1));
}

// Depth 1: one thread's step comes after all others. The thread must have the
// lowest of n priorities: 1/n, which is the bound.
TEST(Pct, DepthOneIsExactlyTheBound) {
  for (unsigned N : {2u, 3u, 5u, 10u}) {
    Program P = writers(N, 3);
    Campaign C(P, pct(1));
    uint64_t Hits = C.count(20000, [N](const Execution &E) {
      return E.stepOf(N - 1, 0) == 3 * (N - 1);
    });
    EXPECT_TRUE(plausibleRates(Hits, 20000).contains(bound(N, 1, 1))) << N;
  }
}

// With depth 1 nothing ever preempts: of two threads, one runs to its end.
TEST(Pct, DepthOneHasNoPreemption) {
  Program P = writers(2, 5);
  Campaign C(P, pct(1));
  for (int Trial = 0; Trial < 1000; ++Trial) {
    std::string Text = C.next().text();
    EXPECT_TRUE(Text == "0000011111" || Text == "1111100000") << Text;
  }
}

// Depth 2: the step of thread 1 comes between step i and i + 1 of thread 0,
// which has m. Thread 0 must be the higher one (1/2), and the change point must
// be before its step i + 1, which is choice i + 1 (1/k). While thread 1 has not
// run, each step of thread 0 is a choice, so k = m. Nothing else hits: 1/(2m),
// which is the bound.
TEST(Pct, DepthTwoIsExactlyTheBound) {
  constexpr unsigned M = 12;
  Program P = writers(1, M);
  P.thread(1).write(0);
  for (unsigned I : {1u, 5u, 11u}) {
    Campaign C(P, pct(2), I);
    C.warmUp(200);
    ASSERT_EQ(C.known().MaxChoices, M);
    uint64_t Hits =
        C.count(40000, [I](const Execution &E) { return E.stepOf(1, 0) == I; });
    Interval Rates = plausibleRates(Hits, 40000);
    EXPECT_TRUE(Rates.contains(bound(2, M, 2))) << I;
  }
}

// Depth 3: step j of thread 1 comes directly between step i and step i + 1 of
// thread 0, and step i + 1 before step j + 1 of thread 1. Thread 0 must be the
// higher one (1/2); a change point before its step i + 1 (choice i + 1), which
// gives thread 0 the higher reserved priority, and one before step j + 1 of
// thread 1 (choice i + j + 1), which gives thread 1 the lower one. One of the
// k (k + 1) outcomes of drawing two points is right: the bound. The longest
// execution changes threads before the last step of one: k = 2m - 1, s = 2m.
TEST(Pct, DepthThreeIsExactlyTheBound) {
  constexpr unsigned M = 3, K = 2 * M - 1;
  Program P = writers(2, M);
  for (unsigned I : {1u, 2u})
    for (unsigned J : {1u, 2u}) {
      Campaign C(P, pct(3), 10 * I + J);
      C.warmUp(2000);
      ASSERT_EQ(C.known().MaxChoices, K);
      uint64_t Hits = C.count(200000, [I, J](const Execution &E) {
        return E.stepOf(1, J - 1) > E.stepOf(0, I - 1) &&
               E.stepOf(1, J - 1) < E.stepOf(0, I) &&
               E.stepOf(0, I) < E.stepOf(1, J);
      });
      Interval Rates = plausibleRates(Hits, 200000);
      EXPECT_TRUE(Rates.contains(bound(2, K, 3))) << I << J;
      EXPECT_GE(Rates.Low, paperBound(2, 2 * M, 3)) << I << J;
    }
}

// Two demotions at one choice. Thread 1 spawns thread 2; the bug needs the
// first step of 2, the step of 0, the second step of 2, the second step of 1,
// in this order. Thread 0 must be the lowest (1/3). When 1 is above 2, it is
// lowered at choice 2 and 2 at choice 3. When 2 is above 1, it runs at choice 2
// and both must be lowered at choice 3, first 2 and then 1. Each time 2 must
// get the higher reserved priority: one of k (k + 1) outcomes, k = 4.
// Change points that are always distinct would miss the second half and hit
// with 1/(6 k (k - 1)) only.
TEST(Pct, TwoThreadsMayBeLoweredAtOnce) {
  Program P;
  P.thread(0).write(0);
  P.thread(1).spawn(2).write(0);
  P.thread(2).write(0).write(0);
  Campaign C(P, pct(3));
  C.warmUp(2000);
  ASSERT_EQ(C.known().MaxChoices, 4u);
  uint64_t Hits =
      C.count(200000, [](const Execution &E) { return E.text() == "12021"; });
  Interval Rates = plausibleRates(Hits, 200000);
  EXPECT_TRUE(Rates.contains(bound(3, 4, 3)));
  EXPECT_GE(Rates.Low, paperBound(3, 5, 3));
}

// Threads 1 and 2 stop before their second steps, thread 0 runs, and then the
// two go on in either order, whichever of them stopped first. Thread 0 must be
// the lowest; the two points fall on choices 2 and 3 and say who goes on first:
// 1/3 times 1/(k (k + 1)) for each of the two orders.
TEST(Pct, EitherLoweredThreadMayGoOnFirst) {
  Program P;
  P.thread(0).write(0);
  P.thread(1).write(0).write(0);
  P.thread(2).write(0).write(0);
  Campaign C(P, pct(3));
  C.warmUp(2000);
  ASSERT_EQ(C.known().MaxChoices, 4u);
  std::map<std::string, uint64_t> Seen;
  for (int Trial = 0; Trial < 200000; ++Trial)
    ++Seen[C.next().text()];
  for (const char *Tail : {"021", "012"}) {
    uint64_t Hits =
        Seen[std::string("12") + Tail] + Seen[std::string("21") + Tail];
    Interval Rates = plausibleRates(Hits, 200000);
    EXPECT_TRUE(Rates.contains(bound(3, 4, 3))) << Tail;
  }
}

TEST(Pct, MeasuresBeforeItChanges) {
  Program P = writers(2, 6);
  std::unique_ptr<Strategy> S = pct(4);
  Executor Player(P);
  // Nothing is known: no change points, whatever the seed.
  for (uint64_t Seed = 0; Seed < 100; ++Seed) {
    std::string Text = Player.run(*S, {Seed, 0, {}}).text();
    EXPECT_TRUE(Text == "000000111111" || Text == "111111000000") << Text;
  }
  // With less than the truth, all change points lie within it: the rest of the
  // execution runs without.
  Knowledge Known;
  Known.MaxChoices = 3;
  for (uint64_t Seed = 0; Seed < 100; ++Seed) {
    std::string Text = Player.run(*S, {Seed, 0, Known}).text();
    std::string Rest = Text.substr(3);
    EXPECT_LE(std::unique(Rest.begin(), Rest.end()) - Rest.begin(), 2) << Text;
  }
}

// Decisions without a choice do not count. Thread 0 runs alone for 100 steps
// before it spawns thread 1: k is still what the two do together.
TEST(Pct, OnlyChoicesCount) {
  Program P;
  for (int Step = 0; Step < 100; ++Step)
    P.thread(0).local();
  P.thread(0).spawn(1).write(0).write(0).write(0).write(0);
  P.thread(1).write(0);
  Campaign C(P, pct(2));
  C.warmUp(200);
  EXPECT_EQ(C.known().MaxChoices, 4u);
  uint64_t Hits =
      C.count(20000, [](const Execution &E) { return E.stepOf(1, 0) == 103; });
  EXPECT_TRUE(plausibleRates(Hits, 20000).contains(bound(2, 4, 2)));
}

// A thread born late is ordered uniformly among all: each of the 3! orders of
// three threads, of which the last is born when the first two have run.
TEST(Pct, LateThreadsAreOrderedUniformly) {
  Program P;
  P.thread(0).spawn(1).spawn(2).write(0);
  P.thread(1).write(0);
  P.thread(2).write(0);
  Campaign C(P, pct(1));
  // Thread 1 first and thread 0 last, among others: with order 1 > 2 > 0 the
  // schedule is 0 (spawn 1) 1 0 (spawn 2) 2 0.
  std::map<std::string, uint64_t> Seen;
  for (int Trial = 0; Trial < 30000; ++Trial)
    ++Seen[C.next().text()];
  // 0>1>2: 00012. 0>2>1: 00021. 1>0>2: 01002. 2>0>1: 00201. 1>2>0 and 2>1>0:
  // 01020.
  std::map<std::string, double> Expected = {{"00012", 1 / 6.},
                                            {"00021", 1 / 6.},
                                            {"01002", 1 / 6.},
                                            {"00201", 1 / 6.},
                                            {"01020", 2 / 6.}};
  std::vector<uint64_t> Counts;
  std::vector<double> Chances;
  ASSERT_EQ(Seen.size(), Expected.size());
  for (const auto &[Text, Chance] : Expected) {
    Counts.push_back(Seen[Text]);
    Chances.push_back(Chance);
  }
  EXPECT_GT(chiSquareTail(Counts, Chances), 1e-3);
}
