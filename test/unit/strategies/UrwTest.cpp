//===- UrwTest.cpp - Interleavings are equally likely ---------------------===//
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

/// Whether \p Trials executions of \p P under \p Spec look as if all its
/// \p Interleavings were equally likely.
static double uniformity(const Program &P, std::string_view Spec,
                         size_t Interleavings, unsigned Trials) {
  Campaign C(P, make(Spec));
  C.warmUp(1);
  std::map<std::string, uint64_t> Seen;
  for (unsigned Trial = 0; Trial < Trials; ++Trial)
    ++Seen[C.next().text()];
  if (Seen.size() != Interleavings)
    return 0;
  std::vector<uint64_t> Counts;
  for (const auto &[Text, Count] : Seen)
    Counts.push_back(Count);
  std::vector<double> Uniform(Counts.size(), 1.0 / double(Counts.size()));
  return chiSquareTail(Counts, Uniform);
}

TEST(Urw, UniformOverInterleavings) {
  Program P;
  P.thread(0).write(0).write(0).write(0).write(0);
  P.thread(1).write(0).write(0);
  EXPECT_GT(uniformity(P, "urw", 15, 20000), 1e-4);
  // A random walk is far from it.
  EXPECT_LT(uniformity(P, "random", 15, 20000), 1e-9);
}

// The child's events are the parent's until it is born.
TEST(Urw, UniformWithThreadsThatAreBornLater) {
  Program P;
  P.thread(0).spawn(1).write(0);
  P.thread(1).write(0).write(0).spawn(2);
  P.thread(2).write(0);
  // After the first step: one step of the parent among three in a row.
  EXPECT_GT(uniformity(P, "urw", 5, 20000), 1e-4);
}

// The paper's example: the only step of a thread comes after all 25 of another.
TEST(Urw, ShortThreadAfterLongOne) {
  Program P;
  for (unsigned Step = 0; Step < 25; ++Step)
    P.thread(0).write(0);
  P.thread(1).write(0);
  Campaign C(P, make("urw"));
  C.warmUp(1);
  uint64_t Hits =
      C.count(5000, [](const Execution &E) { return E.stepOf(1, 0) == 25; });
  EXPECT_TRUE(plausibleRates(Hits, 5000).contains(1.0 / 26)) << Hits;
}
