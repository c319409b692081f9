//===- EventText.cpp - One event in a few words ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/EventText.h"

#include "report/ObjectNames.h"
#include "report/Text.h"

#include <cerrno>

using namespace lockstep;

const char *lockstep::memoryOrderText(uint8_t Order) {
  static constexpr const char *Orders[] = {"relaxed", "consume", "acquire",
                                           "release", "acq_rel", "seq_cst"};
  return Order < std::size(Orders) ? Orders[Order] : "";
}

/// The function of <atomic> that a read-modify-write stands for.
static const char *rmwText(uint8_t Rmw) {
  static constexpr const char *Names[] = {
      "exchange",       "fetch_add",      "fetch_sub",    "fetch_and",
      "fetch_nand",     "fetch_or",       "fetch_xor",    "fetch_max",
      "fetch_min",      "fetch_max",      "fetch_min",    "fetch_add",
      "fetch_sub",      "fetch_max",      "fetch_min",    "fetch_inc_wrap",
      "fetch_dec_wrap", "fetch_sub_cond", "fetch_sub_sat"};
  return Rmw < std::size(Names) ? Names[Rmw] : "read-modify-write";
}

/// How the schedule calls a memory operation; shorter than in sentences.
static const char *memoryVerb(const Event &E) {
  switch (E.Kind) {
  case OpKind::AtomicLoad:
    return "load";
  case OpKind::AtomicStore:
    return "store";
  case OpKind::AtomicRmw:
    return rmwText(E.Rmw);
  default:
    return operationText(E.Kind);
  }
}

/// A wait that ended with EINTR.
static bool isInterrupted(const Event &E) {
  return E.Flags & EventFailed && !(E.Flags & EventHasValue) &&
         E.Value == EINTR;
}

/// The choice that made an event with EventByChoice end as it did.
static ValueReason choiceBehind(const Event &E) {
  if (E.Flags & EventSpurious)
    return ValueReason::SpuriousWake;
  if (isInterrupted(E))
    return ValueReason::Interrupt;
  if (E.Flags & EventTimedOut)
    return ValueReason::EarlyTimeout;
  switch (E.Kind) {
  case OpKind::Sleep:
    return ValueReason::EarlyTimeout;
  case OpKind::AtomicCas:
    return ValueReason::WeakFailure;
  case OpKind::ThreadCreate:
    return ValueReason::ThreadFailure;
  case OpKind::Allocate:
    return ValueReason::AllocationFailure;
  case OpKind::Transfer:
    return ValueReason::ShortTransfer;
  default:
    return ValueReason::TryLockFailure;
  }
}

std::string lockstep::choiceSuffix(const Event &E) {
  return E.Flags & EventByChoice ? std::string(", by choice (") +
                                       valueInfo(choiceBehind(E)).Option + ")"
                                 : "";
}

static std::string memoryText(const Event &E, ObjectNames &Names) {
  bool Read = E.Flags & EventHasValue, Written = E.Flags & EventHasWritten;
  std::string Text = memoryVerb(E);
  if (E.Object.isValid())
    Text += " " + Names.shortName(E.Object);
  if (E.Flags & EventFailed)
    Text += " fails";
  if (Read)
    Text += (E.Flags & EventFailed ? ", finds " : ": ") +
            valueText(E.Value, E.Size);
  if (Written && !(E.Flags & EventFailed))
    Text += (Read ? " -> " : " = ") + valueText(E.Written, E.Size);
  if (const char *Order = memoryOrderText(E.Order); *Order)
    Text += std::string(" (") + Order + ")";
  return Text + choiceSuffix(E);
}

/// What an event's value says beyond its success: "wakes nobody".
static std::string resultText(const Event &E) {
  if (E.Flags & EventTimedOut)
    return ": timed out";
  if (E.Flags & EventSpurious)
    return ": spurious";
  if (isInterrupted(E))
    return ": interrupted";
  if (E.Kind == OpKind::Sleep && E.Flags & EventByChoice)
    return ": over early";
  if (E.Flags & EventFailed)
    return ": fails";
  if (!(E.Flags & EventHasValue))
    return "";
  switch (E.Kind) {
  case OpKind::CondSignal:
  case OpKind::CondBroadcast:
  case OpKind::FutexWake:
    return E.Value ? ": wakes " + std::to_string(E.Value) : ": wakes nobody";
  case OpKind::SemGetValue:
    return ": " + std::to_string(E.Value);
  default:
    return "";
  }
}

std::string lockstep::eventText(const Event &E, ObjectNames &Names) {
  if (operationObject(E.Kind) == ObjectKind::Memory)
    return memoryText(E, Names);
  std::string Text = operationText(E.Kind);
  if (E.Kind == OpKind::Fence) {
    if (const char *Order = memoryOrderText(E.Order); *Order)
      Text += std::string(" (") + Order + ")";
    return Text;
  }
  bool NamesItself =
      E.Kind == OpKind::ThreadStart || E.Kind == OpKind::ThreadExit;
  if (E.Object.isValid() && !NamesItself &&
      operationObject(E.Kind) != ObjectKind::Clock)
    Text += " " + Names.shortName(E.Object);
  if (E.Kind == OpKind::Allocate)
    Text += " " + std::to_string(E.Value) + " bytes";
  if (E.Kind == OpKind::Transfer)
    Text += " at most " + std::to_string(E.Value) + " of " +
            std::to_string(E.Written) + " bytes";
  if (E.Second.isValid() &&
      (E.Kind == OpKind::CondWait || E.Kind == OpKind::CondTimedWait))
    Text += ", unlock " + Names.shortName(E.Second);
  return Text + resultText(E) + choiceSuffix(E);
}

bool lockstep::isUneventful(const Decision &Choice) {
  return Choice.isValue() && Choice.reason() != ValueReason::WakeOrder &&
         Choice.choice();
}

std::string lockstep::choiceText(const Decision &Choice) {
  if (Choice.reason() == ValueReason::WakeOrder)
    return "wakes waiter " + std::to_string(uint64_t(Choice.choice()) + 1) +
           " of " + std::to_string(Choice.bound());
  const ValueInfo &Info = valueInfo(Choice.reason());
  return std::string("by choice, ") +
         (Choice.choice() ? Info.Not : Info.Happens) + " (" + Info.Option + ")";
}
