//===- ValidatorTest.cpp - Traces that contradict themselves --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/Validator.h"
#include "Schedules.h"
#include "trace/Encoder.h"

#include <gtest/gtest.h>

using namespace lockstep;
using namespace lockstep::test;

/// What the validator says of the example after \p Change, without the frame
/// that all its messages have.
template <class F> static std::string complaint(F Change) {
  Trace Changed = exampleTrace();
  Change(Changed);
  Status Verdict = validateContents(Changed);
  if (Verdict)
    return "valid";
  std::string Text = Verdict.error();
  const std::string Before = "the trace contradicts itself: ";
  const std::string After = "; record the execution again";
  EXPECT_TRUE(Text.starts_with(Before) && Text.ends_with(After)) << Text;
  return Text.substr(Before.size(), Text.size() - Before.size() - After.size());
}

TEST(TraceValidator, AcceptsWhatExecutionsDo) {
  EXPECT_EQ(complaint([](Trace &) {}), "valid");
  EXPECT_TRUE(bool(validateContents(Trace())));
  Trace Long = loopingProgram(3, Choice::Random, 5000, 1);
  Status Verdict = validateContents(Long);
  EXPECT_TRUE(bool(Verdict)) << Verdict.error();
}

TEST(TraceValidator, Tables) {
  EXPECT_EQ(complaint([](Trace &T) { T.Modules[0].BuildId = "1F"; }),
            "module 0: its build id is not lower-case hexadecimal");
  EXPECT_EQ(complaint([](Trace &T) { T.Environment[0] = "TZ"; }),
            "environment variable 0: it has no '='");
  EXPECT_EQ(complaint([](Trace &T) { T.Sites[2].Module = 1; }),
            "site 2: its module is not in the list");
  EXPECT_EQ(complaint([](Trace &T) { T.SharedSites = {3}; }),
            "shared site 0: it is not in the list of sites");
  EXPECT_EQ(complaint([](Trace &T) { T.SharedSites = {2, 2}; }),
            "shared site 1: it does not ascend");
  EXPECT_EQ(complaint([](Trace &T) { T.Threads.clear(); }),
            "thread 0: there is no main thread");
  EXPECT_EQ(complaint([](Trace &T) { T.Threads[0].Parent = 1; }),
            "thread 0: the main thread has a parent");
  EXPECT_EQ(complaint([](Trace &T) { T.Threads[1].Parent = 1; }),
            "thread 1: its parent is not an earlier thread");
  EXPECT_EQ(complaint([](Trace &T) { T.Threads[1].BirthOrder = 1; }),
            "thread 1: its birth order is not the next of its parent");
}

TEST(TraceValidator, Decisions) {
  EXPECT_EQ(complaint([](Trace &T) { T.Decisions[2].Thread = 2; }),
            "decision 2: thread 2 is not in the list");
  EXPECT_EQ(complaint([](Trace &T) { T.Decisions[0].Kind = OpKind::Yield; }),
            "decision 2: thread 1 acts before its parent created it");
  EXPECT_EQ(complaint([](Trace &T) { T.Decisions[4].Site = 1; }),
            "decision 4: site 1 is not in the list");
  EXPECT_EQ(complaint([](Trace &T) { T.Decisions[4].Site = 3; }),
            "decision 4: site 3 is not in the list");
  EXPECT_EQ(complaint([](Trace &T) { T.Decisions[4].Object = 2; }),
            "decision 4: object 2 is not in the list");
  EXPECT_EQ(complaint([](Trace &T) { T.Decisions[4].Flags = 4; }),
            "decision 4: it has flags that do not exist");
  EXPECT_EQ(complaint([](Trace &T) {
              T.Events.clear();
              T.Decisions[4].Site = SiteId::InvalidValue;
              T.Decisions[4].Object = ObjectId::InvalidValue;
              T.Decisions[4].Flags = DecisionTimedOut;
            }),
            "valid");
}

TEST(TraceValidator, Events) {
  EXPECT_EQ(complaint([](Trace &T) { T.Events[2].Step = 1; }),
            "event 2: its step does not ascend");
  EXPECT_EQ(complaint([](Trace &T) { T.Events.back().Step = 12; }),
            "event 7: there is no decision that led to it");
  EXPECT_EQ(complaint([](Trace &T) { T.Events[6].Step = 6; }),
            "event 6: there is no decision that led to it");
  for (auto Change : {+[](Trace &T) { T.Events[4].Thread = ThreadId(1); },
                      +[](Trace &T) { T.Events[4].Kind = OpKind::Yield; },
                      +[](Trace &T) { T.Events[4].Site = SiteId(0); },
                      +[](Trace &T) { T.Events[4].Object = ObjectId(); }})
    EXPECT_EQ(complaint(Change), "event 4: it is not what decision 4 led to");
  EXPECT_EQ(complaint([](Trace &T) { T.Events[4].Second = ObjectId(2); }),
            "event 4: object 2 is not in the list");
  EXPECT_EQ(complaint([](Trace &T) { T.Events[4].Caller = SiteId(1); }),
            "event 4: site 1 is not in the list");
  EXPECT_EQ(complaint([](Trace &T) { T.Events[4].Time = 1; }),
            "event 4: its time is before that of the event before it");
  EXPECT_EQ(complaint([](Trace &T) { T.Events[4].Flags = 128; }),
            "event 4: it has flags that do not exist");
}

TEST(TraceValidator, Ends) {
  EXPECT_EQ(complaint([](Trace &T) { T.Ends.resize(3); }),
            "end 2: there is no such thread");
  EXPECT_EQ(complaint([](Trace &T) { T.Ends[0].Site = SiteId(1); }),
            "end 0: site 1 is not in the list");
  EXPECT_EQ(complaint([](Trace &T) { T.Ends[1].Caller = SiteId(3); }),
            "end 1: site 3 is not in the list");
  EXPECT_EQ(complaint([](Trace &T) { T.FailedCaller = SiteId(1); }),
            "culprit 0: site 1 is not in the list");
  EXPECT_EQ(complaint([](Trace &T) { T.Ends[1].Second = ObjectId(9); }),
            "end 1: object 9 is not in the list");
  EXPECT_EQ(
      complaint([](Trace &T) { T.Ends[1].State = ThreadState::Finished; }),
      "end 1: its thread has finished, and waits");
  EXPECT_EQ(complaint([](Trace &T) { T.Culprit = ThreadId(2); }),
            "culprit 2: there is no such thread");
  EXPECT_EQ(complaint([](Trace &T) { T.FailedObject = ObjectId(2); }),
            "culprit 0: object 2 is not in the list");
}

TEST(TraceValidator, Values) {
  EXPECT_EQ(complaint([](Trace &T) { T.Decisions[6].Site = 2; }),
            "decision 6: the value 2 is not below 2");
  EXPECT_EQ(complaint([](Trace &T) {
              T.Decisions[6].Site = 0;
              T.Decisions[6].Object = 1;
            }),
            "decision 6: the value 0 is not below 1");
  for (auto Change : {+[](Trace &T) { T.Decisions[6].Flags |= 1; },
                      +[](Trace &T) { T.Decisions[6].Flags |= 0xf0; },
                      +[](Trace &T) { T.Decisions[6].Kind = OpKind::Yield; }})
    EXPECT_EQ(complaint(Change), "decision 6: a value with a kind, flags or "
                                 "reason it cannot have");
}

TEST(TraceValidator, RefusesACutFile) {
  Result<std::string> Bytes = encodeTrace(exampleTrace());
  ASSERT_TRUE(bool(Bytes));
  EXPECT_TRUE(bool(validateTrace(*Bytes)));
  Bytes->resize(Bytes->find("DECS") + 1);
  Status Verdict = validateTrace(*Bytes);
  ASSERT_FALSE(bool(Verdict));
  EXPECT_EQ(Verdict.error(),
            "the trace was cut: only its first 0 decisions are left; record "
            "the execution again for all");
}

TEST(TraceValidator, Findings) {
  EXPECT_EQ(complaint([](Trace &T) { T.Frames = {{0, "f"}}; }),
            "frame 0: its caller is not a frame before it");
  EXPECT_EQ(complaint([](Trace &T) { T.Stacks = {{}}; }),
            "stack 0: its innermost frame is not in the list");
  EXPECT_EQ(complaint([](Trace &T) {
              T.Frames = {{}};
              T.Stacks = {{StackRole::Creation, 2, 0}};
            }),
            "stack 0: what it is the stack of does not exist");
  EXPECT_EQ(complaint([](Trace &T) {
              T.Frames = {{}, {0, "f"}};
              T.Stacks = {{StackRole::Creation, 1, 1}};
            }),
            "valid");
  EXPECT_EQ(complaint([](Trace &T) { T.Holds = {{0, ObjectId(0)}}; }),
            "annotated lock 0: its access does not exist, or not in order");
  EXPECT_EQ(complaint([](Trace &T) { T.Memory.AllocatedBy = ThreadId(2); }),
            "block 0: who allocated or freed it does not exist");
}
