//===- Messages.cpp - Every text of a report ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Messages.h"

#include "report/Text.h"

namespace lockstep::messages {

// Names and places.

Text threadTag(ThreadId Thread) {
  return Thread.isValid() ? "T" + std::to_string(Thread.index()) : "T?";
}
Text threadName(ThreadId Thread, const Text &Name) {
  Text Tag = threadTag(Thread);
  if (Thread == MainThread)
    return Tag + " (main)";
  return Name.empty() ? Tag : Tag + " '" + Name + "'";
}
Text list(const std::vector<Text> &Items) {
  Text All;
  for (size_t I = 0; I < Items.size(); ++I) {
    if (I > 0)
      All += I + 1 == Items.size() ? " and " : ", ";
    All += Items[I];
  }
  return All;
}
Text unknownObject(ObjectId Object) {
  return Object.isValid() ? "object " + std::to_string(Object.index())
                          : "an unknown object";
}
Text unknownPlace() { return "an unknown place"; }
Text inProgram(const Text &Program) {
  return Program.empty() ? "in the program" : "in " + Program;
}
Text inFunction(const Text &Function) { return "in " + Function; }
Text at(const Text &Place) { return "at " + Place; }

// The first lines.

Text title(OutcomeKind Kind, const Text &Headline) {
  return "Lockstep: " + Text(outcomeSlug(Kind)) + ": " + Headline;
}
Text foundBy(const Text &Strategy, uint64_t Iteration, uint64_t Seed) {
  return "Found in iteration " + std::to_string(Iteration) + " by strategy " +
         Strategy + " with seed " + std::to_string(Seed) + ".";
}
Text headPassed() { return "the execution ended without a finding"; }
Text headAssertion(const Text &Thread, const Text &Condition) {
  Text Head = "an assertion failed in " + Thread;
  return Condition.empty() ? Head : Head + ": " + Condition;
}
Text headAbort(const Text &Thread) { return Thread + " called abort"; }
Text headException(const Text &Thread, const Text &What) {
  Text Head = "nothing catches an exception of " + Thread;
  return What.empty() ? Head : Head + ": " + What;
}

// By Linux's numbers on x86-64: a trace may come from another machine.
Text signalName(int Signal) {
  switch (Signal) {
  case 4:
    return "SIGILL (illegal instruction)";
  case 5:
    return "SIGTRAP (trap instruction)";
  case 6:
    return "SIGABRT (abort)";
  case SignalBus:
    return "SIGBUS (memory that is not there)";
  case 8:
    return "SIGFPE (arithmetic error)";
  case 9:
    return "SIGKILL (killed)";
  case SignalSegv:
    return "SIGSEGV (invalid memory access)";
  case 13:
    return "SIGPIPE (nobody reads the pipe)";
  case 14:
    return "SIGALRM (alarm clock)";
  case 15:
    return "SIGTERM (asked to end)";
  case 31:
    return "SIGSYS (forbidden system call)";
  default:
    return "signal " + std::to_string(Signal);
  }
}
Text headSignal(const Text &Thread, int Signal) {
  return Thread + " was ended by " + signalName(Signal);
}
Text headSanitizer(const Text &Thread) {
  return "a sanitizer stopped the program in " + Thread;
}
Text headSanitizerReport(const Text &Tool, const Text &Kind, const Text &What) {
  return Tool + " reports " + Kind + (What.empty() ? "" : ": " + What);
}
Text headExitStatus(int Status) {
  return "the program exited with status " + std::to_string(Status);
}
Text headCycle(const Text &Threads) { return Threads + " wait for each other"; }
Text headCycleOfMany(uint64_t Threads) {
  return countText(Threads, "thread") + " wait for each other in a circle";
}
Text headSelfCycle(const Text &Thread, const Text &Object) {
  return Thread + " waits for " + Object + ", which it holds itself";
}
Text headAbandoned(const Text &Thread, const Text &Object, const Text &Holder) {
  return Thread + " waits for " + Object + ", but " + Holder +
         " ended while holding it";
}
Text headNobodyLeft(uint64_t Waiting) {
  if (Waiting == 1)
    return "1 thread waits, and nobody is left to wake it";
  return countText(Waiting, "thread") +
         " wait, and nobody is left to wake them";
}
Text headLostWakeup(const Text &Thread, const Text &Object, const Text &Place) {
  return Thread + " waits on " + Object + ", which was signalled at " + Place +
         " before the wait began";
}
Text headLivelock(const Text &Thread, const Text &Object) {
  return Thread + " spins on " + Object + ", which nobody left can change";
}
Text headLivelockUnknown() {
  return "threads spin on what nobody left can change";
}
Text headMisuse(MisuseKind Kind, const Text &Thread, const Text &Object) {
  switch (Kind) {
  case MisuseKind::UnlockNotOwner:
    return Thread + " unlocks " + Object + ", which another thread holds";
  case MisuseKind::UnlockNotLocked:
    return Thread + " unlocks " + Object + ", which is not locked";
  case MisuseKind::DestroyInUse:
    return Thread + " destroys " + Object + " while it is in use";
  case MisuseKind::JoinTwice:
    return Thread + " joins " + Object + ", which was joined before";
  case MisuseKind::JoinDetached:
    return Thread + " joins or detaches " + Object + ", which is detached";
  case MisuseKind::JoinSelf:
    return Thread + " joins itself";
  case MisuseKind::CondMutexMismatch:
    return Thread + " waits on " + Object +
           " with another mutex than the threads that wait already";
  case MisuseKind::None:
    break;
  }
  return Thread + " misuses " + Object;
}
Text headStepLimit(uint64_t Steps) {
  return "unknown: not finished after " + countText(Steps, "step");
}
Text headTimeLimit(const Text &Thread) {
  return "unknown: " + Thread + " ran until the time limit";
}
Text headBlocked(const Text &Thread, const Text &Call) {
  Text Where = Call.empty() ? "a call" : Call;
  return "unknown: " + Thread + " is blocked in " + Where +
         ", outside Lockstep's control";
}
Text headDivergence(uint64_t Step) {
  return "the replay differs from its trace at step " + std::to_string(Step);
}

// Other findings.

Text failedAt(const Text &Thread, const Text &Place) {
  return Thread + " was at " + Place;
}
Text signalAddress(uint64_t Address) {
  return "The address is " + hexText(Address) + ".";
}
Text signalNearNull() {
  return "So close to zero, it is most likely a member of an object that a "
         "null pointer stands for.";
}
Text sanitizerAccess(bool Write, uint64_t Bytes, const Text &Region,
                     const Text &Name, uint64_t Offset, uint64_t Size) {
  Text Line =
      Text(Write ? "A write" : "A read") + " of " + countText(Bytes, "byte");
  if (!Name.empty())
    Line += ", '" + Name + "'";
  bool IsBefore = int64_t(Offset) < 0;
  if (Region.empty() || !Size || IsBefore)
    return Line + ".";
  return Line + ", " + memoryBlock(Offset, Size) + " (" + Region + ").";
}
Text sanitizerOutput() { return "Its report is in the program's output."; }
Text misuseMeaning(MisuseKind Kind) {
  switch (Kind) {
  case MisuseKind::UnlockNotOwner:
    return "Only the thread that locked a mutex may unlock it.";
  case MisuseKind::UnlockNotLocked:
    return "Unlocking what nobody holds is undefined.";
  case MisuseKind::DestroyInUse:
    return "Whoever holds it or waits on it goes on with freed memory.";
  case MisuseKind::JoinTwice:
    return "After a join the thread's identifier means nothing, or another "
           "thread.";
  case MisuseKind::JoinDetached:
    return "A detached thread cannot be joined, nor detached again.";
  case MisuseKind::JoinSelf:
    return "A thread that waits for its own end waits for ever.";
  case MisuseKind::CondMutexMismatch:
    return "All threads that wait on a condition variable at one time must use "
           "one mutex.";
  case MisuseKind::None:
    break;
  }
  return "";
}
Text misuseHolder(const Text &Holder) {
  return "It is held by " + Holder + ".";
}
Text earlierUse(const Text &Thread, OpKind Kind, const Text &Place) {
  return "Before: " + Thread + ": " + operationText(Kind) + " at " + Place;
}
Text stepLimitMeaning() {
  return "This is neither a pass nor a finding. Raise max_steps in "
         "LOCKSTEP_OPTIONS when the program needs more.";
}
Text timeLimitMeaning() {
  return "This is neither a pass nor a finding. The thread reached no "
         "instrumented code; raise time_limit in LOCKSTEP_OPTIONS when it "
         "needs longer.";
}
Text blockedMeaning() {
  return "This is neither a pass nor a finding. The call waits for something "
         "that Lockstep does not control.";
}
Text expected(const Text &Decision) { return "expected: " + Decision; }
Text actual(const Text &Decision) { return "actual:   " + Decision; }
Text divergenceMeaning() {
  return "The program, its input or its environment is not the recorded one, "
         "or it depends on something that Lockstep does not control.";
}
Text nothingMore() { return "no further step"; }
/// "join thread T1", not "join thread thread T1".
static Text operationOn(OpKind Kind, const Text &Object) {
  Text Line = operationText(Kind);
  if (Object.empty())
    return Line;
  for (size_t At = Line.find(' '); At != Text::npos;
       At = Line.find(' ', At + 1))
    if (Object.starts_with(Line.substr(At + 1) + " "))
      return Line.substr(0, At + 1) + Object;
  return Line + " " + Object;
}
Text decision(const Text &Thread, OpKind Kind, const Text &Object,
              const Text &Place, bool TimedOut, bool HasToWait) {
  Text Line = Thread + ": " + operationOn(Kind, Object);
  if (TimedOut)
    Line += " (times out)";
  if (HasToWait)
    Line += " (has to wait)";
  return Place.empty() ? Line : Line + " at " + Place;
}
Text valueDecision(const Text &Thread, ValueReason Reason, uint32_t Choice,
                   uint32_t Bound) {
  return Thread + ": " + valueInfo(Reason).Question + ": choice " +
         std::to_string(Choice) + " of " + std::to_string(Bound);
}
Text threadStands(const Text &Thread, OpKind Kind, const Text &Object) {
  if (Kind == OpKind::None)
    return Thread + " runs";
  return Thread + " stands before: " + operationOn(Kind, Object);
}
Text moreThreads() { return "... and more threads"; }

// Stacks.

Text stackOfFailure(const Text &Thread) { return Thread + " failed here:"; }
Text stackOfWait(const Text &Thread) { return Thread + " waits here:"; }
Text stackOfAcquire(const Text &Thread, const Text &Object) {
  return Thread + " took " + Object + " here:";
}
Text stackOfSignal(const Text &Thread, const Text &Object) {
  return Thread + " signalled " + Object + " here:";
}
Text stackOfCreation(const Text &Thread, const Text &Parent) {
  return Thread + " was created by " + Parent + " here:";
}
Text stackOfSpin(const Text &Thread) { return Thread + " spins here:"; }
Text stackOfEarlierUse(const Text &Thread) {
  return Thread + " used it before here:";
}
Text stackOfThread(const Text &Thread) { return Thread + " stands here:"; }
Text moreFrames(uint64_t Count) {
  return "... " + countText(Count, "more frame");
}

// Sections.

Text stacksSection() { return "Stacks"; }
Text schedule(uint64_t Steps, uint64_t LedToIt, uint64_t Threads,
              uint64_t Switches) {
  Text Part = LedToIt < Steps
                  ? " (" + std::to_string(LedToIt) + " led to the failure)"
                  : "";
  return "Schedule: " + countText(Steps, "event") + Part + ", " +
         countText(Threads, "thread") + ", " +
         (Switches == 1 ? "1 switch" : std::to_string(Switches) + " switches") +
         " (marked >)";
}
Text scheduleEmpty() { return "Schedule: no events were recorded"; }
Text standsWaiting(OpKind Kind, const Text &Object, const Text &Operation) {
  if (Kind == OpKind::CondResume || Kind == OpKind::FutexResume ||
      Kind == OpKind::DescriptorWait)
    return "waits on " + Object;
  if (Kind == OpKind::BarrierResume)
    return "waits at " + Object;
  return "waits: " + Operation;
}
Text standsSpinning(const Text &Operation) { return "spins: " + Operation; }
Text scheduleEnd() { return "end"; }
Text otherThreads() { return "others"; }
Text folded(uint64_t Count, const Text &Thread) {
  return "... " + countText(Count, "event") + " of " + Thread + " ...";
}
Text foldedThreads(uint64_t Count, uint64_t Switches) {
  return "... " + countText(Count, "event") + ", " +
         (Switches == 1 ? "1 switch" : std::to_string(Switches) + " switches") +
         " ...";
}
Text foldedQuiet(uint64_t Count) {
  return "... " + countText(Count, "event") + " that " +
         (Count == 1 ? "does" : "do") + " not matter ...";
}
Text foldedRounds(uint64_t Count) {
  return "... the same again, " + countText(Count, "event") + " ...";
}
Text objectsSection() { return "Objects without a name of their own"; }
Text objectFirstUsed(const Text &Name, ObjectKind Kind, const Text &Thread,
                     const Text &Place) {
  return Name + ": " + objectKindText(Kind) + ", first used by " + Thread +
         " at " + Place;
}
Text outputSection() { return "Output of the program in this execution"; }
Text outputCut(uint64_t Bytes) {
  return "... " + countText(Bytes, "byte") + " before this ...";
}
Text uncontrolledSection() { return "Calls that Lockstep does not control"; }
Text uncontrolledCall(const Text &Function, uint64_t Count, const Text &Place) {
  return Function + ", " + countText(Count, "time") + ", first at " + Place;
}
Text andMore(uint64_t Count) {
  return "... and " + std::to_string(Count) + " more";
}
Text tracePath(const Text &Path) { return "Trace:  " + Path; }
Text replay(const Text &Command) { return "Replay: " + Command; }
Text truncatedTrace() {
  return "The trace was cut short: this is the part that can be read.";
}
Text summary(OutcomeKind Kind, const Text &Which, const Text &Place) {
  return "SUMMARY: Lockstep: " + Text(outcomeSlug(Kind)) + " " +
         (Which.empty() ? "" : Which + " ") + Place;
}

} // namespace lockstep::messages
