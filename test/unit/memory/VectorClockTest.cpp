//===- VectorClockTest.cpp - What of each thread came before ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "memory/ThreadClocks.h"

#include "gtest/gtest.h"

using namespace lockstep;

namespace {
constexpr ThreadId T0(0), T1(1), T2(2);
} // namespace

TEST(VectorClock, JoinTakesTheLaterMomentOfEachThread) {
  VectorClock A, B;
  A.set(T0, 5);
  A.set(T1, 1);
  B.set(T1, 3);
  B.set(T2, 2);
  A.join(B);
  EXPECT_EQ(A[T0], 5u);
  EXPECT_EQ(A[T1], 3u);
  EXPECT_EQ(A[T2], 2u);
  EXPECT_EQ(B[T0], 0u);
}

TEST(ThreadClocks, ABirthOrdersWhatTheParentDidBefore) {
  ThreadClocks Threads;
  ClockTime Before = Threads[T0].Time;
  Threads.born(T0);
  EXPECT_GE(Threads[T1].Now[T0], Before);
  EXPECT_LT(Threads[T1].Now[T0], Threads[T0].Time);
  EXPECT_EQ(Threads[T0].Now[T1], 0u);
}

TEST(ThreadClocks, WhoAcquiresAllKnowsAllUntilOthersGoOn) {
  ThreadClocks Threads;
  Threads.born(T0);
  Threads.born(T1);
  EXPECT_FALSE(Threads.knowsAll(T0));
  ClockTime Then = Threads[T2].Time;
  Threads.acquireAll(T0);
  EXPECT_EQ(Threads[T0].Now[T2], Then);
  EXPECT_GT(Threads[T2].Time, Then);
}
