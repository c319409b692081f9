//===- PosTest.cpp - POS samples partial orders ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The exact distributions come from PartialOrders, which follows the paper's
// text; the strategy's own are counted.
//
//===----------------------------------------------------------------------===//

#include "Make.h"
#include "support/Campaign.h"
#include "support/PartialOrders.h"
#include "support/Statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace lockstep;
using namespace lockstep::scripted;

static std::vector<double> probabilities(const OrderDistribution &From) {
  std::vector<double> P;
  for (const auto &[Name, Probability] : From)
    P.push_back(Probability);
  return P;
}

static std::vector<uint64_t> counts(const Program &P, std::string_view Spec,
                                    const OrderDistribution &Orders,
                                    uint64_t Trials) {
  PartialOrders Names(P);
  Campaign C(P, make(Spec));
  std::map<uint64_t, uint64_t> Seen;
  for (uint64_t Trial = 0; Trial < Trials; ++Trial)
    ++Seen[Names.name(C.next().Schedule)];
  std::vector<uint64_t> Counts;
  for (const auto &[Name, P] : Orders)
    Counts.push_back(Seen[Name]);
  return Counts;
}

static double fromUniform(const std::vector<double> &P) {
  std::vector<double> Uniform(P.size(), 1.0 / double(P.size()));
  return totalVariation(P, Uniform);
}

/// How likely the strategy's counts are, if its distribution is \p Orders.
static double likelihood(const Program &P, std::string_view Spec,
                         const OrderDistribution &Orders) {
  std::vector<uint64_t> Counts = counts(P, Spec, Orders, 20000);
  return chiSquareTail(Counts, probabilities(Orders));
}

static Program crossedWrites() {
  Program P;
  P.thread(0).write(0).write(1);
  P.thread(1).write(1).write(0);
  return P;
}

// Store, then look at what the other stored.
static Program dekker(unsigned Between) {
  Program P;
  P.thread(0).write(0);
  for (unsigned Step = 0; Step < Between; ++Step)
    P.thread(0).local();
  P.thread(0).read(1);
  P.thread(1).write(1).read(0);
  return P;
}

// Every thread shares one variable with each of its neighbors.
static Program ring() {
  Program P;
  P.thread(0).write(0).write(1);
  P.thread(1).write(1).write(2);
  P.thread(2).write(2).write(0);
  return P;
}

static Program unequalPrefixes() {
  Program P;
  P.thread(0).local().local().write(0);
  P.thread(1).local().write(0);
  P.thread(2).write(0);
  return P;
}

static Program locks() {
  Program P;
  P.thread(0).local().lock(0).unlock(0);
  P.thread(1).lock(0).unlock(0).read(0);
  return P;
}

static Program spawnAndJoin() {
  Program P;
  P.thread(0).spawn(1).write(0).join(1);
  P.thread(1).write(0).read(0);
  return P;
}

// What the strategy draws late, the paper draws at once: the distributions must
// be the same.
TEST(Pos, IsThePapersDistribution) {
  for (const Program &P : {crossedWrites(), dekker(0), dekker(2), ring(),
                           unequalPrefixes(), locks(), spawnAndJoin()})
    EXPECT_GT(likelihood(P, "pos", PartialOrders(P).underSampling()), 1e-3);
}

TEST(Pos, RandomWalkIsWhatItShouldBe) {
  for (const Program &P : {crossedWrites(), dekker(2), ring(),
                           unequalPrefixes(), locks(), spawnAndJoin()})
    EXPECT_GT(likelihood(P, "random", PartialOrders(P).underRandomWalk()),
              1e-3);
}

// Two threads that cross: of the three partial orders, a random walk hits the
// two in which one thread comes first with 1/4 each and the third with 1/2. POS
// is exactly uniform.
TEST(Pos, IsUniformWhereThreadsCross) {
  for (const Program &P : {crossedWrites(), dekker(0)}) {
    PartialOrders Orders(P);
    OrderDistribution Exact = Orders.underSampling();
    ASSERT_EQ(Exact.size(), 3u);
    EXPECT_NEAR(fromUniform(probabilities(Exact)), 0, 1e-12);
    EXPECT_NEAR(fromUniform(probabilities(Orders.underRandomWalk())), 1. / 6,
                1e-12);
    EXPECT_GT(likelihood(P, "pos", Exact), 1e-3);
    EXPECT_LT(likelihood(P, "random", Exact), 1e-100);
  }
}

// Where neither is uniform, POS is closer, and its rarest order is less rare.
TEST(Pos, IsCloserToUniformThanARandomWalk) {
  struct {
    Program P;
    size_t Orders;
    double FromUniform, Rarest;         ///< pos
    double WalkFromUniform, WalkRarest; ///< random
  } Cases[] = {{ring(), 7, 0.1619, 0.0889, 0.3452, 0.0278},
               {dekker(2), 3, 0.1333, 0.2000, 0.3542, 0.0625},
               {unequalPrefixes(), 6, 0.2881, 0.0452, 0.3750, 0.0278}};
  for (const auto &Case : Cases) {
    PartialOrders Orders(Case.P);
    OrderDistribution Exact = Orders.underSampling();
    ASSERT_EQ(Exact.size(), Case.Orders);
    std::vector<double> Pos = probabilities(Exact);
    std::vector<double> Walk = probabilities(Orders.underRandomWalk());
    EXPECT_NEAR(fromUniform(Pos), Case.FromUniform, 1e-4);
    EXPECT_NEAR(*std::min_element(Pos.begin(), Pos.end()), Case.Rarest, 1e-4);
    EXPECT_NEAR(fromUniform(Walk), Case.WalkFromUniform, 1e-4);
    EXPECT_NEAR(*std::min_element(Walk.begin(), Walk.end()), Case.WalkRarest,
                1e-4);
  }
}

// Thread 0 does n steps that nobody cares about and then the one that matters;
// the bug needs thread 1's only step to come after. POS: the priority of that
// step must be below n + 1 others, which are drawn one by one and never make it
// draw again: 1/(n + 2). A random walk: 2^-(n + 1).
TEST(Pos, PrivateStepsCostLittle) {
  constexpr uint64_t Trials = 40000;
  for (unsigned N : {0u, 1u, 3u, 9u}) {
    Program P;
    for (unsigned Step = 0; Step < N; ++Step)
      P.thread(0).local();
    P.thread(0).write(0);
    P.thread(1).write(0);
    auto Hit = [N](const Execution &E) { return E.stepOf(1, 0) == N + 1; };
    uint64_t Pos = Campaign(P, make("pos")).count(Trials, Hit);
    uint64_t Walk = Campaign(P, make("random")).count(Trials, Hit);
    EXPECT_TRUE(plausibleRates(Pos, Trials).contains(1.0 / (N + 2))) << N;
    EXPECT_TRUE(plausibleRates(Walk, Trials).contains(std::exp2(-int(N + 1))))
        << N;
  }
}

// Between steps 5 and 6 of 12: below five priorities, and above the sixth. The
// integral of (1 - p)^5 p is 5! 1! / 7! = 1/42.
TEST(Pos, AStepFallsBetweenPrivateOnes) {
  constexpr uint64_t Trials = 40000;
  Program P;
  for (unsigned Step = 0; Step < 12; ++Step)
    P.thread(0).local();
  P.thread(1).local();
  uint64_t Hits =
      Campaign(P, make("pos")).count(Trials, [](const Execution &E) {
        return E.stepOf(1, 0) == 5;
      });
  EXPECT_TRUE(plausibleRates(Hits, Trials).contains(1.0 / 42));
}

// The step that depends on what ran draws again; that is what BasicPOS lacks.
// Thread 0 writes n times to the variable that thread 1 writes once. Each write
// makes the other draw again, so each is a fair coin: 2^-n that thread 1 comes
// last. BasicPOS would keep its priority and hit with 1/(n + 1).
TEST(Pos, DependentStepsDrawAgain) {
  constexpr uint64_t Trials = 40000;
  for (unsigned N : {1u, 2u, 4u}) {
    Program P;
    for (unsigned Step = 0; Step < N; ++Step)
      P.thread(0).write(0);
    P.thread(1).write(0);
    uint64_t Hits =
        Campaign(P, make("pos")).count(Trials, [N](const Execution &E) {
          return E.stepOf(1, 0) == N;
        });
    EXPECT_TRUE(plausibleRates(Hits, Trials).contains(std::exp2(-int(N)))) << N;
  }
}
