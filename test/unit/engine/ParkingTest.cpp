//===- ParkingTest.cpp - Condition variables, futexes, barriers -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "engine/World.h"

#include "gtest/gtest.h"

using namespace lockstep;
using namespace lockstep::scripted;

namespace {
constexpr uint64_t M = 0x100, C = 0x200, F = 0x300, G = 0x400;
constexpr uint64_t Second = 1000000000;

unsigned valueDecisions(const World &W) {
  unsigned Count = 0;
  for (const Decision &D : W.decisions())
    Count += D.isValue();
  return Count;
}
} // namespace

// The mutex is free and the waiter there to be signalled in the same step: no
// schedule loses this signal.
TEST(Condition, ReleasesAndWaitsInOneStep) {
  Listed Chooser({0, 1, 1});
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    int Waiter = co_await W.spawn([&]() -> Task {
      co_await W.lock(M);
      EXPECT_TRUE(co_await W.wait(C, M));
      co_await W.unlock(M);
      co_return 0;
    });
    co_await W.lock(M);
    EXPECT_EQ(co_await W.signal(C), 1);
    co_await W.unlock(M);
    co_await W.join(Waiter);
    co_return 0;
  }),
            OutcomeKind::Passed);
}

TEST(Condition, ASignalBeforeTheWaitIsLost) {
  Listed Chooser;
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    EXPECT_EQ(co_await W.signal(C), 0);
    co_await W.lock(M);
    co_await W.wait(C, M);
    co_return 0;
  }),
            OutcomeKind::Deadlock);
}

TEST(Condition, ATimedWaitEndsAtItsDeadline) {
  Listed Chooser;
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    co_await W.lock(M);
    EXPECT_FALSE(co_await W.wait(C, M, Second));
    EXPECT_GE(W.engine().now(), Second);
    EXPECT_EQ(co_await W.signal(C), 0) << "nobody is parked any more";
    co_return 0;
  }),
            OutcomeKind::Passed);
}

// Which waiter a signal reaches is a choice; that a broadcast reaches all is
// none.
TEST(Condition, TheWaiterThatIsWokenIsAValueDecision) {
  for (uint32_t Choice : {0u, 1u}) {
    Listed Chooser({0, 0, 1, 1, 1, 2, 2, 2}, {Choice});
    World W(Chooser);
    std::vector<int> Order;
    EXPECT_EQ(W.run([&]() -> Task {
      for (int I = 1; I <= 2; ++I)
        co_await W.spawn([&, I]() -> Task {
          co_await W.lock(M);
          co_await W.wait(C, M);
          Order.push_back(I);
          co_await W.unlock(M);
          co_return 0;
        });
      co_await W.signal(C);
      for (int I = 0; I < 6; ++I)
        co_await W.sleepUntil(W.engine().now() + Second);
      EXPECT_EQ(Order.size(), 1u);
      EXPECT_EQ(co_await W.broadcast(C), 1);
      co_await W.join(1);
      co_await W.join(2);
      co_return 0;
    }),
              OutcomeKind::Passed);
    ASSERT_EQ(Order.size(), 2u);
    EXPECT_EQ(Order.front(), int(Choice) + 1);
    EXPECT_EQ(valueDecisions(W), 1u);
  }
}

TEST(Futex, MasksSelectWhoIsWoken) {
  Listed Chooser({0, 0, 1, 1, 2, 2});
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    co_await W.spawn([&]() -> Task { return W.park(F, 1); });
    co_await W.spawn([&]() -> Task { return W.park(F, 2); });
    EXPECT_EQ(co_await W.wake(F, 5, 4), 0);
    EXPECT_EQ(co_await W.wake(F, 5, 2), 1);
    co_await W.join(2);
    EXPECT_EQ(co_await W.wake(F, 5, 3), 1);
    co_await W.join(1);
    co_return 0;
  }),
            OutcomeKind::Passed);
}

TEST(Futex, RequeuedThreadsWakeElsewhere) {
  Listed Chooser({0, 0, 1, 1, 2, 2});
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    co_await W.spawn([&]() -> Task { return W.park(F); });
    co_await W.spawn([&]() -> Task { return W.park(F); });
    Engine &E = W.engine();
    co_await W.yield();
    EXPECT_EQ(E.requeue(E.objectAt(F, ObjectKind::Futex),
                        E.objectAt(G, ObjectKind::Futex), 1),
              1u);
    EXPECT_EQ(co_await W.wake(F, 5), 1);
    EXPECT_EQ(co_await W.wake(F, 5), 0);
    EXPECT_EQ(co_await W.wake(G, 5), 1);
    co_await W.join(1);
    co_await W.join(2);
    co_return 0;
  }),
            OutcomeKind::Passed);
}

TEST(Join, WaitsUntilTheThreadHasEnded) {
  Listed Chooser({0, 0, 0});
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    bool Over = false;
    int Other = co_await W.spawn([&]() -> Task {
      co_await W.sleepUntil(5 * Second);
      Over = true;
      co_return 0;
    });
    EXPECT_FALSE(co_await W.join(Other, Second));
    EXPECT_FALSE(Over);
    EXPECT_EQ(W.engine().liveThreads(), 2u);
    EXPECT_TRUE(co_await W.join(Other));
    EXPECT_TRUE(Over);
    EXPECT_EQ(W.engine().liveThreads(), 1u);
    co_return 0;
  }),
            OutcomeKind::Passed);
  const Thread &Child = W.engine().threads()[ThreadId(1)];
  EXPECT_EQ(Child.Parent, MainThread);
  EXPECT_EQ(Child.BirthOrder, 0u);
}

TEST(Join, OneAnotherIsADeadlock) {
  Listed Chooser;
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    co_await W.spawn([&]() -> Task { return W.join(0); });
    co_await W.join(1);
    co_return 0;
  }),
            OutcomeKind::Deadlock);
}
