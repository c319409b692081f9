//===- SignatureTest.cpp - When two findings are the same -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "shrink/Signature.h"

#include "report/Records.h"

#include <gtest/gtest.h>

using namespace lockstep;

namespace {
Recording sample(const char *Name) { return sampleRecordings().at(Name); }

Signature signature(Recording Of) { return signatureOf(Of.Record, Of.Symbols); }

/// Makes \p Object the global variable \p Name.
void makeGlobal(Recording &Of, ObjectId Object, const char *Name,
                uint64_t Offset = 0) {
  uint64_t Address = 0x4000 + 0x100 * uint64_t(Object.index());
  Of.at(Object).Address = Address;
  Of.Symbols.Variables[Address] = {Name, Offset};
}

/// What the thread \p Of waits for.
ObjectId waitedFor(Recording &In, uint32_t Of) {
  return In.at(ThreadId(Of)).Pending.Object;
}

using Names = std::vector<std::string>;
} // namespace

TEST(Signature, IsThatOfTheSameExecution) {
  for (auto &[Name, Sample] : sampleRecordings()) {
    Signature Of = signature(Sample);
    EXPECT_EQ(Of.Kind, reportedOutcome(Sample.Record)) << Name;
    EXPECT_EQ(Of.Summary, summaryLine(Sample.Record, Sample.Symbols)) << Name;
    EXPECT_TRUE(Of.matches(signature(Sample), Likeness::Same)) << Name;
  }
}

TEST(Signature, DiffersWhereTheKindDoes) {
  Signature Deadlock = signature(sample("deadlock"));
  Signature Lost = signature(sample("lost-wakeup"));
  // The engine calls both a deadlock.
  EXPECT_EQ(Lost.Kind, OutcomeKind::LostWakeup);
  EXPECT_FALSE(Deadlock.matches(Lost, Likeness::Same));
  EXPECT_FALSE(Deadlock.matches(Lost, Likeness::Kind));
}

TEST(Signature, OfAHangNamesWhatTheThreadsOfTheCycleWaitFor) {
  Recording Hang = sample("deadlock");
  EXPECT_EQ(signature(Hang).Objects, (Names{"Mutex", "Mutex"}));
  makeGlobal(Hang, waitedFor(Hang, 1), "Savings", 8);
  makeGlobal(Hang, waitedFor(Hang, 2), "Checking");
  // In the order of their names, whoever waits for which.
  EXPECT_EQ(signature(Hang).Objects,
            (Names{"Mutex Checking+0", "Mutex Savings+8"}));
  // Main waits for a thread of the cycle, and is no part of it.
  EXPECT_EQ(Hang.at(MainThread).State, ThreadState::Waiting);
}

TEST(Signature, OfAHangWithoutACycleNamesWhatWasLostOrLeft) {
  Recording Lost = sample("lost-wakeup");
  makeGlobal(Lost, waitedFor(Lost, 1), "Ready");
  EXPECT_EQ(signature(Lost).Objects, (Names{"Condition Ready+0"}));
  EXPECT_EQ(signature(sample("abandoned-lock")).Objects, (Names{"Mutex"}));
}

TEST(Signature, OfMisuseNamesWhatWasMisusedAndHow) {
  Recording Misuse = sample("misuse");
  Signature Before = signature(Misuse);
  EXPECT_EQ(Before.Objects, (Names{"Mutex"}));
  EXPECT_EQ(Before.Misuse, MisuseKind::UnlockNotOwner);
  Misuse.Record.Misuse = MisuseKind::DestroyInUse;
  EXPECT_FALSE(Before.matches(signature(Misuse), Likeness::Same));
  EXPECT_TRUE(Before.matches(signature(Misuse), Likeness::Kind));
}

TEST(Signature, IsAnotherWithAnotherObjectOrPlace) {
  Recording Hang = sample("deadlock");
  makeGlobal(Hang, waitedFor(Hang, 1), "Savings");
  Signature Before = signature(Hang);
  makeGlobal(Hang, waitedFor(Hang, 1), "Reserve");
  EXPECT_FALSE(Before.matches(signature(Hang), Likeness::Same));
  EXPECT_TRUE(Before.matches(signature(Hang), Likeness::Kind));

  Recording Failed = sample("assertion");
  Before = signature(Failed);
  Failed.Record.FailedAt = Failed.stack({"audit() bank.cpp:99"});
  Failed.Record.Schedule.FailedSite = SiteId();
  EXPECT_NE(signature(Failed).Summary, Before.Summary);
  EXPECT_FALSE(Before.matches(signature(Failed), Likeness::Same));
}

TEST(Signature, HoldsExitCodeAndSignal) {
  Recording Exit = sample("exit-status");
  Signature Before = signature(Exit);
  EXPECT_EQ(Before.ExitCode, 3);
  Exit.Record.Schedule.ExitCode = 4;
  EXPECT_FALSE(Before.matches(signature(Exit), Likeness::Same));

  Recording Crash = sample("signal");
  Before = signature(Crash);
  EXPECT_NE(Before.SignalNumber, 0);
  ++Crash.Record.Schedule.SignalNumber;
  EXPECT_FALSE(Before.matches(signature(Crash), Likeness::Same));
}

// Numbers of objects and threads, the values of the memory and how long the
// schedule is come from the schedule.
TEST(Signature, StaysUnderAnotherSchedule) {
  Recording Hang = sample("deadlock");
  Signature Before = signature(Hang);
  for (int I = 0; I < 3; ++I)
    Hang.object(ObjectKind::Memory);
  Hang.thread("late");
  Hang.Record.Schedule.Decisions.resize(77);
  Hang.Record.ProgramOutput = "other";
  EXPECT_TRUE(Before.matches(signature(Hang), Likeness::Same));
}

TEST(Signature, PassesOverAnObjectThatTheRecordDoesNotHave) {
  Recording Misuse = sample("misuse");
  Misuse.Record.Schedule.FailedObject = ObjectId(1000);
  EXPECT_EQ(signature(Misuse).Objects, Names());
}
