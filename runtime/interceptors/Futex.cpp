//===- Futex.cpp - The futex system call under control --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Modelled wholly: the kernel would block the thread that all others run on.
// futex(2) says what each operation does.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Futex.h"

#include "interceptors/Intercept.h"

#include <algorithm>
#include <linux/futex.h>

using namespace lockstep;

namespace {

ObjectId modelOf(Control &C, const uint32_t *Address, bool Private) {
  ObjectId Id = C.objectAt(Address, ObjectKind::Futex);
  C.object(Id).SharedOutside = !Private;
  return Id;
}

bool isPrivate(const FutexCall &Call) {
  return Call.Operation & FUTEX_PRIVATE_FLAG;
}

Operation operationOf(Control &C, const FutexCall &Call, OpKind Kind,
                      void *Caller) {
  Operation Op =
      C.operation(Kind, modelOf(C, Call.Address, isPrivate(Call)), Caller);
  Op.Argument = Call.Value;
  Op.Size = sizeof(uint32_t);
  Op.Address = uint64_t(Call.Address);
  return Op;
}

bool isAligned(const uint32_t *Address) {
  return Address && uint64_t(Address) % sizeof(uint32_t) == 0;
}

/// Whether a count of threads to wake says how many: the kernel has woken one
/// before it looks at the count.
uint32_t atLeastOne(uint32_t Count) {
  return uint32_t(std::max(int32_t(Count), int32_t(1)));
}

//===----------------------------------------------------------------------===//
// Waiting
//===----------------------------------------------------------------------===//

/// When a wait ends by itself. \returns false when the timeout is invalid.
bool deadlineOf(Control &C, const FutexCall &Call, uint64_t &Deadline) {
  constexpr uint64_t NanosecondsPerSecond = 1000000000;
  auto *Timeout = reinterpret_cast<const timespec *>(Call.TimeoutOrValue2);
  Deadline = NoDeadline;
  if (!Timeout)
    return true;
  if (!isValidTime(*Timeout) || Timeout->tv_sec < 0)
    return false;
  // FUTEX_WAIT takes a span of time, FUTEX_WAIT_BITSET a time on a clock.
  if ((Call.Operation & FUTEX_CMD_MASK) == FUTEX_WAIT_BITSET) {
    bool Real = Call.Operation & FUTEX_CLOCK_REALTIME;
    Deadline = deadlineOn(Real ? CLOCK_REALTIME : CLOCK_MONOTONIC, Timeout);
    return true;
  }
  uint64_t Span;
  if (__builtin_mul_overflow(uint64_t(Timeout->tv_sec), NanosecondsPerSecond,
                             &Span) ||
      __builtin_add_overflow(Span, uint64_t(Timeout->tv_nsec), &Span) ||
      __builtin_add_overflow(Span, C.engine().now(), &Deadline))
    Deadline = NoDeadline;
  return true;
}

long wait(Control &C, const FutexCall &Call, uint32_t Mask, void *Caller) {
  uint64_t Deadline;
  if (!Mask || !deadlineOf(C, Call, Deadline))
    return -EINVAL;
  Operation Op = operationOf(C, Call, OpKind::FutexWait, Caller);
  // Reads the word as an atomic load does: stores to it are dependent.
  Op.Second = C.objectAt(Call.Address, ObjectKind::Memory);
  C.reach(Op);
  uint32_t Found = __atomic_load_n(Call.Address, __ATOMIC_SEQ_CST);
  if (Found != Call.Value) {
    C.performed(Op, {.Value = Found, .Flags = EventHasValue | EventFailed});
    return -EAGAIN;
  }
  C.engine().park(Op.Object, Mask);
  // One who waits again and again for a time to come goes in circles.
  C.performed(Op, {.Value = Found,
                   .Flags = EventHasValue,
                   .Changed = Deadline == NoDeadline});

  Operation Resume = Op;
  Resume.Kind = OpKind::FutexResume;
  Resume.Second = ObjectId();
  bool Interrupted = C.engine().happens(ValueReason::Interrupt);
  Resume.Deadline = Interrupted ? 0 : Deadline;
  if (C.reach(Resume)) {
    C.performed(Resume, {.Changed = true});
    return 0;
  }
  C.engine().unpark(Op.Object);
  // Loops around a futex look at the value, not at why they were woken: so
  // does what tells that they spin.
  C.performed(Resume,
              Interrupted ? InterruptedCall : Effect{.Flags = EventTimedOut});
  return Interrupted ? -EINTR : -ETIMEDOUT;
}

//===----------------------------------------------------------------------===//
// Waking
//===----------------------------------------------------------------------===//

long finishWaking(Control &C, const Operation &Op, long Woken) {
  C.performed(Op, {.Value = uint64_t(Woken),
                   .Flags = EventHasValue,
                   .Changed = Woken != 0});
  return Woken;
}

long wake(Control &C, const FutexCall &Call, uint32_t Mask, void *Caller) {
  if (!Mask)
    return -EINVAL;
  Operation Op = operationOf(C, Call, OpKind::FutexWake, Caller);
  C.reach(Op);
  return finishWaking(C, Op,
                      C.engine().wake(Op.Object, atLeastOne(Call.Value), Mask));
}

long requeue(Control &C, const FutexCall &Call, bool Compare, void *Caller) {
  auto MostMoved = int32_t(Call.TimeoutOrValue2);
  if (int32_t(Call.Value) < 0 || MostMoved < 0)
    return -EINVAL;
  ObjectId Target = modelOf(C, Call.Address2, isPrivate(Call));
  Operation Op = operationOf(C, Call, OpKind::FutexWake, Caller);
  Op.Second = Target;
  C.reach(Op);
  uint32_t Found = __atomic_load_n(Call.Address, __ATOMIC_SEQ_CST);
  if (Compare && Found != Call.Value3) {
    C.performed(Op, {.Value = 0, .Flags = EventHasValue | EventFailed});
    return -EAGAIN;
  }
  uint32_t Woken = C.engine().wake(Op.Object, Call.Value);
  // Moving threads to where they are counts, too.
  uint32_t Moved =
      Target == Op.Object
          ? std::min(uint32_t(MostMoved),
                     uint32_t(C.object(Target).Parked.size()))
          : C.engine().requeue(Op.Object, Target, uint32_t(MostMoved));
  // Both forms answer the sum, whatever the manual says of FUTEX_REQUEUE.
  return finishWaking(C, Op, long(Woken) + Moved);
}

/// The operation that FUTEX_WAKE_OP performs on its second word, encoded as
/// FUTEX_OP does.
struct WakeOperation {
  unsigned Kind;
  unsigned Comparison;
  int32_t Operand;
  int32_t Comparand;

  explicit WakeOperation(uint32_t Encoded)
      : Kind(Encoded >> 28 & 7), Comparison(Encoded >> 24 & 15),
        Operand(int32_t(Encoded << 8) >> 20),
        Comparand(int32_t(Encoded << 20) >> 20) {
    if (Encoded >> 28 & FUTEX_OP_OPARG_SHIFT)
      Operand = int32_t(1u << (Operand & 31));
  }

  bool isValid() const {
    return Kind <= FUTEX_OP_XOR && Comparison <= FUTEX_OP_CMP_GE;
  }

  uint32_t apply(uint32_t *Word) const {
    auto By = uint32_t(Operand);
    switch (Kind) {
    case FUTEX_OP_SET:
      return __atomic_exchange_n(Word, By, __ATOMIC_SEQ_CST);
    case FUTEX_OP_ADD:
      return __atomic_fetch_add(Word, By, __ATOMIC_SEQ_CST);
    case FUTEX_OP_OR:
      return __atomic_fetch_or(Word, By, __ATOMIC_SEQ_CST);
    case FUTEX_OP_ANDN:
      return __atomic_fetch_and(Word, ~By, __ATOMIC_SEQ_CST);
    default:
      return __atomic_fetch_xor(Word, By, __ATOMIC_SEQ_CST);
    }
  }

  bool holds(uint32_t Old) const {
    auto Value = int32_t(Old);
    switch (Comparison) {
    case FUTEX_OP_CMP_EQ:
      return Value == Comparand;
    case FUTEX_OP_CMP_NE:
      return Value != Comparand;
    case FUTEX_OP_CMP_LT:
      return Value < Comparand;
    case FUTEX_OP_CMP_LE:
      return Value <= Comparand;
    case FUTEX_OP_CMP_GT:
      return Value > Comparand;
    default:
      return Value >= Comparand;
    }
  }
};

long wakeOp(Control &C, const FutexCall &Call, void *Caller) {
  WakeOperation Change(Call.Value3);
  if (!Change.isValid())
    return -ENOSYS;
  ObjectId Other = modelOf(C, Call.Address2, isPrivate(Call));
  Operation Op = operationOf(C, Call, OpKind::FutexWake, Caller);
  Op.Second = Other;
  C.reach(Op);
  uint32_t Old = Change.apply(Call.Address2);
  long Woken = C.engine().wake(Op.Object, atLeastOne(Call.Value));
  if (Change.holds(Old))
    Woken += C.engine().wake(Other, atLeastOne(uint32_t(Call.TimeoutOrValue2)));
  bool Stored = __atomic_load_n(Call.Address2, __ATOMIC_SEQ_CST) != Old;
  C.performed(Op, {.Value = uint64_t(Woken),
                   .Flags = EventHasValue,
                   .Changed = Woken || Stored});
  return Woken;
}

} // namespace

long lockstep::callFutex(Control &C, const FutexCall &Call, void *Caller) {
  constexpr uint32_t All = FUTEX_BITSET_MATCH_ANY;
  int Command = Call.Operation & FUTEX_CMD_MASK;
  bool UsesBoth = Command == FUTEX_REQUEUE || Command == FUTEX_CMP_REQUEUE ||
                  Command == FUTEX_WAKE_OP;
  if (!isAligned(Call.Address) || (UsesBoth && !isAligned(Call.Address2)))
    return -EINVAL;
  switch (Command) {
  case FUTEX_WAIT:
    return wait(C, Call, All, Caller);
  case FUTEX_WAIT_BITSET:
    return wait(C, Call, Call.Value3, Caller);
  case FUTEX_WAKE:
    return wake(C, Call, All, Caller);
  case FUTEX_WAKE_BITSET:
    return wake(C, Call, Call.Value3, Caller);
  case FUTEX_REQUEUE:
    return requeue(C, Call, false, Caller);
  case FUTEX_CMP_REQUEUE:
    return requeue(C, Call, true, Caller);
  case FUTEX_WAKE_OP:
    return wakeOp(C, Call, Caller);
  default:
    // Priority inheritance: programs have another way for kernels without it.
    noteUncontrolled(C, "futex", Caller);
    return -ENOSYS;
  }
}
