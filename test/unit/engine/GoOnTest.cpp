//===- GoOnTest.cpp - Steps at which nobody else may come next ------------===//
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
constexpr uint64_t X = 0x1000, Y = 0x2000;

/// Main stores to Y while another thread is about to load X; \p Alone: nobody
/// may come in between.
OutcomeKind stores(World &W, bool Alone) {
  return W.run([&, Alone]() -> Task {
    uint32_t Other = uint32_t(co_await W.spawn([&]() -> Task {
      co_await W.load(X);
      co_return 0;
    }));
    if (Alone) {
      Operation Op;
      Op.Kind = OpKind::AtomicStore;
      Op.Object = W.engine().objectAt(Y, ObjectKind::Memory);
      W.engine().announce(Op);
      if (!W.engine().goOn().isValid())
        co_return 0;
      W.engine().performed(Op, {.Changed = true});
    } else {
      co_await W.store(Y, 1);
    }
    co_await W.join(Other);
    co_return 0;
  });
}
} // namespace

TEST(GoOn, NobodyElseComesNext) {
  Listed Chooser({0, 0, 1, 1, 1});
  World Asked(Chooser);
  EXPECT_EQ(stores(Asked, false), OutcomeKind::Passed);
  EXPECT_EQ(Asked.schedule().substr(0, 5), "00111");
  Listed Again({0, 0, 1, 1, 1});
  World Unasked(Again);
  EXPECT_EQ(stores(Unasked, true), OutcomeKind::Passed);
  EXPECT_EQ(Unasked.schedule().substr(0, 6), "000111");
}

TEST(GoOn, IsInTheScheduleAndReplays) {
  Listed Chooser({0, 0, 1, 1, 1});
  World First(Chooser);
  stores(First, true);
  std::vector<Decision> Script = First.decisions();
  Listed Nothing;
  World Second(Nothing, {}, &Script);
  EXPECT_EQ(stores(Second, true), OutcomeKind::Passed);
  EXPECT_EQ(Second.decisions(), Script);
}

// A schedule that wants somebody else there is another program's.
TEST(GoOn, DivergesFromOtherSchedules) {
  Listed Chooser({0, 0, 1, 1, 1});
  World First(Chooser);
  stores(First, false);
  std::vector<Decision> Script = First.decisions();
  Listed Nothing;
  World Second(Nothing, {}, &Script);
  EXPECT_EQ(stores(Second, true), OutcomeKind::Divergence);
}

TEST(GoOn, EndsAtTheStepLimit) {
  Listed Nothing;
  EngineLimits Few;
  Few.MaxSteps = 2;
  World W(Nothing, Few);
  EXPECT_EQ(stores(W, true), OutcomeKind::StepLimit);
}
