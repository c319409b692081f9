//===- RankingTest.cpp - The helpers of the strategies, against plain ones ===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Ranking.h"

#include "base/Random.h"
#include "strategies/Budget.h"
#include "strategies/PendingIndex.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {
constexpr uint32_t Threads = 150;

std::vector<ThreadId> someThreads(Random &Numbers) {
  uint32_t Share = 1 + Numbers.below(20);
  std::vector<ThreadId> Some;
  for (uint32_t T = 0; T < Threads; ++T)
    if (Numbers.chance(Share, 20))
      Some.push_back(ThreadId(T));
  if (Some.empty())
    Some.push_back(ThreadId(Numbers.below(Threads)));
  return Some;
}

/// Often equal in the upper bits, sometimes wholly.
uint64_t somePriority(Random &Numbers) {
  uint64_t Upper = Ranking::Lowest * (1 + Numbers.below(15));
  return Upper |
         (Numbers.chance(1, 2) ? Numbers.below(4) : Numbers.next() >> 8);
}

Operation someAccess(Random &Numbers) {
  constexpr OpKind Kinds[] = {OpKind::PlainRead, OpKind::PlainWrite,
                              OpKind::AtomicRmw, OpKind::MutexLock,
                              OpKind::CondWait,  OpKind::Yield};
  Operation Op;
  Op.Kind = Kinds[Numbers.below(std::size(Kinds))];
  uint32_t Where = Numbers.below(200);
  if (operationObject(Op.Kind) == ObjectKind::Memory) {
    Op.Address = 0x1000 + Where;
    Op.Size = 1u << Numbers.below(8);
    Op.Object = ObjectId(1000 + Where);
  } else {
    Op.Object = ObjectId(Where % 16);
  }
  if (Op.Kind == OpKind::CondWait)
    Op.Second = ObjectId(Numbers.below(16));
  return Op;
}
} // namespace

TEST(Ranking, TheHighestOfThoseThatCanGoOn) {
  Random Numbers(1);
  Ranking Ranks;
  Ranks.begin();
  for (uint32_t T = 1; T < Threads; ++T)
    Ranks.add(ThreadId(T));
  std::vector<uint64_t> Plain(Threads, Ranking::Unranked);
  for (unsigned Round = 0; Round < 3000; ++Round) {
    for (unsigned Change = 0; Change < 5; ++Change) {
      ThreadId Thread(Numbers.below(Threads));
      if (Numbers.chance(1, 3)) {
        Ranks.unrank(Thread);
        Plain[Thread.index()] = Ranking::Unranked;
      } else {
        Ranks.rank(Thread, Plain[Thread.index()] = somePriority(Numbers));
      }
    }
    std::vector<ThreadId> Enabled = someThreads(Numbers);
    ThreadSet Set(Enabled);
    SchedulerView View{Enabled, Set.words(), {}, MainThread, Round};
    ThreadId Wanted = highestOf(View.Enabled, Plain.data());
    if (Plain[Wanted.index()] == Ranking::Unranked)
      Wanted = ThreadId();
    ASSERT_EQ(Ranks.highest(View), Wanted);
    // Now with numbers for those that have none, drawn in order.
    Random Plainly = Numbers;
    for (ThreadId Thread : Enabled)
      if (Plain[Thread.index()] == Ranking::Unranked)
        Plain[Thread.index()] = somePriority(Plainly);
    ASSERT_EQ(
        Ranks.highest(View, [&](ThreadId) { return somePriority(Numbers); }),
        highestOf(View.Enabled, Plain.data()));
  }
}

TEST(PendingIndex, FindsAllThatDepend) {
  Random Numbers(2);
  PendingIndex Index;
  Index.begin();
  std::vector<Operation> Pending(Threads);
  unsigned Found = 0, Dependent = 0;
  for (uint32_t T = 0; T < Threads; ++T) {
    Index.add(ThreadId(T));
    Pending[T] = someAccess(Numbers);
    Index.insert(ThreadId(T), filterOf(Pending[T]));
  }
  for (unsigned Round = 0; Round < 1000; ++Round) {
    ThreadId Changed(Numbers.below(Threads));
    Index.remove(Changed);
    Pending[Changed.index()] = someAccess(Numbers);
    Index.insert(Changed, filterOf(Pending[Changed.index()]));
    Operation Performed = someAccess(Numbers);
    for (uint32_t T = 0; T < Threads; ++T) {
      uint64_t Sharing = Index.sharing(filterOf(Performed), T / 64);
      bool Listed = Sharing & threadBit(ThreadId(T));
      bool Depends = dependent(Pending[T], Performed);
      ASSERT_EQ(depends(Pending[T], Performed), Depends);
      ASSERT_TRUE(Listed || !Depends);
      Found += Listed;
      Dependent += Depends;
    }
  }
  EXPECT_GT(Dependent, 1000u);
  EXPECT_LT(Found, 1000 * Threads / 2);
}

TEST(Budget, DrawsAsAWalkOverAllThreadsDoes) {
  Random Numbers(3);
  ThreadKeys Keys;
  Profile Known;
  std::unordered_map<uint64_t, uint64_t> Own;
  Budget Left;
  for (uint32_t T = 1; T < Threads; ++T) {
    Keys.created(ThreadId(T), MainThread);
    Own[Keys[ThreadId(T)]] = Numbers.below(4);
  }
  Left.begin(Own, Known);
  for (uint32_t T = 1; T < Threads; ++T)
    Left.created(ThreadId(T), MainThread);
  for (unsigned Round = 0; Round < 2000; ++Round) {
    std::vector<ThreadId> Enabled = someThreads(Numbers);
    ThreadSet Set(Enabled);
    uint32_t Sum = 0;
    for (ThreadId Thread : Enabled)
      Sum += uint32_t(Left.left(Thread));
    uint64_t Point = Random(Numbers).below(Sum);
    size_t Wanted = 0;
    for (; Point >= Left.left(Enabled[Wanted]); ++Wanted)
      Point -= Left.left(Enabled[Wanted]);
    ThreadId Drawn = Left.draw(Set.words(), Numbers);
    ASSERT_EQ(Drawn, Enabled[Wanted]);
    Left.spent(Drawn);
  }
}
