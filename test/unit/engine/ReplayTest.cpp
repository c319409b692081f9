//===- ReplayTest.cpp - Following a recorded schedule ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/World.h"

#include "strategies/Strategies.h"

#include "gtest/gtest.h"

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
constexpr uint64_t M = 0x100, C = 0x200, X = 0x300;
constexpr uint64_t Second = 1000000000;

/// Locks, waits, wakes, times out: some of everything. With \p Extra it does
/// one thing more than it did when it was recorded.
Task program(World &W, bool Extra = false) {
  for (int I = 0; I < 3; ++I)
    co_await W.spawn([&W]() -> Task {
      co_await W.lock(M);
      co_await W.wait(C, M, 100 * Second);
      co_await W.store(X, 1);
      co_await W.unlock(M);
      co_return 0;
    });
  for (int I = 0; I < 3; ++I) {
    co_await W.lock(M);
    co_await W.signal(C);
    co_await W.unlock(M);
  }
  if (Extra)
    co_await W.load(X);
  for (uint32_t Thread : {1, 2, 3})
    co_await W.join(Thread);
  co_return 0;
}

std::unique_ptr<Strategy> randomStrategy(uint64_t Seed) {
  std::unique_ptr<Strategy> Made = std::move(*makeStrategy("random"));
  Made->begin({Seed, 0, {}});
  return Made;
}

std::vector<Decision> record(uint64_t Seed) {
  auto Chooser = randomStrategy(Seed);
  World W(*Chooser);
  EXPECT_EQ(W.run([&] { return program(W); }), OutcomeKind::Passed);
  return W.decisions();
}

bool sameEvent(const Event &A, const Event &B) {
  return A.Step == B.Step && A.Value == B.Value && A.Time == B.Time &&
         A.Thread == B.Thread && A.Site == B.Site && A.Object == B.Object &&
         A.Kind == B.Kind && A.Flags == B.Flags;
}
} // namespace

TEST(Replay, TheSameSeedGivesTheSameDecisions) {
  for (uint64_t Seed = 0; Seed < 20; ++Seed)
    EXPECT_EQ(record(Seed), record(Seed));
  EXPECT_NE(record(1), record(2));
}

TEST(Replay, RepeatsEveryDecisionAndEvent) {
  for (uint64_t Seed = 0; Seed < 50; ++Seed) {
    auto Chooser = randomStrategy(Seed);
    World Recorded(*Chooser);
    Recorded.run([&] { return program(Recorded); });
    std::vector<Decision> Script = Recorded.decisions();

    Listed Nothing({9, 9, 9}, {1, 1, 1});
    World Replayed(Nothing, {}, &Script);
    EXPECT_EQ(Replayed.run([&] { return program(Replayed); }),
              OutcomeKind::Passed);
    EXPECT_EQ(Replayed.decisions(), Script);
    EXPECT_FALSE(Replayed.script().diverged());
    EXPECT_TRUE(std::equal(Recorded.events().begin(), Recorded.events().end(),
                           Replayed.events().begin(), Replayed.events().end(),
                           sameEvent));
  }
}

// A replay asks the strategy for nothing: it is not told of anything either.
TEST(Replay, NamesTheFirstDifference) {
  std::vector<Decision> Script = record(3);
  Listed Nothing;
  World W(Nothing, {}, &Script);
  EXPECT_EQ(W.run([&] { return program(W, true); }), OutcomeKind::Divergence);
  ASSERT_TRUE(W.script().diverged());
  ASSERT_NE(W.script().next(), nullptr);
  EXPECT_EQ(W.script().actual().Kind, OpKind::AtomicLoad);
  EXPECT_EQ(W.script().actual().thread(), MainThread);
  EXPECT_NE(*W.script().next(), W.script().actual());
  EXPECT_EQ(W.decisions().size(), W.script().position());
  EXPECT_EQ(W.engine().culprit(), MainThread);
}

TEST(Replay, AScriptThatEndsTooEarlyDiffersAtItsEnd) {
  std::vector<Decision> Script = record(4);
  Script.resize(Script.size() / 2);
  Listed Nothing;
  World W(Nothing, {}, &Script);
  EXPECT_EQ(W.run([&] { return program(W); }), OutcomeKind::Divergence);
  EXPECT_EQ(W.script().next(), nullptr);
  EXPECT_EQ(W.script().position(), Script.size());
  EXPECT_EQ(W.decisions(), Script);
}

TEST(Replay, GoesOnUnderTheStrategyWhereTheScriptEndsOrIsLeft) {
  constexpr auto GoOn = Verifier::Beyond::GoOn;
  std::vector<Decision> Whole = record(4), Script = Whole;
  Script.resize(Script.size() / 2);
  auto Chooser = randomStrategy(7);
  World Cut(*Chooser, {}, &Script, nullptr, 100000, GoOn);
  EXPECT_EQ(Cut.run([&] { return program(Cut); }), OutcomeKind::Passed);
  EXPECT_EQ(Cut.counters().Followed, Script.size());
  std::vector<Decision> Made = Cut.decisions();
  EXPECT_GT(Made.size(), Script.size());
  EXPECT_TRUE(std::equal(Script.begin(), Script.end(), Made.begin()));

  Whole = record(3);
  Chooser = randomStrategy(7);
  World Changed(*Chooser, {}, &Whole, nullptr, 100000, GoOn);
  EXPECT_EQ(Changed.run([&] { return program(Changed, true); }),
            OutcomeKind::Passed);
  EXPECT_LT(Changed.counters().Followed, Whole.size());

  World Same(*Chooser, {}, &Whole, nullptr, 100000, GoOn);
  EXPECT_EQ(Same.run([&] { return program(Same); }), OutcomeKind::Passed);
  EXPECT_EQ(Same.decisions(), Whole);
  EXPECT_EQ(Same.counters().Followed, Whole.size());
}

// Every field of every decision counts.
TEST(Replay, AnyChangedDecisionIsNoticed) {
  std::vector<Decision> Original = record(5);
  for (size_t I = 0; I < Original.size(); ++I)
    for (int Field = 0; Field < 4; ++Field) {
      std::vector<Decision> Script = Original;
      Decision &D = Script[I];
      if (D.isValue())
        continue;
      if (Field == 0)
        D.Thread = 77;
      else if (Field == 1)
        D.Kind = OpKind::MutexDestroy;
      else if (Field == 2)
        D.Site ^= 1;
      else
        D.Object ^= 1;
      Listed Nothing;
      World W(Nothing, {}, &Script);
      EXPECT_EQ(W.run([&] { return program(W); }), OutcomeKind::Divergence)
          << I;
      EXPECT_EQ(W.script().position(), I);
    }
}

// What a thread stands before is told apart from what it does there.
TEST(Replay, AThreadThatHasToWaitDoesNotTimeOut) {
  auto TwoLocks = [](World &W) -> Task {
    co_await W.spawn([&W]() -> Task {
      co_await W.lock(M);
      co_await W.unlock(M);
      co_return 0;
    });
    co_await W.lock(M);
    co_await W.unlock(M);
    co_await W.join(1);
    co_return 0;
  };
  Listed Nothing;
  World Recorded(Nothing);
  Recorded.run([&] { return TwoLocks(Recorded); });
  std::vector<Decision> Script = Recorded.decisions();
  // The other thread's lock comes before main's unlock.
  auto IsLock = [](const Decision &D) { return D.Kind == OpKind::MutexLock; };
  auto First = std::find_if(Script.begin(), Script.end(), IsLock);
  auto Other = std::find_if(First + 1, Script.end(), IsLock);
  ASSERT_NE(Other, Script.end());
  auto Start = std::find_if(Script.begin(), Script.end(), [](const auto &D) {
    return D.Kind == OpKind::ThreadStart && D.Thread == 1;
  });
  ASSERT_GT(Start, First);
  std::vector<Decision> Edited(Script.begin(), First + 1);
  Edited.insert(Edited.end(), {*Start, *Other});
  World W(Nothing, {}, &Edited);
  EXPECT_EQ(W.run([&] { return TwoLocks(W); }), OutcomeKind::Divergence);
  EXPECT_EQ(W.script().position(), Edited.size() - 1);
  EXPECT_EQ(W.script().actual().thread(), ThreadId(1));
  EXPECT_TRUE(W.script().actual().hasToWait());
  EXPECT_FALSE(W.script().actual().timedOut());
}

TEST(Replay, AValueIsCheckedLikeAThread) {
  auto Broadcaster = [](World &W) -> Task {
    for (int I = 0; I < 3; ++I)
      co_await W.spawn([&W]() -> Task { return W.park(X); });
    for (int I = 0; I < 3; ++I)
      co_await W.yield();
    co_await W.wake(X, 1);
    co_await W.wake(X, 5);
    co_return 0;
  };
  Listed Chooser({0, 0, 0, 0, 1, 1, 2, 2, 3, 3}, {2});
  World Recorded(Chooser);
  EXPECT_EQ(Recorded.run([&] { return Broadcaster(Recorded); }),
            OutcomeKind::Passed);
  std::vector<Decision> Script = Recorded.decisions();
  auto Value = std::find_if(Script.begin(), Script.end(),
                            [](const Decision &D) { return D.isValue(); });
  ASSERT_NE(Value, Script.end());
  EXPECT_EQ(Value->choice(), 2u);
  EXPECT_EQ(Value->bound(), 3u);
  EXPECT_EQ(Value->reason(), ValueReason::WakeOrder);

  Listed Nothing;
  World Same(Nothing, {}, &Script);
  EXPECT_EQ(Same.run([&] { return Broadcaster(Same); }), OutcomeKind::Passed);
  EXPECT_EQ(Same.decisions(), Script);

  size_t Where = size_t(Value - Script.begin());
  *Value = Decision::value(MainThread, ValueReason::WakeOrder, 0, 9);
  World Different(Nothing, {}, &Script);
  EXPECT_EQ(Different.run([&] { return Broadcaster(Different); }),
            OutcomeKind::Divergence);
  EXPECT_EQ(Different.script().position(), Where);
  EXPECT_TRUE(Different.script().actual().isValue());
}

TEST(Recorder, CountsChoicesAndThreads) {
  Listed Chooser;
  World W(Chooser);
  W.run([&]() -> Task {
    co_await W.yield();
    co_await W.spawn([&]() -> Task { return W.yield(); });
    co_await W.yield();
    co_return 0;
  });
  EXPECT_EQ(W.counters().Decisions, W.engine().steps());
  EXPECT_EQ(W.counters().Threads, 2u);
  EXPECT_GT(W.counters().Choices, 0u);
  EXPECT_LT(W.counters().Choices, W.counters().Decisions);
}
