//===- HangMessages.cpp - The texts about hangs ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Messages.h"

#include "report/Text.h"

namespace lockstep::messages {

// Hangs.

Text waits(const Text &Thread, OpKind Kind, const Text &Object) {
  switch (Kind) {
  case OpKind::MutexLock:
  case OpKind::MutexTimedLock:
  case OpKind::SpinLock:
    return Thread + " waits to lock " + Object;
  case OpKind::ReadLock:
  case OpKind::ReadTimedLock:
    return Thread + " waits to lock " + Object + " for reading";
  case OpKind::WriteLock:
  case OpKind::WriteTimedLock:
    return Thread + " waits to lock " + Object + " for writing";
  case OpKind::ThreadJoin:
    return Thread + " waits for " + Object + " to end";
  case OpKind::CondResume:
    return Thread + " waits on " + Object;
  case OpKind::BarrierResume:
    return Thread + " waits at " + Object;
  case OpKind::OnceBegin:
    return Thread + " waits for the function called by " + Object;
  case OpKind::GuardAcquire:
    return Thread + " waits for the initializer behind " + Object;
  case OpKind::FutexResume:
  case OpKind::DescriptorWait:
    return Thread + " waits on " + Object;
  case OpKind::SemWait:
  case OpKind::SemTimedWait:
    return Thread + " waits for a post of " + Object;
  case OpKind::QueueSend:
    return Thread + " waits for room in " + Object;
  case OpKind::QueueReceive:
    return Thread + " waits for a message in " + Object;
  default:
    return Thread + " waits to " + operationText(Kind) + " " + Object;
  }
}
Text heldBy(const Text &Holder) { return "held by " + Holder + ", which "; }
Text heldByItself() { return "held by the same thread, which "; }
Text standsBackFor(const Text &Writer) {
  return "readers hold it; it stands back for " + Writer +
         ", which waits to write";
}
Text endedHolding(const Text &Holder) {
  return Holder + " has ended without releasing it";
}
Text heldOutside() { return "held by something that Lockstep did not see"; }

/// "locked it", "began its initializer".
static Text acquiredText(OpKind Kind) {
  switch (Kind) {
  case OpKind::ReadLock:
  case OpKind::ReadTryLock:
  case OpKind::ReadTimedLock:
    return "locked it for reading";
  case OpKind::WriteLock:
  case OpKind::WriteTryLock:
  case OpKind::WriteTimedLock:
    return "locked it for writing";
  case OpKind::OnceBegin:
    return "began the call";
  case OpKind::GuardAcquire:
    return "began the initializer";
  default:
    return "locked it";
  }
}
Text acquired(OpKind Kind, uint32_t Depth, const Text &Place) {
  Text Line = acquiredText(Kind);
  if (Depth > 1)
    Line += " (" + std::to_string(Depth) + " times, last)";
  return Line + " at " + Place;
}
Text acquiredUnknown() { return "took it at an unknown place"; }

/// What a waiting thread needs another one to do: "signal it".
static Text need(OpKind Kind) {
  switch (Kind) {
  case OpKind::CondResume:
    return "signal it";
  case OpKind::FutexResume:
    return "wake it";
  case OpKind::DescriptorWait:
    return "make it ready";
  case OpKind::SemWait:
  case OpKind::SemTimedWait:
    return "post it";
  case OpKind::BarrierResume:
    return "arrive at it";
  case OpKind::QueueSend:
    return "receive from it";
  case OpKind::QueueReceive:
    return "send to it";
  default:
    return "release it";
  }
}
Text nobodyLeft(OpKind Kind) { return "nobody left can " + need(Kind); }
Text neverProvided(OpKind Kind) {
  switch (Kind) {
  case OpKind::CondResume:
    return "no other thread ever signalled it in this execution";
  case OpKind::FutexResume:
    return "no other thread ever woke it in this execution";
  case OpKind::DescriptorWait:
    return "no other thread ever used it in this execution";
  case OpKind::SemWait:
  case OpKind::SemTimedWait:
    return "no other thread ever posted it in this execution";
  case OpKind::QueueSend:
    return "no other thread ever received from it in this execution";
  case OpKind::QueueReceive:
    return "no other thread ever sent to it in this execution";
  case OpKind::BarrierResume:
    return "no other thread that is not there ever arrived at it in this "
           "execution";
  default:
    return "nobody is known to hold it";
  }
}

/// "signalled it", of the event.
static Text providedText(OpKind Kind) {
  switch (Kind) {
  case OpKind::CondSignal:
    return "signalled it";
  case OpKind::CondBroadcast:
    return "broadcast on it";
  case OpKind::FutexWake:
    return "woke it";
  case OpKind::SemPost:
    return "posted it";
  case OpKind::BarrierArrive:
    return "arrived at it";
  case OpKind::QueueSend:
    return "sent to it";
  case OpKind::QueueReceive:
    return "received from it";
  default:
    return "used it";
  }
}
Text providedBefore(const Text &Thread, OpKind Kind, const Text &Place) {
  return Thread + " " + providedText(Kind) + " before, last at " + Place;
}
Text hasEnded(const Text &Thread) { return "but " + Thread + " has ended"; }
Text waitsToo(const Text &Thread, OpKind Kind, const Text &Object) {
  return "but " + waits(Thread, Kind, Object);
}
Text barrierCount(uint64_t Arrived, uint64_t Needed) {
  return std::to_string(Arrived) + " of " + countText(Needed, "thread") +
         " arrived";
}
Text queueFull(uint64_t Count, uint64_t Capacity) {
  return "it is full: " + std::to_string(Count) + " of " +
         countText(Capacity, "message");
}
Text queueLacks(uint64_t Messages) {
  if (!Messages)
    return "it is empty";
  return "it holds " + countText(Messages, "message") +
         ", none that it asks for";
}
Text semaphoreValue(uint64_t Value) {
  return "its value is " + std::to_string(Value);
}
Text alsoWaiting() { return "Also waiting:"; }
Text signalledBefore(const Text &Thread, OpKind Kind, const Text &Object,
                     const Text &Place) {
  const char *Did = Kind == OpKind::CondBroadcast ? " broadcast on "
                    : Kind == OpKind::FutexWake   ? " woke the waiters of "
                                                  : " signalled ";
  return Thread + Did + Object + " at " + Place;
}
Text wokeNobody() { return "nobody waited then, so it woke nobody"; }
Text waitBegan(const Text &Thread, const Text &Place) {
  return "only then did " + Thread + " begin to wait at " + Place;
}
Text lostWakeupMend() {
  return "A signal is not remembered. Test what is waited for and begin to "
         "wait under the mutex that the signaller holds when it changes it.";
}
Text firmCycleHint() {
  return "Each holds what the next one needs, so none can ever go on.";
}
Text softCycleHint() {
  return "Each needs something that only a waiting thread has been seen to do.";
}

// Spinning.

Text spins(const Text &Thread, OpKind Kind, const Text &Object) {
  return Thread + " spins: " + operationText(Kind) + " of " + Object;
}
Text spinValue(const Text &Value, uint64_t Rounds) {
  return "it finds " + Value + " again and again (" +
         countText(Rounds, "time") + " at the end)";
}
Text lastWritten(const Text &Thread, const Text &Value, const Text &Place) {
  Text Line = Thread + " wrote it last";
  if (!Value.empty())
    Line += ", " + Value + ",";
  return Line + " at " + Place;
}
Text neverWritten() { return "nobody wrote it in this execution"; }
Text nobodyCanChange() { return "No thread left can change that:"; }
Text otherFinished(const Text &Thread) { return Thread + " has ended"; }
Text otherCanRun(const Text &Thread) {
  return Thread + " could run, but does not write it";
}

} // namespace lockstep::messages
