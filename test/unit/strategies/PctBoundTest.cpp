//===- PctBoundTest.cpp - PCT hits every bug of its depth -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A bug of depth d shows whenever d ordering constraints hold: this step before
// that one. For small programs, everything PCT can do is enumerated: each order
// of the threads and each arrangement of change points, all equally likely.
// Then each set of d constraints that some schedule meets is looked at, and
// must be met with at least the promised probability.
//
//===----------------------------------------------------------------------===//

#include "strategies/Strategies.h"
#include "support/Campaign.h"
#include "support/Statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
/// All that PCT does with one program and depth.
struct Exact {
  std::map<std::string, double> Schedules; ///< with their probabilities
  uint64_t MaxChoices = 0;                 ///< of any of them
};

/// The choices of an execution in order, as 0, and the change points before
/// them, as the priority they give: 1 for the first drawn, and so on.
using Arrangement = std::vector<int>;
} // namespace

/// Every arrangement, as often as drawing makes it.
static std::vector<Arrangement> arrangements(uint64_t K, unsigned Points) {
  std::vector<Arrangement> All = {Arrangement(K, 0)};
  for (int Priority = 1; Priority <= int(Points); ++Priority) {
    std::vector<Arrangement> Longer;
    for (const Arrangement &A : All)
      for (size_t Before = 0; Before < A.size(); ++Before) {
        Longer.push_back(A);
        Longer.back().insert(Longer.back().begin() + ptrdiff_t(Before),
                             Priority);
      }
    All.swap(Longer);
  }
  return All;
}

/// One execution: \p Priorities by thread, all above those of \p Points.
static void play(const Program &P, std::vector<int> Priorities,
                 const Arrangement &Points, double Chance, Exact &Into) {
  State Now(P);
  std::string Text;
  uint64_t Choices = 0;
  size_t Next = 0;
  auto Highest = [&] {
    return *std::max_element(Now.enabled().begin(), Now.enabled().end(),
                             [&](ThreadId A, ThreadId B) {
                               return Priorities[A.index()] <
                                      Priorities[B.index()];
                             });
  };
  while (!Now.enabled().empty()) {
    if (Now.enabled().size() > 1) {
      for (; Next < Points.size() && Points[Next]; ++Next)
        Priorities[Highest().index()] = Points[Next];
      ++Next;
      ++Choices;
    }
    ThreadId Thread = Highest();
    Text += char('0' + Thread.index());
    Now.perform(Thread);
  }
  ASSERT_TRUE(Now.finished());
  Into.Schedules[Text] += Chance;
  Into.MaxChoices = std::max(Into.MaxChoices, Choices);
}

static Exact enumerate(const Program &P, unsigned Depth, uint64_t K) {
  std::vector<Arrangement> Points = arrangements(K, Depth - 1);
  std::vector<int> Priorities(P.threadCount());
  std::iota(Priorities.begin(), Priorities.end(), int(Depth));
  double Orders = std::tgamma(P.threadCount() + 1);
  Exact All;
  do
    for (const Arrangement &A : Points)
      play(P, Priorities, A, 1 / (Orders * double(Points.size())), All);
  while (std::next_permutation(Priorities.begin(), Priorities.end()));
  return All;
}

/// As a campaign comes to know it: with the most choices of its own executions.
static Exact settled(const Program &P, unsigned Depth) {
  Exact All = enumerate(P, 1, 0);
  for (uint64_t K = 0; K != All.MaxChoices;) {
    K = All.MaxChoices;
    All = enumerate(P, Depth, K);
    All.MaxChoices = std::max(All.MaxChoices, K);
  }
  return All;
}

namespace {
/// Walks through the sets of constraints.
class Constraints {
public:
  Constraints(const Program &P, const Exact &All) {
    collect(State(P), "");
    for (const std::string &Text : Every) {
      auto Found = All.Schedules.find(Text);
      Chances.push_back(Found == All.Schedules.end() ? 0 : Found->second);
    }
    for (char A = '0'; A < char('0' + P.threadCount()); ++A)
      for (char B = '0'; B < char('0' + P.threadCount()); ++B)
        if (A != B)
          addPairs(A, B);
  }

  /// The probability of the set of \p Depth constraints that is met most
  /// seldom, of those that some schedule meets.
  double rarest(unsigned Depth) const {
    double Rarest = 1;
    descend(Depth, 0, std::vector<bool>(Every.size(), true), Rarest);
    return Rarest;
  }
  size_t schedules() const { return Every.size(); }

private:
  void collect(const State &Now, const std::string &Text) {
    if (Now.enabled().empty())
      Every.push_back(Text);
    for (ThreadId Thread : Now.enabled()) {
      State Then = Now;
      Then.perform(Thread);
      collect(Then, Text + char('0' + Thread.index()));
    }
  }

  static size_t stepOf(const std::string &Text, char Thread, int Nth) {
    size_t Step = Text.find(Thread);
    for (; Nth > 0; --Nth)
      Step = Text.find(Thread, Step + 1);
    return Step;
  }

  void addPairs(char A, char B) {
    const std::string &Any = Every[0];
    for (int I = 0; I < std::count(Any.begin(), Any.end(), A); ++I)
      for (int J = 0; J < std::count(Any.begin(), Any.end(), B); ++J) {
        Met.emplace_back();
        for (const std::string &Text : Every)
          Met.back().push_back(stepOf(Text, A, I) < stepOf(Text, B, J));
      }
  }

  void descend(unsigned Depth, size_t From, const std::vector<bool> &Holds,
               double &Rarest) const {
    double Chance = 0;
    bool Possible = false;
    for (size_t I = 0; I < Holds.size(); ++I) {
      Possible |= Holds[I];
      Chance += Holds[I] ? Chances[I] : 0;
    }
    if (!Possible)
      return;
    if (Depth == 0) {
      Rarest = std::min(Rarest, Chance);
      return;
    }
    for (size_t C = From; C < Met.size(); ++C) {
      std::vector<bool> Both = Holds;
      for (size_t I = 0; I < Both.size(); ++I)
        Both[I] = Both[I] && Met[C][I];
      descend(Depth - 1, C + 1, Both, Rarest);
    }
  }

  std::vector<std::string> Every;     ///< each schedule that the program has
  std::vector<double> Chances;        ///< of each under PCT
  std::vector<std::vector<bool>> Met; ///< by constraint, by schedule
};
} // namespace

/// Programs without locks: who gets a lock first is a constraint by itself.
static std::vector<Program> programs() {
  std::vector<Program> All(7);
  All[0].thread(0).write(0).write(0);
  All[0].thread(1).write(0).write(0);
  All[1].thread(0).write(0).write(0).write(0);
  All[1].thread(1).write(0).write(0).write(0);
  All[2].thread(0).write(0);
  All[2].thread(1).write(0).write(0);
  All[2].thread(2).write(0).write(0);
  All[3].thread(0).write(0);
  All[3].thread(1).spawn(2).write(0);
  All[3].thread(2).write(0).write(0);
  All[4].thread(0).spawn(1).spawn(2).write(0);
  All[4].thread(1).write(0).write(0);
  All[4].thread(2).write(0);
  All[5].thread(0).spawn(1).join(1).spawn(2).write(0);
  All[5].thread(1).write(0);
  All[5].thread(2).write(0).write(0);
  All[6].thread(0).write(0).spawn(2).write(0);
  All[6].thread(1).write(0);
  All[6].thread(2).spawn(3).write(0);
  All[6].thread(3).write(0);
  return All;
}

// n threads, k choices, s steps, depth d.
TEST(PctBound, HoldsForEverySetOfConstraints) {
  for (const Program &P : programs())
    for (unsigned Depth : {1u, 2u, 3u}) {
      Exact All = settled(P, Depth);
      double N = P.threadCount(), S = P.length(), Promised = 1 / N;
      for (unsigned Point = 0; Point + 1 < Depth; ++Point)
        Promised /= double(All.MaxChoices + Point);
      Constraints C(P, All);
      EXPECT_GE(C.rarest(Depth), Promised * (1 - 1e-9));
      // Never below the paper's bound, which counts all steps.
      EXPECT_GE(Promised, 1 / (N * std::pow(S, Depth - 1)));
    }
}

TEST(PctBound, TheStrategyIsWhatWasEnumerated) {
  for (const Program &P : programs())
    for (unsigned Depth : {1u, 2u, 3u}) {
      Exact All = settled(P, Depth);
      Campaign C(
          P, std::move(*makeStrategy("pct:depth=" + std::to_string(Depth))));
      C.warmUp(5000);
      ASSERT_EQ(C.known().MaxChoices, All.MaxChoices);
      std::map<std::string, uint64_t> Seen;
      for (int Trial = 0; Trial < 50000; ++Trial)
        ++Seen[C.next().text()];
      std::vector<uint64_t> Counts;
      std::vector<double> Chances;
      for (const auto &[Text, Chance] : All.Schedules) {
        Counts.push_back(Seen[Text]);
        Chances.push_back(Chance);
      }
      EXPECT_EQ(std::accumulate(Counts.begin(), Counts.end(), uint64_t(0)),
                50000u);
      EXPECT_GT(chiSquareTail(Counts, Chances), 1e-3);
    }
}
