//===- Decision.h - One recorded choice -------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_EVENT_DECISION_H
#define LOCKSTEP_EVENT_DECISION_H

#include "event/Operation.h"

namespace lockstep {

/// Why a value had to be chosen. Table: values.def.
enum class ValueReason : uint8_t {
#define LOCKSTEP_VALUE(Name, Word, Option, Question, Happens, Not) Name,
#include "event/values.def"
};
constexpr unsigned ValueReasonCount = 0
#define LOCKSTEP_VALUE(Name, Word, Option, Question, Happens, Not) +1
#include "event/values.def"
    ;
static_assert(ValueReasonCount <= 16, "a decision has four bits for it");

/// One line of values.def.
struct ValueInfo {
  const char *Name, *Word, *Option, *Question, *Happens, *Not;
};
const ValueInfo &valueInfo(ValueReason Reason);

enum DecisionFlags : uint8_t {
  /// The operation gave up because its deadline came.
  DecisionTimedOut = 1,
  /// Not a thread but a value: Site holds the choice, Object the bound, Kind
  /// is None and the high bits of Flags hold the ValueReason.
  DecisionIsValue = 2,
  /// The thread cannot perform it yet: in what a program has in place of a
  /// recorded decision. Never in a schedule.
  DecisionHasToWait = 4,
};

/// One decision: "thread T performs its pending operation", or a value. The
/// decision log of an execution is an array of these in shared memory; the
/// schedule is that array. 12 bytes.
struct Decision {
  uint16_t Thread = 0;
  OpKind Kind = OpKind::None;
  uint8_t Flags = 0;
  uint32_t Site = SiteId::InvalidValue;
  uint32_t Object = ObjectId::InvalidValue;

  bool isValue() const { return Flags & DecisionIsValue; }
  bool timedOut() const { return Flags & DecisionTimedOut; }
  bool hasToWait() const { return !isValue() && (Flags & DecisionHasToWait); }
  ThreadId thread() const { return ThreadId(Thread); }
  uint32_t choice() const { return Site; }
  uint32_t bound() const { return Object; }
  ValueReason reason() const { return ValueReason(Flags >> 4); }

  static Decision value(ThreadId Thread, ValueReason Reason, uint32_t Choice,
                        uint32_t Bound) {
    return {uint16_t(Thread.Value), OpKind::None,
            uint8_t(DecisionIsValue | (uint8_t(Reason) << 4)), Choice, Bound};
  }
  friend bool operator==(const Decision &, const Decision &) = default;
};
static_assert(sizeof(Decision) == 12, "the log's layout is shared memory");

} // namespace lockstep

#endif
