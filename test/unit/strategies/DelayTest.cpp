//===- DelayTest.cpp - Few delays at random places ------------------------===//
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

/// An independent account of delay-bounded scheduling of \p Threads threads of
/// \p Steps steps: the schedule with a delay before the choices \p At, which
/// may hold one several times.
static std::string delayed(unsigned Threads, unsigned Steps,
                           const std::multimap<unsigned, int> &At) {
  std::vector<unsigned> Left(Threads, Steps);
  auto Next = [&](unsigned From) {
    while (!Left[From % Threads])
      ++From;
    return From % Threads;
  };
  unsigned Turn = 0, Choice = 0;
  std::string Text;
  while (Text.size() < size_t(Threads) * Steps) {
    Turn = Next(Turn);
    if (Next(Turn + 1) != Turn) {
      ++Choice;
      for (size_t I = 0; I < At.count(Choice); ++I)
        Turn = Next(Turn + 1);
    }
    --Left[Turn];
    Text += char('0' + Turn);
  }
  return Text;
}

TEST(Delay, TheFirstExecutionHasNone) {
  Program P = writers(3, 3);
  for (uint64_t Seed = 1; Seed <= 20; ++Seed)
    EXPECT_EQ(Campaign(P, make("delay"), Seed).next().text(), "000111222");
}

// Every placing of j delays among K choices has the probability
// 1 / (bound * C(K + j - 1, j)); what schedules they give is counted here.
TEST(Delay, PlacingsAreUniform) {
  constexpr unsigned Threads = 3, Steps = 2, K = 5, Trials = 40000;
  std::map<std::string, double> Chance;
  for (unsigned A = 1; A <= K; ++A) {
    Chance[delayed(Threads, Steps, {{A, 0}})] += 1.0 / 2 / K;
    for (unsigned B = A; B <= K; ++B)
      Chance[delayed(Threads, Steps, {{A, 0}, {B, 0}})] += 1.0 / 2 / 15;
  }
  Program P = writers(Threads, Steps);
  Executor Player(P);
  std::unique_ptr<Strategy> S = make("delay:bound=2");
  ExecutionStart Start;
  Start.Known.MaxChoices = K;
  std::map<std::string, uint64_t> Seen;
  for (Start.Seed = 1; Start.Seed <= Trials; ++Start.Seed)
    ++Seen[Player.run(*S, Start).text()];
  std::vector<uint64_t> Counts;
  std::vector<double> Expected;
  uint64_t Sum = 0;
  for (const auto &[Text, Probability] : Chance) {
    Counts.push_back(Seen[Text]);
    Expected.push_back(Probability);
    Sum += Seen[Text];
  }
  EXPECT_EQ(Sum, Trials); // nothing else
  EXPECT_GT(chiSquareTail(Counts, Expected), 1e-3);
}

// The short thread comes between steps 5 and 6 of 12: the one delay must be
// before choice 6 of 12. With bound 1: 1/12.
TEST(Delay, OneDelayIsEnoughForOneConstraint) {
  constexpr uint64_t Trials = 40000;
  Program P = writers(1, 12);
  P.thread(1).write(0);
  Campaign C(P, make("delay:bound=1"));
  C.warmUp(1);
  ASSERT_EQ(C.known().MaxChoices, 12u);
  uint64_t Hits =
      C.count(Trials, [](const Execution &E) { return E.stepOf(1, 0) == 5; });
  EXPECT_TRUE(plausibleRates(Hits, Trials).contains(1.0 / 12));
}
