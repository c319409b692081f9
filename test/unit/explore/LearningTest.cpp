//===- LearningTest.cpp - What a campaign knows ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Learning.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lockstep;
using testing::ElementsAre;

namespace {
/// Notes what it hears of.
class Listener final : public Strategy {
public:
  void begin(const ExecutionStart &) override {}
  ThreadId pick(const SchedulerView &View) override { return View.Enabled[0]; }
  uint32_t chooseValue(ThreadId, ValueReason, uint32_t) override { return 0; }
  void learn(const Observation &Seen) override {
    Heard.push_back(Seen.Iteration);
    Conflicting = Seen.Conflicting;
  }
  void endBatch() override { ++Batches; }
  std::vector<uint64_t> Heard;
  unsigned Batches = 0;
  std::vector<SiteId> Conflicting; ///< in the last one
};

Lesson lesson(uint64_t Iteration, std::vector<uint32_t> Shared = {}) {
  Lesson Of;
  Of.Seen.Iteration = Iteration;
  Of.Seen.Steps = 10 * Iteration;
  Of.Seen.Threads.resize(2);
  Of.Shared = std::move(Shared);
  return Of;
}
} // namespace

TEST(Learning, WaitsForTheEndOfTheBatch) {
  Listener Heard;
  Learning Learnt(Heard);
  Learnt.add(lesson(0, {7}));
  Learnt.add(lesson(1, {3, 7}));
  EXPECT_TRUE(Heard.Heard.empty());
  EXPECT_EQ(Heard.Batches, 0u);
  EXPECT_EQ(Learnt.state().Known.Executions, 0u);
  EXPECT_EQ(Learnt.latest().Executions, 2u);
  Learnt.endBatch();
  EXPECT_THAT(Heard.Heard, ElementsAre(0, 1));
  EXPECT_EQ(Heard.Batches, 1u);
  EXPECT_THAT(Learnt.state().Shared, ElementsAre(3, 7));
  EXPECT_EQ(Learnt.state().Known.Executions, 2u);
  EXPECT_EQ(Learnt.state().Known.MaxSteps, 10u);
  EXPECT_EQ(Learnt.state().Known.MaxThreads, 2u);
  EXPECT_EQ(Learnt.coverage().executions(), 2u);
}

TEST(Learning, QuietSitesNeverConflicted) {
  Listener Heard;
  Learning Learnt(Heard);
  EXPECT_EQ(Learnt.quietFor(1), nullptr) << "nothing is known";
  Lesson Of = lesson(0);
  Of.Seen.Reached = {SiteId(1), SiteId(2)};
  Of.Seen.Conflicting = {SiteId(2)};
  Learnt.add(Of);
  Learnt.endBatch();
  const SiteSet *Quiet = Learnt.quietFor(1);
  ASSERT_TRUE(Quiet);
  EXPECT_TRUE(Quiet->contains(SiteId(1)));
  EXPECT_FALSE(Quiet->contains(SiteId(2)));
  EXPECT_FALSE(Quiet->contains(SiteId(3))) << "never reached";
  EXPECT_EQ(Learnt.quietFor(8), nullptr) << "one in eight looks everywhere";

  Of = lesson(1);
  Of.Seen.Reached = Of.Seen.Conflicting = {SiteId(1)};
  Learnt.add(Of);
  // Later executions that see no conflict do not make it quiet again.
  Of.Seen.Conflicting = {};
  Learnt.add(Of);
  Learnt.endBatch();
  EXPECT_FALSE(Quiet->contains(SiteId(1)));
}

// What was freed by one thread and read by another is two objects to a digest.
TEST(Learning, RacingSitesAreNotQuiet) {
  Listener Heard;
  Learning Learnt(Heard);
  Lesson Of = lesson(0, {1});
  Of.Seen.Reached = {SiteId(1), SiteId(2)};
  Of.Seen.Conflicting = {SiteId(3)};
  Learnt.add(Of);
  Learnt.endBatch();
  EXPECT_FALSE(Learnt.quietFor(1)->contains(SiteId(1)));
  EXPECT_TRUE(Learnt.quietFor(1)->contains(SiteId(2)));
  EXPECT_THAT(Heard.Conflicting, ElementsAre(SiteId(1), SiteId(3)));
  // Nor in executions after that, in which it reads what nobody writes.
  Of.Shared = {};
  Learnt.add(Of);
  Learnt.endBatch();
  EXPECT_FALSE(Learnt.quietFor(1)->contains(SiteId(1)));
}

TEST(Learning, PlacesTakeTheDriversIds) {
  constexpr uint32_t First = FirstPlace + 4;
  Lesson Of = lesson(0);
  // The first place that it used was new, the second one known, the third one
  // new again; meanwhile the driver has met the new ones elsewhere.
  Of.Places = {First, FirstPlace + 2, First + 1};
  Of.FirstNewPlace = First;
  Of.NewPlaces = {0x1000, 0x2000};
  Of.Seen.Reached = {SiteId(9), SiteId(FirstPlace), SiteId(FirstPlace + 1)};
  Of.Seen.Possible = {{SiteId(FirstPlace), SiteId(FirstPlace + 2)},
                      {SiteId(FirstPlace + 1), SiteId()}};
  nameSites(Of, {SiteId(First + 5), SiteId(First)});
  EXPECT_THAT(Of.Seen.Reached, ElementsAre(SiteId(9), SiteId(FirstPlace + 2),
                                           SiteId(First + 5)));
  EXPECT_THAT(Of.Seen.Possible,
              ElementsAre(SitePair{SiteId(FirstPlace + 2), SiteId()},
                          SitePair{SiteId(First + 5), SiteId(First)}));
}

TEST(Lesson, SurvivesTheWayToAnotherProcess) {
  Lesson First = lesson(3, {1, 2}), Second = lesson(4);
  First.Seen.Failed = true;
  First.Seen.Fingerprint = 77;
  First.Seen.Uses = {{64, 1, 5}};
  First.Seen.Path = {{1, 2}};
  First.Seen.Schedule = {
      Decision::value(MainThread, ValueReason::WakeOrder, 1, 3)};
  First.Seen.States = {99};
  First.NewPlaces = {0xabc};
  Second.Seen.ReadsFrom = {{SiteId(4), SiteId()}};
  std::vector<char> Bytes;
  encodeLesson(First, Bytes);
  encodeLesson(Second, Bytes);
  std::span<const char> Rest(Bytes);
  Lesson A = decodeLesson(Rest), B = decodeLesson(Rest);
  EXPECT_TRUE(Rest.empty());
  EXPECT_EQ(A.Seen.Iteration, 3u);
  EXPECT_TRUE(A.Seen.Failed);
  EXPECT_EQ(A.Seen.Fingerprint, 77u);
  EXPECT_EQ(A.Seen.Uses[0].Events, 5u);
  EXPECT_EQ(A.Seen.Path[0].Thread, 2u);
  EXPECT_EQ(A.Seen.Schedule, First.Seen.Schedule);
  EXPECT_THAT(A.Seen.States, ElementsAre(99));
  EXPECT_THAT(A.Shared, ElementsAre(1, 2));
  EXPECT_THAT(A.NewPlaces, ElementsAre(0xabc));
  EXPECT_EQ(B.Seen.Iteration, 4u);
  EXPECT_THAT(B.Seen.ReadsFrom, ElementsAre(SitePair{SiteId(4), SiteId()}));
}
