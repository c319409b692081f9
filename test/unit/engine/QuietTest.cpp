//===- QuietTest.cpp - Sites without a choice, and names of places --------===//
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
constexpr uint32_t Loud = 1, QuietSite = 2;

/// Main loads X at a site that nobody knows, then Y three times at a quiet one.
OutcomeKind loads(World &W) {
  return W.run([&]() -> Task {
    uint32_t Other = uint32_t(co_await W.spawn([&]() -> Task {
      co_await W.load(X, Loud);
      co_return 0;
    }));
    for (int I = 0; I < 3; ++I)
      co_await W.load(Y, QuietSite);
    co_await W.load(X, Loud);
    co_await W.join(Other);
    co_return 0;
  });
}

/// Lets the main thread go on until it gives way, and then goes by that until
/// the thread has run again, as strategies with priorities do.
class Stubborn final : public Strategy {
public:
  void begin(const ExecutionStart &) override {}
  ThreadId pick(const SchedulerView &View) override {
    return GaveWay ? View.Enabled.back() : View.Enabled.front();
  }
  void executed(ThreadId, const Operation &, const SchedulerView &) override {
    GaveWay = false;
  }
  void gaveWay(ThreadId) override { GaveWay = true; }
  uint32_t chooseValue(ThreadId, ValueReason, uint32_t) override { return 0; }

private:
  bool GaveWay = false;
};
} // namespace

TEST(Quiet, TheThreadGoesOnUnasked) {
  SiteSet Sites;
  Sites.insert(SiteId(QuietSite));
  // Asked each time, this would go to the other thread as soon as it is born.
  Listed Chooser({0, 0, 1, 1, 1, 1});
  World Asked(Chooser);
  EXPECT_EQ(loads(Asked), OutcomeKind::Passed);
  EXPECT_EQ(Asked.schedule().substr(0, 5), "00111");
  Listed Again({0, 0, 1, 1, 1, 1});
  World Unasked(Again);
  Unasked.engine().setQuiet(&Sites);
  EXPECT_EQ(loads(Unasked), OutcomeKind::Passed);
  EXPECT_EQ(Unasked.schedule().substr(0, 8), "00000111");
}

// A loop that counts its rounds is no spinning; who goes round it at quiet sites
// must give way all the same.
TEST(Quiet, AsksWhenTheThreadGaveWay) {
  SiteSet Sites;
  Sites.insert(SiteId(QuietSite));
  EngineLimits Limits;
  Limits.MaxSteps = 1000;
  Limits.FairnessBound = 10;
  Stubborn Chooser;
  World W(Chooser, Limits);
  W.engine().setQuiet(&Sites);
  OutcomeKind Ended = W.run([&]() -> Task {
    uint32_t Other = uint32_t(co_await W.spawn([&]() -> Task {
      co_await W.store(X, 1);
      co_return 0;
    }));
    for (int I = 0; !co_await W.load(X, QuietSite); ++I)
      co_await W.store(Y, I, QuietSite);
    co_await W.join(Other);
    co_return 0;
  });
  EXPECT_EQ(Ended, OutcomeKind::Passed);
}

// What happened unasked is in the schedule like all else.
TEST(Quiet, ReplaysWithoutTheSet) {
  SiteSet Sites;
  Sites.insert(SiteId(QuietSite));
  Listed Chooser({0, 0, 1, 1, 1, 1});
  World First(Chooser);
  First.engine().setQuiet(&Sites);
  loads(First);
  std::vector<Decision> Script = First.decisions();
  Listed Nothing;
  World Second(Nothing, {}, &Script);
  EXPECT_EQ(loads(Second), OutcomeKind::Passed);
  EXPECT_EQ(Second.decisions(), Script);
}

TEST(Places, AreNumberedByFirstUse) {
  auto Use = [](uint32_t FirstKnown) {
    Listed Chooser;
    World W(Chooser);
    W.run([&]() -> Task {
      co_await W.load(X, FirstPlace + FirstKnown + 4);
      co_await W.load(X, FirstPlace + FirstKnown);
      co_await W.load(X, FirstPlace + FirstKnown + 4);
      co_await W.load(X, Loud);
      co_return 0;
    });
    std::vector<uint32_t> Sites;
    for (const Event &Each : W.events())
      if (Each.Kind == OpKind::AtomicLoad)
        Sites.push_back(Each.Site.Value);
    return Sites;
  };
  std::vector<uint32_t> Expected = {FirstPlace, FirstPlace + 1, FirstPlace,
                                    Loud};
  EXPECT_EQ(Use(0), Expected);
  // Whatever ids the process gave them.
  EXPECT_EQ(Use(70), Expected);
}
