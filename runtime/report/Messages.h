//===- Messages.h - Every text of a report ----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function per text, so that a sentence is worded in one place. Arguments
// are ready to print: thread names ("T1 'worker'"), object names ("mutex
// 'Lock'"), places ("bank.cpp:42:7 in transfer"). No text ends in a newline.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_MESSAGES_H
#define LOCKSTEP_REPORT_MESSAGES_H

#include "event/Decision.h"
#include "event/Outcome.h"

#include <string>
#include <vector>

namespace lockstep::messages {

using Text = std::string;

/// Numbers of the signals that come with an address.
constexpr int SignalBus = 7, SignalSegv = 11;

// Names and places.
Text threadTag(ThreadId Thread);
Text threadName(ThreadId Thread, const Text &Name);
Text list(const std::vector<Text> &Items);
Text unknownObject(ObjectId Object);
Text unknownPlace();
Text inProgram(const Text &Program);
Text inFunction(const Text &Function);
Text at(const Text &Place);
/// "SIGSEGV (invalid memory access)".
Text signalName(int Signal);

// The first lines, one per kind of finding.
Text title(OutcomeKind Kind, const Text &Headline);
Text foundBy(const Text &Strategy, uint64_t Iteration, uint64_t Seed);
Text headPassed();
Text headAssertion(const Text &Thread, const Text &Condition);
Text headAbort(const Text &Thread);
Text headException(const Text &Thread, const Text &What);
Text headSignal(const Text &Thread, int Signal);
Text headSanitizer(const Text &Thread);
Text headSanitizerReport(const Text &Tool, const Text &Kind, const Text &What);
Text headExitStatus(int Status);
Text headCycle(const Text &Threads);
Text headCycleOfMany(uint64_t Threads);
Text headSelfCycle(const Text &Thread, const Text &Object);
Text headAbandoned(const Text &Thread, const Text &Object, const Text &Holder);
Text headNobodyLeft(uint64_t Waiting);
Text headLostWakeup(const Text &Thread, const Text &Object, const Text &Place);
Text headLivelock(const Text &Thread, const Text &Object);
Text headLivelockUnknown();
Text headMisuse(MisuseKind Kind, const Text &Thread, const Text &Object);
Text headStepLimit(uint64_t Steps);
Text headTimeLimit(const Text &Thread);
Text headBlocked(const Text &Thread, const Text &Call);
Text headDivergence(uint64_t Step);

// Hangs.
Text waits(const Text &Thread, OpKind Kind, const Text &Object);
// heldBy...() goes before acquired() or acquiredUnknown().
Text heldBy(const Text &Holder);
Text heldByItself();
/// A reader that could share the lock lets a waiting writer go first.
Text standsBackFor(const Text &Writer);
Text endedHolding(const Text &Holder);
Text heldOutside();
Text acquired(OpKind Kind, uint32_t Depth, const Text &Place);
Text acquiredUnknown();
Text nobodyLeft(OpKind Kind);
Text neverProvided(OpKind Kind);
Text providedBefore(const Text &Thread, OpKind Kind, const Text &Place);
Text hasEnded(const Text &Thread);
Text waitsToo(const Text &Thread, OpKind Kind, const Text &Object);
Text barrierCount(uint64_t Arrived, uint64_t Needed);
Text queueFull(uint64_t Count, uint64_t Capacity);
/// \p Messages are there, but not what the receiver asks for.
Text queueLacks(uint64_t Messages);
Text semaphoreValue(uint64_t Value);
Text alsoWaiting();
Text signalledBefore(const Text &Thread, OpKind Kind, const Text &Object,
                     const Text &Place);
Text wokeNobody();
Text waitBegan(const Text &Thread, const Text &Place);
Text lostWakeupMend();
Text firmCycleHint();
Text softCycleHint();

// Spinning.
Text spins(const Text &Thread, OpKind Kind, const Text &Object);
Text spinValue(const Text &Value, uint64_t Rounds);
Text lastWritten(const Text &Thread, const Text &Value, const Text &Place);
Text neverWritten();
Text nobodyCanChange();
Text otherFinished(const Text &Thread);
Text otherCanRun(const Text &Thread);

// Other findings.
Text failedAt(const Text &Thread, const Text &Place);
Text signalAddress(uint64_t Address);
Text signalNearNull();
/// \p Region: "heap", "global", …; \p Name: the variable; either may be empty.
Text sanitizerAccess(bool Write, uint64_t Bytes, const Text &Region,
                     const Text &Name, uint64_t Offset, uint64_t Size);
Text sanitizerOutput();
Text misuseMeaning(MisuseKind Kind);
Text misuseHolder(const Text &Holder);
Text earlierUse(const Text &Thread, OpKind Kind, const Text &Place);
Text stepLimitMeaning();
Text timeLimitMeaning();
Text blockedMeaning();
Text expected(const Text &Decision);
Text actual(const Text &Decision);
Text divergenceMeaning();
Text nothingMore();
Text decision(const Text &Thread, OpKind Kind, const Text &Object,
              const Text &Place, bool TimedOut, bool HasToWait = false);
Text valueDecision(const Text &Thread, ValueReason Reason, uint32_t Choice,
                   uint32_t Bound);
Text threadStands(const Text &Thread, OpKind Kind, const Text &Object);
Text moreThreads();

// Data races.
Text headRace(const Text &Later, const Text &Earlier, const Text &Name);
Text headRaceUnknown(const Text &Thread);
Text raceLater(const Text &Thread, bool Write, bool Atomic, const Text &Place);
Text raceEarlier(const Text &Thread, bool Write, bool Atomic,
                 const Text &Place);
Text raceHolding(const Text &Locks);
Text raceLock(const Text &Object, const Text &Place, bool Shared);
Text raceBlock(uint64_t Offset, uint64_t BlockSize);
Text raceNoLock();
Text raceUsualLock(const Text &Object, uint64_t Held, uint64_t All,
                   const Text &Place);
Text raceReaders(const Text &Object);
Text raceHalfAtomic();
Text raceHandover(const Text &Earlier, const Text &Later, const Text &Object,
                  const Text &Stored, const Text &Loaded);
// Memory that is no more.
Text headMemory(OutcomeKind Kind, const Text &Thread, const Text &Other);
Text memoryAccess(const Text &Thread, OpKind Kind, uint64_t Size,
                  const Text &Place);
Text memoryBlock(uint64_t Offset, uint64_t BlockSize);
Text memoryFreed(const Text &Thread, uint64_t Step, const Text &Place);
Text memoryAllocated(const Text &Thread, const Text &Place);
Text memoryOnStack(const Text &Thread);
Text memoryNamed(const Text &Name);
Text memoryMeaning(OutcomeKind Kind);
Text stackOfMemoryAccess(OutcomeKind Kind, const Text &Thread);
Text stackOfFree(const Text &Thread);
Text stackOfAllocation(const Text &Thread);

// Stacks.
Text stackOfAccess(const Text &Thread, bool Write, bool Past);
Text stackOfFailure(const Text &Thread);
Text stackOfWait(const Text &Thread);
Text stackOfAcquire(const Text &Thread, const Text &Object);
Text stackOfSignal(const Text &Thread, const Text &Object);
Text stackOfCreation(const Text &Thread, const Text &Parent);
Text stackOfSpin(const Text &Thread);
Text stackOfEarlierUse(const Text &Thread);
Text stackOfThread(const Text &Thread);
Text moreFrames(uint64_t Count);

// Sections.
Text stacksSection();
/// \p LedToIt of the \p Steps events are causes of the failure.
Text schedule(uint64_t Steps, uint64_t LedToIt, uint64_t Threads,
              uint64_t Switches);
Text scheduleEmpty();
Text standsWaiting(OpKind Kind, const Text &Object, const Text &Operation);
Text standsSpinning(const Text &Operation);
Text scheduleEnd();
Text otherThreads();
Text folded(uint64_t Count, const Text &Thread);
Text foldedThreads(uint64_t Count, uint64_t Switches);
Text foldedQuiet(uint64_t Count);
/// Rounds of a loop that are like those before.
Text foldedRounds(uint64_t Count);
Text objectsSection();
Text objectFirstUsed(const Text &Name, ObjectKind Kind, const Text &Thread,
                     const Text &Place);
Text outputSection();
Text outputCut(uint64_t Bytes);
Text uncontrolledSection();
Text uncontrolledCall(const Text &Function, uint64_t Count, const Text &Place);
Text andMore(uint64_t Count);
Text tracePath(const Text &Path);
Text replay(const Text &Command);
Text truncatedTrace();
/// \p Which kind of its kind it is: what a sanitizer calls it; else empty.
Text summary(OutcomeKind Kind, const Text &Which, const Text &Place);

} // namespace lockstep::messages

#endif
