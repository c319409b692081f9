//===- PreemptionTest.cpp - Few preemptions at random places --------------===//
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
#include <set>

using namespace lockstep;
using namespace lockstep::scripted;

/// Switches away from a thread of \p Steps steps that has some left. The main
/// thread is current at the beginning.
static unsigned preemptions(const std::string &Text, unsigned Steps) {
  std::map<char, unsigned> Done;
  unsigned Count = 0;
  char Last = '0';
  for (char Thread : Text) {
    Count += Thread != Last && Done[Last] < Steps;
    ++Done[Thread];
    Last = Thread;
  }
  return Count;
}

TEST(Preemption, NeverMoreThanTheBound) {
  Program P = writers(3, 4);
  for (unsigned Bound : {0u, 1u, 2u, 5u}) {
    Campaign C(P, make("preemption:bound=" + std::to_string(Bound)));
    unsigned Most = 0;
    for (int Trial = 0; Trial < 3000; ++Trial)
      Most = std::max(Most, preemptions(C.next().text(), 4));
    EXPECT_EQ(Most, Bound);
  }
}

// Locks that are held and yields cost nothing.
TEST(Preemption, ForcedSwitchesAreFree) {
  Program P;
  P.thread(0).lock(0).write(0).yield().write(0).unlock(0);
  P.thread(1).lock(0).write(0).unlock(0);
  P.thread(2).write(1).yield().write(1);
  Campaign C(P, make("preemption:bound=0"));
  std::set<std::string> Seen;
  for (int Trial = 0; Trial < 2000; ++Trial)
    Seen.insert(C.next().text());
  // Main runs up to its yield, then anybody who can. Thread 1 waits for the
  // lock, thread 2 yields: after each, whoever is left goes on.
  for (const std::string &Text : Seen)
    EXPECT_TRUE(Text.starts_with("000")) << Text;
  EXPECT_TRUE(Seen.contains("00000111222"));
  EXPECT_TRUE(Seen.contains("00022200111"));
  EXPECT_TRUE(Seen.contains("00022001112"));
}

// With bound 1 and two threads of two steps, by hand: half of the executions
// have no preemption: 0011. The others have one at one of K = 3 chances: before
// step 1 (then 1 runs to its end: 1100), before step 2 (0110), or at the third,
// which does not come, since main's last step leaves one thread: 0011.
TEST(Preemption, PlacesAreUniform) {
  Program P = writers(2, 2);
  Executor Player(P);
  std::unique_ptr<Strategy> S = make("preemption:bound=1");
  ExecutionStart Start;
  Start.Known.MaxChoices = 3;
  std::map<std::string, uint64_t> Seen;
  for (Start.Seed = 1; Start.Seed <= 20000; ++Start.Seed)
    ++Seen[Player.run(*S, Start).text()];
  ASSERT_EQ(Seen.size(), 3u);
  std::vector<uint64_t> Counts = {Seen["0011"], Seen["0110"], Seen["1100"]};
  std::vector<double> Expected = {4. / 6, 1. / 6, 1. / 6};
  EXPECT_GT(chiSquareTail(Counts, Expected), 1e-3);
}

// Two places of four, without repetition: each of the 6 pairs with 1/3 * 1/6
// (bound 2), and each one alone with 1/3 * 1/4. A thread of four steps and one
// of many, so that every chance comes: seen in where the switches are.
TEST(Preemption, PlacesAreDifferent) {
  Program P = writers(2, 8);
  Executor Player(P);
  std::unique_ptr<Strategy> S = make("preemption:bound=2");
  ExecutionStart Start;
  Start.Known.MaxChoices = 4;
  std::map<std::string, uint64_t> Seen;
  for (Start.Seed = 1; Start.Seed <= 20000; ++Start.Seed) {
    std::string Text = Player.run(*S, Start).text();
    std::string Switches;
    for (size_t I = 0; I < 4; ++I)
      Switches += Text[I] != (I ? Text[I - 1] : '0') ? 'x' : '.';
    ++Seen[Switches];
  }
  ASSERT_EQ(Seen.size(), 1u + 4u + 6u);
  std::vector<uint64_t> Counts;
  std::vector<double> Expected;
  for (const auto &[Switches, Count] : Seen) {
    auto Number = std::count(Switches.begin(), Switches.end(), 'x');
    Counts.push_back(Count);
    Expected.push_back(Number == 0 ? 1. / 3 : Number == 1 ? 1. / 12 : 1. / 18);
  }
  EXPECT_GT(chiSquareTail(Counts, Expected), 1e-3);
}
