//===- AutoTest.cpp - The portfolio ---------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Make.h"
#include "explore/DigestMaker.h"
#include "strategies/Strategies.h"
#include "support/Campaign.h"
#include "support/Reorder.h"

#include <gtest/gtest.h>

#include <map>

using namespace lockstep;
using namespace lockstep::scripted;

/// How many of the executions from \p First to before \p Last each part makes.
static std::map<std::string, unsigned> shares(uint64_t First, uint64_t Last) {
  std::unique_ptr<Strategy> S = make("auto");
  std::map<std::string, unsigned> Shares;
  for (ExecutionStart Start; First < Last; ++First) {
    Start.Iteration = First;
    ++Shares[S->chosenFor(Start)];
  }
  return Shares;
}

// docs/strategies.md
TEST(Auto, TheSharesAreThoseOfTheDocumentation) {
  using Shares = std::map<std::string, unsigned>;
  EXPECT_EQ(shares(0, 32), (Shares{{"hold", 28},
                                   {"surw", 1},
                                   {"rff:focus=1", 1},
                                   {"revisit", 1},
                                   {"pct", 1}}));
  for (uint64_t First = 32; First < 2048; First += 16)
    EXPECT_EQ(shares(First, First + 16), (Shares{{"hold", 8},
                                                 {"rff:focus=1", 3},
                                                 {"surw", 2},
                                                 {"revisit", 2},
                                                 {"pct", 1}}));
  EXPECT_EQ(shares(2048, 2064), (Shares{{"revisit", 8},
                                        {"rff:focus=1", 3},
                                        {"surw", 2},
                                        {"hold", 2},
                                        {"pct", 1}}));
}

TEST(Auto, EachPartHasItsShare) {
  std::unique_ptr<Strategy> S = make("auto");
  std::map<std::string, unsigned> Shares;
  for (uint64_t Iteration = 0; Iteration < 320; ++Iteration) {
    ExecutionStart Start;
    Start.Iteration = Iteration;
    std::string Name = S->chosenFor(Start);
    EXPECT_TRUE(makeStrategy(Name)) << Name;
    ++Shares[Name];
    if (Iteration == 31) {
      EXPECT_GE(Shares["hold"], 28u) << "the first turns are hold's";
    }
  }
  EXPECT_GE(Shares.size(), 3u);
  for (const auto &[Name, Share] : Shares)
    EXPECT_GE(Share, 10u) << Name;
  // What thousands have not found is deep.
  unsigned Revisits = 0;
  for (uint64_t Iteration = 4096; Iteration < 4096 + 320; ++Iteration) {
    ExecutionStart Start;
    Start.Iteration = Iteration;
    Revisits += S->chosenFor(Start) == "revisit";
  }
  EXPECT_EQ(Revisits, 160u);
}

// Each finds what a part of it is good at and another is not.
TEST(Auto, FindsWhatItsPartsFind) {
  // The only step of a thread comes after all 25 of another: urw's.
  Program Late;
  for (unsigned Step = 0; Step < 25; ++Step)
    Late.thread(0).write(0);
  Late.thread(1).write(0);
  Campaign C(Late, make("auto"));
  EXPECT_GT(
      C.count(400, [](const Execution &E) { return E.stepOf(1, 0) == 25; }),
      4u);
}

// What a corpus shows counts from the first execution on: which sites to hold.
TEST(Auto, LearnsFromExecutionsThatItDidNotChoose) {
  Program P = reorder(100);
  Executor Player(P);
  unsigned Hits[2] = {0, 0}; ///< without and with such an execution
  for (bool Knows : {false, true}) {
    std::unique_ptr<Strategy> S = make("auto");
    if (Knows) {
      const Execution &E = Player.run(*make("random"), {});
      S->learnFromOther(DigestMaker().digest(
          {E.Decisions, E.Parents, E.Addresses}, E.Choices, S->wants()));
      S->endBatch();
    }
    for (uint64_t Iteration = 0; Iteration < 4; ++Iteration)
      Hits[Knows] += isReordered(
          Player.run(*S, {executionSeed(1, Iteration), Iteration, {}}), 100);
  }
  EXPECT_EQ(Hits[0], 0u);
  EXPECT_GE(Hits[1], 1u);
}
