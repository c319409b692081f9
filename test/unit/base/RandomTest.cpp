//===- RandomTest.cpp - The seeded generator ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

using namespace lockstep;

namespace {

/// splitmix64 and xoshiro256** once more, written down from the authors' public
/// domain C (prng.di.unimi.it), with the whole state open.
uint64_t referenceSplitMix(uint64_t &X) {
  X += 0x9e3779b97f4a7c15;
  uint64_t Z = X;
  Z ^= Z >> 30;
  Z *= 0xbf58476d1ce4e5b9;
  Z ^= Z >> 27;
  Z *= 0x94d049bb133111eb;
  return Z ^ Z >> 31;
}

struct ReferenceXoshiro {
  std::array<uint64_t, 4> S;
  uint64_t next() {
    const uint64_t Result = std::rotl(S[1] * 5, 7) * 9;
    const uint64_t Shifted = S[1] << 17;
    S[2] ^= S[0];
    S[3] ^= S[1];
    S[1] ^= S[2];
    S[0] ^= S[3];
    S[2] ^= Shifted;
    S[3] = std::rotl(S[3], 45);
    return Result;
  }
};

ReferenceXoshiro seeded(uint64_t Seed) {
  ReferenceXoshiro Out;
  for (uint64_t &Word : Out.S)
    Word = referenceSplitMix(Seed);
  return Out;
}

} // namespace

TEST(Random, ReferenceGivesThePublishedVectors) {
  uint64_t State = 1234567;
  for (uint64_t Expected :
       {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
        4593380528125082431u, 16408922859458223821u})
    EXPECT_EQ(referenceSplitMix(State), Expected);
  ReferenceXoshiro Xoshiro{{1, 2, 3, 4}};
  for (uint64_t Expected :
       {11520ul, 0ul, 1509978240ul, 1215971899390074240ul,
        1216172134540287360ul, 607988272756665600ul, 16172922978634559625ul,
        8476171486693032832ul, 10595114339597558777ul, 2904607092377533576ul})
    EXPECT_EQ(Xoshiro.next(), Expected);
}

TEST(Random, AgreesWithTheReference) {
  for (uint64_t Seed : {0ul, 1ul, 42ul, ~0ul, 0x8000000000000000ul}) {
    uint64_t A = Seed, B = Seed;
    Random Ours(Seed);
    ReferenceXoshiro Theirs = seeded(Seed);
    for (unsigned I = 0; I < 1000; ++I) {
      ASSERT_EQ(splitMix64(A), referenceSplitMix(B));
      ASSERT_EQ(Ours.next(), Theirs.next());
    }
  }
}

// Frozen: a seed that somebody wrote down must mean the same schedule forever.
TEST(Random, SeedsNeverChangeMeaning) {
  {
    Random Source(0);
    EXPECT_EQ(Source.next(), 0x99ec5f36cb75f2b4u);
    EXPECT_EQ(Source.next(), 0xbf6e1f784956452au);
    EXPECT_EQ(Source.next(), 0x1a5f849d4933e6e0u);
  }
  {
    Random Source(1);
    EXPECT_EQ(Source.next(), 0xb3f2af6d0fc710c5u);
    EXPECT_EQ(Source.next(), 0x853b559647364ceau);
    EXPECT_EQ(Source.next(), 0x92f89756082a4514u);
  }
  {
    Random Source(~uint64_t(0));
    EXPECT_EQ(Source.next(), 0x8f5520d52a7ead08u);
    EXPECT_EQ(Source.next(), 0xc476a018caa1802du);
    EXPECT_EQ(Source.next(), 0x81de31c0d260469eu);
  }
  Random Source(7);
  for (uint32_t Expected :
       {70u, 27u, 83u, 98u, 99u, 87u, 6u, 10u, 40u, 15u, 54u, 73u})
    EXPECT_EQ(Source.below(100), Expected);
  EXPECT_EQ(executionSeed(0, 0), 0x6e789e6aa1b965f4u);
  EXPECT_EQ(executionSeed(1, 0), 0xbeeb8da1658eec67u);
  EXPECT_EQ(executionSeed(0, 1), 0xbfa9ae8d44b45a35u);
  EXPECT_EQ(executionSeed(1, 1), 0xfc180bc5de55d616u);
  EXPECT_EQ(executionSeed(12345, 99999), 0xe5c9bde304b6f08fu);
}

TEST(Random, BelowIsMultiplyAndReject) {
  for (uint32_t Bound : {1u, 2u, 3u, 10u, 1000003u, 0x80000001u, 0xffffffffu}) {
    Random Ours(9);
    ReferenceXoshiro Theirs = seeded(9);
    // Of the 2^32 draws, the low products are rejected so that each result
    // has exactly floor(2^32 / Bound) draws left.
    const uint64_t Rejected = (uint64_t(1) << 32) % Bound;
    for (unsigned I = 0; I < 1000; ++I) {
      uint64_t Product;
      do
        Product = (Theirs.next() >> 32) * Bound;
      while ((Product & 0xffffffff) < Rejected);
      ASSERT_EQ(Ours.below(Bound), Product >> 32) << Bound;
    }
  }
}

TEST(Random, BelowIsUniform) {
  // Chi-squared with 9 degrees of freedom exceeds 27.9 once in 1000 seeds.
  Random Source(3);
  constexpr unsigned Draws = 100000;
  std::array<unsigned, 10> Counts{};
  for (unsigned I = 0; I < Draws; ++I)
    ++Counts[Source.below(10)];
  double ChiSquared = 0;
  for (unsigned Count : Counts)
    ChiSquared += std::pow(double(Count) - Draws / 10.0, 2) / (Draws / 10.0);
  EXPECT_LT(ChiSquared, 27.9);
}

TEST(Random, ChanceAtItsEnds) {
  Random Source(1);
  for (unsigned I = 0; I < 100; ++I) {
    EXPECT_FALSE(Source.chance(0, 5));
    EXPECT_TRUE(Source.chance(5, 5));
  }
}

TEST(Random, ACopyContinuesAlike) {
  Random A(5);
  A.next();
  Random B = A;
  EXPECT_EQ(A.next(), B.next());
}

TEST(Random, ExecutionsHaveDifferentSeeds) {
  std::vector<uint64_t> Seeds;
  for (uint64_t Seed = 0; Seed < 100; ++Seed)
    for (uint64_t Iteration = 0; Iteration < 100; ++Iteration)
      Seeds.push_back(executionSeed(Seed, Iteration));
  std::sort(Seeds.begin(), Seeds.end());
  EXPECT_EQ(std::adjacent_find(Seeds.begin(), Seeds.end()), Seeds.end());
}
