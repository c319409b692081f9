//===- Atomics.cpp - Atomics of 1, 2, 4 and 8 bytes, and fences -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Performed here. Only one thread of the program runs at a time, but memory may
// be shared with other processes, signal handlers and threads outside control:
// the accesses stay real atomics, sequentially consistent.
//
//===----------------------------------------------------------------------===//

#include "base/Check.h"
#include "hooks/Hooks.h"
#include "hooks/Rmw.h"

using namespace lockstep;

namespace {

/// Calls \p Do with a value of the unsigned type of \p Size bytes.
template <class Callable> auto withSize(uint32_t Size, Callable Do) {
  switch (Size) {
  case 1:
    return Do(uint8_t());
  case 2:
    return Do(uint16_t());
  case 4:
    return Do(uint32_t());
  default:
    LOCKSTEP_CHECK(Size == 8);
    return Do(uint64_t());
  }
}

uint64_t load(const void *Address, uint32_t Size) {
  return withSize(Size, [&](auto Zero) -> uint64_t {
    return __atomic_load_n(static_cast<const decltype(Zero) *>(Address),
                           __ATOMIC_SEQ_CST);
  });
}

uint64_t exchange(void *Address, uint64_t Value, uint32_t Size) {
  return withSize(Size, [&](auto Zero) -> uint64_t {
    using Type = decltype(Zero);
    return __atomic_exchange_n(static_cast<Type *>(Address), Type(Value),
                               __ATOMIC_SEQ_CST);
  });
}

/// \returns whether \p Desired was stored; \p Expected becomes what was found.
bool compareExchange(void *Address, uint64_t &Expected, uint64_t Desired,
                     uint32_t Size) {
  return withSize(Size, [&](auto Zero) {
    using Type = decltype(Zero);
    Type Found = Type(Expected);
    bool Success = __atomic_compare_exchange_n(
        static_cast<Type *>(Address), &Found, Type(Desired), false,
        __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    Expected = Found;
    return Success;
  });
}

/// \returns the old value; \p Stored becomes the new one.
uint64_t readModifyWrite(void *Address, uint64_t Operand,
                         const lockstep_site *Site, uint64_t &Stored) {
  return withSize(Site->size, [&](auto Zero) -> uint64_t {
    using Type = decltype(Zero);
    auto *Place = static_cast<Type *>(Address);
    Type Old = __atomic_load_n(Place, __ATOMIC_SEQ_CST);
    do
      Stored = rmwResult(lockstep_rmw(Site->rmw), Old, Operand, sizeof(Type));
    while (!__atomic_compare_exchange_n(Place, &Old, Type(Stored), false,
                                        __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
    return Old;
  });
}

/// Whether a compare-exchange that would succeed does not: a weak one may.
bool failsWeakly(Control &C, const void *Address, uint64_t Expected,
                 const lockstep_site *Site) {
  return mayFailWeakly(C, Site) && load(Address, Site->size) == Expected &&
         C.engine().happens(ValueReason::WeakFailure);
}

} // namespace

uint64_t lockstep_hook_atomic_load(const void *Address,
                                   const lockstep_site *Site) {
  Control *C = Control::here();
  if (!C)
    return load(Address, Site->size);
  Control::InsideHook Inside(*C);
  Operation Op = memoryOperation(*C, Address, Site->size, Site);
  C->reach(Op);
  uint64_t Value = load(Address, Site->size);
  C->performed(Op, {.Value = Value, .Flags = EventHasValue});
  return Value;
}

void lockstep_hook_atomic_store(void *Address, uint64_t Value,
                                const lockstep_site *Site) {
  Control *C = Control::here();
  if (!C) {
    exchange(Address, Value, Site->size);
    return;
  }
  Control::InsideHook Inside(*C);
  Operation Op = memoryOperation(*C, Address, Site->size, Site);
  Op.Argument = Value;
  C->reach(Op);
  uint64_t Old = exchange(Address, Value, Site->size);
  C->performed(
      Op,
      {.Written = Value, .Flags = EventHasWritten, .Changed = Old != Value});
}

uint64_t lockstep_hook_atomic_rmw(void *Address, uint64_t Operand,
                                  const lockstep_site *Site) {
  uint64_t Stored;
  Control *C = Control::here();
  if (!C)
    return readModifyWrite(Address, Operand, Site, Stored);
  Control::InsideHook Inside(*C);
  Operation Op = memoryOperation(*C, Address, Site->size, Site);
  Op.Argument = Operand;
  C->reach(Op);
  uint64_t Old = readModifyWrite(Address, Operand, Site, Stored);
  C->performed(Op, {.Value = Old,
                    .Written = Stored,
                    .Flags = EventHasValue | EventHasWritten,
                    .Changed = Old != Stored});
  return Old;
}

lockstep_cas lockstep_hook_atomic_cas(void *Address, uint64_t Expected,
                                      uint64_t Desired,
                                      const lockstep_site *Site) {
  Control *C = Control::here();
  uint64_t Found = Expected;
  if (!C) {
    bool Success = compareExchange(Address, Found, Desired, Site->size);
    return {Found, Success};
  }
  Control::InsideHook Inside(*C);
  Operation Op = memoryOperation(*C, Address, Site->size, Site);
  Op.Argument = Desired;
  C->reach(Op);
  bool Success = !failsWeakly(*C, Address, Expected, Site) &&
                 compareExchange(Address, Found, Desired, Site->size);
  C->performed(Op, {.Value = Found,
                    .Written = Desired,
                    .Flags = uint8_t(EventHasValue |
                                     (Success ? EventHasWritten : EventFailed)),
                    .Changed = Success && Found != Desired});
  return {Found, Success};
}

void lockstep_hook_fence(const lockstep_site *Site) {
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
  Control *C = Control::here();
  if (!C || (Site->flags & lockstep_site_single_thread))
    return;
  Control::InsideHook Inside(*C);
  Operation Op = memoryOperation(*C, nullptr, 0, Site);
  C->reach(Op);
  C->performed(Op, {});
}
