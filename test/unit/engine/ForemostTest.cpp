//===- ForemostTest.cpp - A thread that goes on before all others ---------===//
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
constexpr uint64_t Mutex = 0x100, Flag = 0x200, Other = 0x300;

/// The main thread's number after some operations in which it was foremost,
/// while the strategy wanted the second thread.
Task foremost(World &W, std::function<Task()> Middle) {
  uint32_t Child = co_await W.spawn([&]() -> Task {
    co_await W.lock(Mutex);
    co_await W.store(Flag, 1);
    co_return co_await W.unlock(Mutex);
  });
  W.engine().setForemost(MainThread);
  co_await W.store(Other, 1);
  co_await Middle();
  co_await W.store(Other, 2);
  W.engine().setForemost(ThreadId());
  co_return co_await W.join(Child);
}
} // namespace

TEST(Foremost, IsNotInterrupted) {
  Listed Chooser({0, 0, 1, 1, 1, 1, 1, 1});
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    co_return co_await foremost(
        W, [&]() -> Task { co_return co_await W.store(Other, 3); });
  }),
            OutcomeKind::Passed);
  EXPECT_EQ(W.schedule().substr(0, 5), "00000");
}

// The second thread takes the mutex before it is; the first waits, and goes on
// as soon as it can.
TEST(Foremost, WaitsLikeAnybody) {
  Listed Chooser({0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1});
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    uint32_t Child = co_await W.spawn([&]() -> Task {
      co_await W.lock(Mutex);
      co_await W.store(Flag, 1);
      co_await W.unlock(Mutex);
      co_return co_await W.store(Flag, 2);
    });
    co_await W.yield();
    W.engine().setForemost(MainThread);
    co_await W.lock(Mutex);
    co_await W.unlock(Mutex);
    W.engine().setForemost(ThreadId());
    co_return co_await W.join(Child);
  }),
            OutcomeKind::Passed);
  // Starts, creates; the other starts and locks; yield; the other stores and
  // unlocks; then both operations before the other's last one.
  EXPECT_EQ(W.schedule().substr(0, 9), "001101100");
}

// Who only looks whether something has changed lets others change it.
TEST(Foremost, GivesWayWhenItSpins) {
  Listed Chooser({0, 0, 1});
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    co_return co_await foremost(W, [&]() -> Task {
      int Seen = 0;
      while (!Seen)
        Seen = co_await W.load(Flag, 7);
      co_return 0;
    });
  }),
            OutcomeKind::Passed);
}
