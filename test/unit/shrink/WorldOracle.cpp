//===- WorldOracle.cpp - An oracle over scripted threads ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/WorldOracle.h"

#include "strategies/Strategies.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
constexpr uint64_t A = 0x100, B = 0x200, X = 0x300, Y = 0x400, C = 0x500;

/// Room for what a planned execution writes down.
struct Paper {
  PlanLog::Counts Counts;
  std::vector<Deviation> Made = std::vector<Deviation>(10000);
  std::vector<Branch> Branches;

  explicit Paper(bool WithBranches) : Branches(WithBranches ? 10000 : 0) {}
  PlanLog log() { return {&Counts, Made, Branches}; }
};

Trial result(World &W, const Paper &Of, bool Fails) {
  Trial Result;
  Result.Fails = Fails;
  Result.Schedule = W.decisions();
  Result.Made =
      planOf(Result.Schedule,
             {Of.Made.begin(), Of.Made.begin() + ptrdiff_t(Of.Counts.Made)});
  Result.Cost = measureOf(Result.Schedule, Of.Counts.Preemptions);
  Result.Branches.assign(Of.Branches.begin(),
                         Of.Branches.begin() + ptrdiff_t(Of.Counts.Branches));
  Result.Cut = Of.Counts.Cut;
  return Result;
}
} // namespace

Trial WorldOracle::trial(const Plan &What, bool Branches) {
  Paper Written(Branches);
  PlannedSchedule Chooser(What, Written.log());
  Chooser.begin({});
  World W(Chooser);
  OutcomeKind Ended = W.run([&] { return Bug.Main(W); });
  return result(W, Written, Bug.Fails(W, Ended));
}

Trial WorldOracle::recorded(Strategy &Chooser) {
  World W(Chooser);
  OutcomeKind Ended = W.run([&] { return Bug.Main(W); });
  // Followed again, with a planned schedule that listens.
  std::vector<Decision> Script = W.decisions();
  Paper Written(false);
  PlannedSchedule Listener({}, Written.log());
  Listener.begin({});
  World Again(Listener, {}, &Script, nullptr, 100000, Verifier::Beyond::GoOn);
  EXPECT_EQ(Again.run([&] { return Bug.Main(Again); }), Ended);
  EXPECT_EQ(Again.decisions(), Script);
  return result(Again, Written, Bug.Fails(Again, Ended));
}

Trial WorldOracle::firstFailing() {
  std::unique_ptr<Strategy> Chooser = std::move(*makeStrategy("random"));
  for (uint64_t Seed = 0; Seed < 1000; ++Seed) {
    Chooser->begin({Seed, 0, {}});
    Trial Of = recorded(*Chooser);
    if (Of.Fails)
      return Of;
  }
  ADD_FAILURE() << "no execution fails";
  return {};
}

void WorldOracle::run(std::span<const Plan> Candidates, const Trial &Best,
                      bool Branches, const Receiver &Take) {
  for (size_t I = 0; I < Candidates.size() && !isExhausted(); ++I) {
    ++Attempts;
    Trial Result = trial(Candidates[I], Branches);
    Result.Fails = Result.Fails && isSimpler(Result, Best);
    if (!Take(I, Result))
      return;
  }
}

std::string scripted::scheduleText(const Trial &Of) {
  std::string Text;
  for (const Decision &Each : Of.Schedule)
    if (!Each.isValue())
      Text += char('0' + Each.Thread);
  return Text;
}

static Task addTo(World &W, int Times) {
  for (int I = 0; I < Times; ++I) {
    int Old = co_await W.load(X);
    co_await W.store(X, Old + 1);
    co_await W.load(Y);
  }
  co_return 0;
}

ScriptedBug scripted::lostUpdate(uint32_t Threads, int Times) {
  auto Main = [=](World &W) -> Task {
    for (uint32_t I = 0; I < Threads; ++I)
      co_await W.spawn([&W, Times] { return addTo(W, Times); });
    for (uint32_t I = 1; I <= Threads; ++I)
      co_await W.join(I);
    co_await W.load(X);
    co_return 0;
  };
  return {Main, [=](World &W, OutcomeKind) {
            // Main's last load; its exit comes after it.
            const Event &Last = W.events()[W.events().size() - 2];
            return Last.Value != uint64_t(Threads) * uint64_t(Times);
          }};
}

static Task lockBoth(World &W, uint64_t First, uint64_t Second) {
  co_await W.lock(First);
  co_await W.lock(Second);
  co_await W.unlock(Second);
  co_await W.unlock(First);
  co_return 0;
}

ScriptedBug scripted::crossedLocks() {
  auto Main = [](World &W) -> Task {
    co_await W.spawn([&W] { return lockBoth(W, A, B); });
    co_await W.spawn([&W] { return lockBoth(W, B, A); });
    co_await W.join(1);
    co_await W.join(2);
    co_return 0;
  };
  return {Main, [](World &, OutcomeKind Ended) {
            return Ended == OutcomeKind::Deadlock;
          }};
}

static Task awaitTurn(World &W, bool Second) {
  co_await W.lock(A);
  co_await W.wait(C, A);
  int FirstWasThere = co_await W.load(X);
  if (Second && !FirstWasThere)
    co_await W.lock(A); // it holds it: nobody goes on
  co_await W.store(X, 1);
  co_await W.signal(C);
  co_await W.unlock(A);
  co_return 0;
}

ScriptedBug scripted::wrongWaiter() {
  auto Main = [](World &W) -> Task {
    co_await W.spawn([&W] { return awaitTurn(W, false); });
    co_await W.spawn([&W] { return awaitTurn(W, true); });
    co_await W.yield();
    co_await W.sleepUntil(1000000000);
    co_await W.lock(A);
    co_await W.signal(C);
    co_await W.unlock(A);
    co_await W.join(1);
    co_await W.join(2);
    co_return 0;
  };
  return {Main, [](World &, OutcomeKind Ended) {
            return Ended == OutcomeKind::Deadlock;
          }};
}
