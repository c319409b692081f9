//===- LockTest.cpp - Mutexes, read-write locks, semaphores ---------------===//
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
constexpr uint64_t A = 0x100, B = 0x200, X = 0x300;
constexpr uint64_t Second = 1000000000;
} // namespace

// The read and the write of each thread stay together, whatever is chosen.
TEST(Lock, ExcludesOthers) {
  for (std::vector<uint32_t> List : {std::vector<uint32_t>{0, 0, 1, 0, 1, 0, 1},
                                     {0, 0, 0, 0, 1, 1, 1},
                                     {0, 0, 1, 1, 0, 0, 1, 1}}) {
    Listed Chooser(List);
    World W(Chooser);
    auto Increment = [&]() -> Task {
      co_await W.lock(A);
      int Old = co_await W.load(X);
      co_await W.store(X, Old + 1);
      co_await W.unlock(A);
      co_return 0;
    };
    int Last = 0;
    EXPECT_EQ(W.run([&]() -> Task {
      int Other = co_await W.spawn(Increment);
      co_await Increment();
      co_await W.join(Other);
      Last = co_await W.load(X);
      co_return 0;
    }),
              OutcomeKind::Passed);
    EXPECT_EQ(Last, 2);
  }
}

TEST(Lock, OppositeOrdersDeadlock) {
  Listed Chooser({0, 0, 1, 1, 0});
  World W(Chooser);
  OutcomeKind End = W.run([&]() -> Task {
    co_await W.spawn([&]() -> Task {
      co_await W.lock(B);
      co_await W.lock(A);
      co_return 0;
    });
    co_await W.lock(A);
    co_await W.lock(B);
    co_return 0;
  });
  EXPECT_EQ(End, OutcomeKind::Deadlock);
  EXPECT_EQ(W.object(A, ObjectKind::Mutex).Holder, ThreadId(0));
  EXPECT_EQ(W.object(B, ObjectKind::Mutex).Holder, ThreadId(1));
}

TEST(Lock, OnlyARecursiveMutexLetsItsHolderInAgain) {
  for (bool Recursive : {false, true}) {
    Listed Chooser;
    World W(Chooser);
    W.object(A, ObjectKind::Mutex).Recursive = Recursive;
    OutcomeKind End = W.run([&]() -> Task {
      co_await W.lock(A);
      co_await W.lock(A);
      co_await W.unlock(A);
      EXPECT_EQ(W.object(A, ObjectKind::Mutex).Holder, ThreadId(0));
      co_await W.unlock(A);
      EXPECT_FALSE(W.object(A, ObjectKind::Mutex).Holder.isValid());
      co_return 0;
    });
    EXPECT_EQ(End, Recursive ? OutcomeKind::Passed : OutcomeKind::Deadlock);
  }
}

// A lock that the model did not see taken keeps everybody out until an unlock.
TEST(Lock, HeldOutsideUntilUnlocked) {
  Listed Chooser({0, 0, 1});
  World W(Chooser);
  bool Unlocked = false;
  EXPECT_EQ(W.run([&]() -> Task {
    W.object(A, ObjectKind::Mutex).HeldOutside = true;
    int Other = co_await W.spawn([&]() -> Task {
      co_await W.lock(A);
      EXPECT_TRUE(Unlocked);
      co_return 0;
    });
    co_await W.yield();
    Unlocked = true;
    co_await W.unlock(A);
    co_await W.join(Other);
    co_return 0;
  }),
            OutcomeKind::Passed);
}

TEST(Lock, TimedLockGivesUpOnlyWhenItCannotHaveTheLock) {
  Listed Chooser;
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    // In the past, but free.
    EXPECT_TRUE(co_await W.act(OpKind::MutexTimedLock, A, 0));
    int Other = co_await W.spawn([&]() -> Task {
      EXPECT_FALSE(co_await W.act(OpKind::MutexTimedLock, A, Second));
      EXPECT_GE(W.engine().now(), Second);
      EXPECT_TRUE(co_await W.act(OpKind::MutexTimedLock, A, 3 * Second));
      EXPECT_LT(W.engine().now(), 3 * Second);
      co_return 0;
    });
    co_await W.sleepUntil(2 * Second);
    co_await W.unlock(A);
    co_await W.join(Other);
    co_return 0;
  }),
            OutcomeKind::Passed);
  unsigned TimedOut = 0;
  for (const Decision &D : W.decisions())
    TimedOut += D.Kind == OpKind::MutexTimedLock && D.timedOut();
  EXPECT_EQ(TimedOut, 1u);
}

TEST(RwLock, ReadersShareAndWritersDoNot) {
  Listed Chooser({0, 0, 0, 0, 1, 1, 2, 2});
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    int Reader = co_await W.spawn([&]() -> Task {
      co_await W.act(OpKind::ReadLock, A);
      EXPECT_EQ(W.object(A, ObjectKind::RwLock).Readers.size(), 2u);
      co_await W.act(OpKind::RwUnlock, A);
      co_return 0;
    });
    int Writer = co_await W.spawn([&]() -> Task {
      EXPECT_FALSE(
          co_await W.tryTo(OpKind::WriteTryLock, A, OpKind::WriteLock));
      co_await W.act(OpKind::WriteLock, A);
      EXPECT_TRUE(W.object(A, ObjectKind::RwLock).Readers.empty());
      EXPECT_FALSE(co_await W.act(OpKind::ReadLock, B) == 0);
      co_await W.act(OpKind::RwUnlock, A);
      co_return 0;
    });
    co_await W.act(OpKind::ReadLock, A);
    co_await W.yield();
    co_await W.yield();
    co_await W.yield();
    co_await W.act(OpKind::RwUnlock, A);
    co_await W.join(Reader);
    co_await W.join(Writer);
    co_return 0;
  }),
            OutcomeKind::Passed);
}

// Locking for reading again while a writer waits: harmless, unless the lock
// prefers writers.
TEST(RwLock, ReadersStandBackWhereWritersArePreferred) {
  for (bool Prefers : {false, true}) {
    Listed Chooser({0, 0, 1});
    World W(Chooser);
    W.object(A, ObjectKind::RwLock).PrefersWriters = Prefers;
    OutcomeKind End = W.run([&]() -> Task {
      int Writer = co_await W.spawn([&]() -> Task {
        co_await W.act(OpKind::WriteLock, A);
        co_await W.act(OpKind::RwUnlock, A);
        co_return 0;
      });
      co_await W.act(OpKind::ReadLock, A);
      co_await W.act(OpKind::ReadLock, A);
      co_await W.act(OpKind::RwUnlock, A);
      co_await W.act(OpKind::RwUnlock, A);
      co_await W.join(Writer);
      co_return 0;
    });
    EXPECT_EQ(End, Prefers ? OutcomeKind::Deadlock : OutcomeKind::Passed);
  }
}

TEST(RwLock, AWriterThatGivesUpLetsReadersIn) {
  Listed Chooser({0, 0, 1});
  World W(Chooser);
  W.object(A, ObjectKind::RwLock).PrefersWriters = true;
  EXPECT_EQ(W.run([&]() -> Task {
    int Writer = co_await W.spawn([&]() -> Task {
      EXPECT_FALSE(co_await W.act(OpKind::WriteTimedLock, A, Second));
      co_return 0;
    });
    co_await W.act(OpKind::ReadLock, A);
    co_await W.act(OpKind::ReadLock, A);
    EXPECT_GE(W.engine().now(), Second);
    co_await W.join(Writer);
    co_return 0;
  }),
            OutcomeKind::Passed);
  EXPECT_EQ(W.object(A, ObjectKind::RwLock).WaitingWriters, 0u);
}

// The writer is let through to glibc, which answers EDEADLK.
TEST(RwLock, TheWriterDoesNotWaitForItself) {
  Listed Chooser;
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    co_await W.act(OpKind::WriteLock, A);
    EXPECT_TRUE(co_await W.tryTo(OpKind::WriteTryLock, A, OpKind::WriteLock));
    EXPECT_TRUE(co_await W.tryTo(OpKind::ReadTryLock, A, OpKind::ReadLock));
    co_return 0;
  }),
            OutcomeKind::Passed);
}

TEST(Semaphore, CountsDownToZeroAndWaits) {
  Listed Chooser({0, 1, 1, 1});
  World W(Chooser);
  W.object(A, ObjectKind::Semaphore).Count = 1;
  int Passed = 0;
  EXPECT_EQ(W.run([&]() -> Task {
    int Other = co_await W.spawn([&]() -> Task {
      co_await W.act(OpKind::SemWait, A);
      ++Passed;
      co_await W.act(OpKind::SemWait, A);
      ++Passed;
      co_return 0;
    });
    co_await W.yield();
    EXPECT_EQ(Passed, 1);
    co_await W.act(OpKind::SemPost, A);
    co_await W.join(Other);
    EXPECT_FALSE(co_await W.act(OpKind::SemTimedWait, A, 5 * Second));
    co_return 0;
  }),
            OutcomeKind::Passed);
  EXPECT_EQ(Passed, 2);
}

// Nobody here will post it; another process might.
TEST(Semaphore, SharedWithOthersIsNotADeadlock) {
  for (bool Others : {false, true}) {
    Listed Chooser;
    World W(Chooser);
    W.object(A, ObjectKind::Semaphore).SharedOutside = true;
    W.engine().setOutsiders(Others);
    OutcomeKind End = W.run([&]() -> Task {
      co_await W.act(OpKind::SemWait, A);
      co_return 0;
    });
    EXPECT_EQ(End, Others ? OutcomeKind::Blocked : OutcomeKind::Deadlock);
    if (Others) {
      EXPECT_EQ(W.engine().culprit(), ThreadId(0));
      EXPECT_TRUE(W.engine().failedObject().isValid());
    }
  }
}

TEST(Once, OthersWaitUntilTheInitializerIsDone) {
  for (auto [Begin, End] :
       {std::pair{OpKind::OnceBegin, OpKind::OnceEnd},
        std::pair{OpKind::GuardAcquire, OpKind::GuardRelease},
        std::pair{OpKind::GuardAcquire, OpKind::GuardAbort}}) {
    Listed Chooser({0, 0, 0, 1, 1});
    World W(Chooser);
    bool Done = false;
    EXPECT_EQ(W.run([&]() -> Task {
      int Other = co_await W.spawn([&]() -> Task {
        co_await W.begin(Begin, A, true);
        EXPECT_TRUE(Done);
        co_return 0;
      });
      co_await W.begin(Begin, A, false);
      co_await W.yield();
      Done = true;
      co_await W.act(End, A);
      co_await W.join(Other);
      co_return 0;
    }),
              OutcomeKind::Passed);
  }
}

TEST(Once, ComingAgainFromInsideIsADeadlock) {
  Listed Chooser;
  World W(Chooser);
  EXPECT_EQ(W.run([&]() -> Task {
    co_await W.begin(OpKind::OnceBegin, A, false);
    co_await W.begin(OpKind::OnceBegin, A, false);
    co_return 0;
  }),
            OutcomeKind::Deadlock);
}
