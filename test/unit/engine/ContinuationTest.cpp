//===- ContinuationTest.cpp - Follows a schedule, then goes on ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Continuation.h"

#include "engine/World.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::scripted;

namespace {

constexpr uint64_t M = 0x100, X = 0x200;
constexpr uint32_t AnySite = 0xfffffffe;

/// Two workers store to X. \p Locks: they take a mutex for it, as they did not
/// then; \p Stores: how often.
Task program(World &W, bool Locks, int Stores) {
  for (int I = 0; I < 2; ++I)
    co_await W.spawn([&W, Locks, Stores]() -> Task {
      if (Locks)
        co_await W.lock(M);
      for (int J = 0; J < Stores; ++J)
        co_await W.store(X, J);
      if (Locks)
        co_await W.unlock(M);
      co_return 0;
    });
  co_await W.join(1);
  co_await W.join(2);
  co_return 0;
}

struct Followed {
  OutcomeKind Outcome;
  std::string Schedule;
  Continuation::Progress Reached{};
};

std::vector<Decision> record(std::vector<uint32_t> Threads) {
  Listed Chooser(std::move(Threads));
  World W(Chooser);
  EXPECT_EQ(W.run([&] { return program(W, false, 3); }), OutcomeKind::Passed);
  return W.decisions();
}

Followed follow(std::span<const Decision> Script, bool Locks, int Stores) {
  Followed Result;
  Listed Then;
  Continuation Chooser(Script, AnySite, Then, Result.Reached);
  Chooser.begin({});
  World W(Chooser);
  Result.Outcome = W.run([&] { return program(W, Locks, Stores); });
  Result.Schedule = W.schedule();
  return Result;
}

} // namespace

TEST(Continuation, AnUnchangedProgramIsFollowedToItsEnd) {
  std::vector<Decision> Script =
      record({0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1});
  Followed Same = follow(Script, false, 3);
  EXPECT_EQ(Same.Reached.Followed, Script.size());
  EXPECT_EQ(Same.Reached.Free, 0u);
  std::string Recorded;
  for (const Decision &Made : Script)
    Recorded += char('0' + Made.Thread);
  EXPECT_EQ(Same.Schedule, Recorded);
}

TEST(Continuation, AfterThePrefixTheOtherStrategyChooses) {
  std::vector<Decision> Script =
      record({0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1});
  Followed Cut = follow(std::span<const Decision>(Script).first(6), false, 3);
  EXPECT_EQ(Cut.Reached.Followed, 6u);
  EXPECT_GT(Cut.Reached.Free, 0u);
  EXPECT_EQ(Cut.Schedule.substr(0, 6), "000212");
  EXPECT_EQ(Cut.Outcome, OutcomeKind::Passed);
}

TEST(Continuation, OperationsThatWereAddedArePerformedInAddition) {
  std::vector<Decision> Script =
      record({0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1});
  Followed Locked = follow(Script, true, 3);
  EXPECT_EQ(Locked.Outcome, OutcomeKind::Passed);
  EXPECT_EQ(Locked.Reached.Followed, Script.size());
}

TEST(Continuation, OperationsThatWereRemovedAreDropped) {
  std::vector<Decision> Script =
      record({0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1});
  Followed Shorter = follow(Script, false, 1);
  EXPECT_EQ(Shorter.Outcome, OutcomeKind::Passed);
  EXPECT_EQ(Shorter.Reached.Followed, Script.size() - 4);
}

TEST(Continuation, AThreadThatIsNeverBornIsNotWaitedFor) {
  std::vector<Decision> Script = record({});
  for (Decision &Made : Script)
    if (Made.Thread == 2)
      Made.Thread = 7;
  Followed Without = follow(Script, false, 3);
  EXPECT_EQ(Without.Outcome, OutcomeKind::Passed);
  EXPECT_LT(Without.Reached.Followed, Script.size());
}

TEST(Continuation, ASiteWithoutCounterpartMayBeAny) {
  std::vector<Decision> Script = record({});
  for (Decision &Made : Script)
    Made.Site = AnySite;
  EXPECT_EQ(follow(Script, false, 3).Reached.Followed, Script.size());
}

TEST(Continuation, ValuesAreTakenFromTheTraceWhileTheyFit) {
  std::vector<Decision> Script = {
      {0, OpKind::ThreadStart, 0, SiteId::InvalidValue, 0},
      Decision::value(MainThread, ValueReason::WakeOrder, 2, 3),
      Decision::value(MainThread, ValueReason::WakeOrder, 2, 3),
      Decision::value(MainThread, ValueReason::WakeOrder, 1, 3)};
  Listed Then({}, {0});
  Continuation::Progress Reached{};
  Continuation Chooser(Script, AnySite, Then, Reached);
  Chooser.begin({});
  Operation Start;
  Start.Kind = OpKind::ThreadStart;
  const Operation *Pending[] = {&Start};
  ThreadId Enabled[] = {MainThread};
  ThreadSet EnabledSet(Enabled);
  Chooser.pick({Enabled, EnabledSet.words(), Pending, MainThread, 0});
  EXPECT_EQ(Chooser.chooseValue(MainThread, ValueReason::WakeOrder, 3), 2u);
  // The second would be out of bounds now.
  EXPECT_EQ(Chooser.chooseValue(MainThread, ValueReason::WakeOrder, 2), 1u);
  EXPECT_EQ(Chooser.chooseValue(MainThread, ValueReason::WakeOrder, 2), 0u);
  EXPECT_EQ(Reached.Free, 1u);
}
