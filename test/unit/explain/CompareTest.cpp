//===- CompareTest.cpp - Where two executions differ ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explain/Compare.h"

#include "base/Random.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::explain;

namespace {
/// An execution of main and its children, whose every event has a place of its
/// own in its thread.
struct Played : Trace {
  explicit Played(uint32_t Children) {
    Threads.resize(1);
    for (uint32_t I = 0; I < Children; ++I)
      Threads.push_back({0, I, ""});
    for (const char *Name : {"x", "y", "m"})
      Objects.push_back(
          {Name[0] == 'm' ? ObjectKind::Mutex : ObjectKind::Memory, Name});
    for (uint32_t Line = 0; Line < 64; ++Line) {
      TraceSite Site;
      Site.File = "a.c";
      Site.Line = Line;
      Sites.push_back(Site);
    }
    Ends.resize(Threads.size());
  }
  void add(uint32_t Thread, OpKind Kind, uint32_t Object, uint32_t Line) {
    Event E;
    E.Step = Decisions.size();
    E.Thread = ThreadId(Thread);
    E.Kind = Kind;
    E.Object = ObjectId(Object);
    E.Site = SiteId(Line);
    E.Size = 4;
    Events.push_back(E);
    Decisions.push_back({uint16_t(Thread), Kind, 0, Line, Object});
  }
  void waits(uint32_t Thread, OpKind Kind, uint32_t Object, uint32_t Line) {
    Ends[Thread] = {ThreadState::Waiting, Kind, SiteId(Line), ObjectId(Object),
                    ObjectId()};
  }
};

using Pairs = std::vector<ReorderedPair>;
constexpr OpKind Read = OpKind::PlainRead, Write = OpKind::PlainWrite;

/// \p Of with its events in the order \p Order.
Played reordered(const Played &Of, const std::vector<uint32_t> &Order) {
  Played Result = Of;
  for (size_t I = 0; I < Order.size(); ++I) {
    Result.Events[I] = Of.Events[Order[I]];
    Result.Events[I].Step = I;
    Result.Decisions[I] = Of.Decisions[Order[I]];
  }
  return Result;
}
} // namespace

TEST(Compare, OfOneExecutionWithItselfFindsNothing) {
  Played A(2);
  A.add(1, Write, 0, 1);
  A.add(2, Write, 0, 2);
  Matching Both(A, A);
  EXPECT_EQ(commonDecisions(Both), 2u);
  EXPECT_EQ(reorderedPairs(Both), Pairs{});
}

TEST(Compare, FindsWhereTwoExecutionsPart) {
  Played A(2), B(2);
  A.add(1, Read, 0, 1);
  A.add(1, Read, 0, 2);
  B.add(1, Read, 0, 1);
  B.add(2, Read, 0, 2);
  EXPECT_EQ(commonDecisions(Matching(A, B)), 1u);
  B = A;
  B.Decisions[1].Flags = DecisionTimedOut;
  EXPECT_EQ(commonDecisions(Matching(A, B)), 1u);
  B = A;
  B.Decisions.push_back(B.Decisions[0]);
  EXPECT_EQ(commonDecisions(Matching(A, B)), 2u);
}

TEST(Compare, IdsMeanNothing) {
  Played A(1), B(1);
  A.add(1, Read, 0, 1);
  A.add(1, Read, 1, 2);
  // The same with other numbers of objects and places.
  std::swap(B.Objects[0], B.Objects[1]);
  std::reverse(B.Sites.begin(), B.Sites.end());
  B.add(1, Read, 1, 62);
  B.add(1, Read, 0, 61);
  EXPECT_EQ(commonDecisions(Matching(A, B)), 2u);
  B.Objects[0].Name = "z";
  EXPECT_EQ(commonDecisions(Matching(A, B)), 1u);
}

TEST(Compare, ThreadsAreMatchedByBirth) {
  Played A(2), B(2);
  // In B the main thread's second child was born first.
  B.Threads = {{}, {0, 1, ""}, {0, 0, ""}};
  A.add(1, Read, 0, 1);
  B.add(2, Read, 0, 1);
  Matching Both(A, B);
  EXPECT_EQ(Both.inSecond(0), 0u);
  EXPECT_EQ(commonDecisions(Both), 1u);
}

TEST(Compare, FindsTheAccessesThatChangedPlaces) {
  Played A(2);
  A.add(1, Write, 0, 1);
  A.add(2, Read, 0, 2);
  A.add(1, Read, 1, 3);
  A.add(2, Read, 1, 4);
  // Reads commute.
  EXPECT_EQ(reorderedPairs(Matching(A, reordered(A, {1, 0, 3, 2}))),
            (Pairs{{0, 1}}));
}

TEST(Compare, LeavesOutWhatFollows) {
  Played A(2);
  A.add(1, Write, 0, 1);
  A.add(1, Write, 1, 2);
  A.add(2, Write, 0, 3);
  A.add(2, Write, 1, 4);
  // All of T2 now comes before all of T1. Neither pair follows from the other.
  EXPECT_EQ(reorderedPairs(Matching(A, reordered(A, {2, 3, 0, 1}))),
            (Pairs{{0, 2}, {1, 3}}));
  Played B(2);
  B.add(1, Write, 0, 1);
  B.add(1, Write, 0, 2);
  B.add(2, Write, 0, 3);
  B.add(2, Write, 0, 4);
  EXPECT_EQ(reorderedPairs(Matching(B, reordered(B, {2, 3, 0, 1}))),
            (Pairs{{0, 3}}));
}

TEST(Compare, LocksAreTakenInAnotherOrder) {
  Played A(2);
  A.add(1, OpKind::MutexLock, 2, 1);
  A.add(1, OpKind::MutexUnlock, 2, 2);
  A.add(2, OpKind::MutexLock, 2, 3);
  A.add(2, OpKind::MutexUnlock, 2, 4);
  EXPECT_EQ(reorderedPairs(Matching(A, reordered(A, {2, 3, 0, 1}))),
            (Pairs{{0, 2}}));
}

TEST(Compare, AWaitAtTheEndCameAfterEverything) {
  Played A(2), B(2);
  A.add(1, OpKind::MutexLock, 2, 1);
  A.waits(2, OpKind::MutexLock, 2, 3);
  B.add(2, OpKind::MutexLock, 2, 3);
  B.add(2, OpKind::MutexUnlock, 2, 4);
  B.add(1, OpKind::MutexLock, 2, 1);
  Matching Both(A, B);
  ASSERT_EQ(Both.first().size(), 2u);
  EXPECT_EQ(Both.first()[1].Step, Matching::NoStep);
  EXPECT_EQ(reorderedPairs(Both), (Pairs{{0, 1}}));
}

namespace {
using Relation = std::vector<std::vector<bool>>;

void close(Relation &Of) {
  size_t N = Of.size();
  for (size_t K = 0; K < N; ++K)
    for (size_t I = 0; I < N; ++I)
      for (size_t J = 0; J < N; ++J)
        Of[I][J] = Of[I][J] || (Of[I][K] && Of[K][J]);
}

/// What \p Found and program order say of the second execution, over events of
/// the first.
Relation impliedBy(const Matching &Both, const Pairs &Found) {
  size_t N = Both.first().size();
  Relation Before(N, std::vector<bool>(N));
  for (EventIndex I = 0; I < N; ++I)
    for (EventIndex J = 0; J < N; ++J)
      Before[I][J] = Both.first()[I].Thread == Both.first()[J].Thread &&
                     Both.inSecond(I) < Both.inSecond(J);
  for (const ReorderedPair &Pair : Found)
    Before[Pair.LaterInFirst][Pair.EarlierInFirst] = true;
  close(Before);
  return Before;
}
} // namespace

TEST(Compare, FindsAMinimalSetFromWhichAllFollows) {
  Random Dice(5);
  size_t Pairs = 0;
  for (int Round = 0; Round < 300; ++Round) {
    Played A(3);
    std::vector<uint32_t> Lines(4);
    for (uint32_t I = 0; I < 24; ++I) {
      uint32_t Thread = Dice.below(4);
      A.add(Thread, Dice.below(2) ? Read : Write, Dice.below(2),
            Thread * 16 + Lines[Thread]++ % 16);
    }
    // Neighbours of different threads change places.
    std::vector<uint32_t> Order(24);
    for (uint32_t I = 0; I < 24; ++I)
      Order[I] = I;
    for (int Swap = 0; Swap < 40; ++Swap) {
      uint32_t At = Dice.below(23);
      if (A.Events[Order[At]].Thread != A.Events[Order[At + 1]].Thread)
        std::swap(Order[At], Order[At + 1]);
    }
    Played B = reordered(A, Order);
    Matching Both(A, B);
    auto Found = reorderedPairs(Both);
    Pairs += Found.size();
    Relation Implied = impliedBy(Both, Found);
    for (EventIndex I = 0; I < 24; ++I)
      for (EventIndex J = I + 1; J < 24; ++J) {
        const Event &E = A.Events[I], &F = A.Events[J];
        bool Dependent = E.Object == F.Object && E.Thread != F.Thread &&
                         (E.Kind == Write || F.Kind == Write);
        if (Dependent && Both.inSecond(J) < Both.inSecond(I)) {
          EXPECT_TRUE(Implied[J][I]) << I << " " << J;
        }
      }
    for (size_t Without = 0; Without < Found.size(); ++Without) {
      auto Rest = Found;
      Rest.erase(Rest.begin() + long(Without));
      EXPECT_FALSE(impliedBy(
          Both,
          Rest)[Found[Without].LaterInFirst][Found[Without].EarlierInFirst]);
    }
  }
  EXPECT_GT(Pairs, 300u);
}
