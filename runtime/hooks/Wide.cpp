//===- Wide.cpp - Atomics of 16 bytes and of other sizes ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Performed here as plain copies: nobody else of the program runs meanwhile.
// (Sizes that fit a register are done atomically by Atomics.cpp.)
//
//===----------------------------------------------------------------------===//

#include "hooks/Hooks.h"
#include "hooks/WideRmw.h"

#include <cstring>
#include <optional>

using namespace lockstep;

namespace {

/// What a report shows of a wide value: its low eight bytes.
uint64_t lowBytes(const void *Value, uint32_t Size) {
  uint64_t Low = 0;
  memcpy(&Low, Value, Size < 8 ? Size : 8);
  return Low;
}

/// Reaches the operation of \p Site when the caller is under control.
struct Point {
  Control *C;
  Operation Op;
  std::optional<Control::Scope> Inside;

  Point(const void *Address, const lockstep_site *Site) : C(Control::here()) {
    if (!C)
      return;
    Inside.emplace(*C);
    Op = memoryOperation(*C, Address, Site->size, Site);
    C->reach(Op);
  }
  void performed(const Effect &Done) {
    if (C)
      C->performed(Op, Done);
  }
};

} // namespace

void lockstep_hook_wide_load(const void *Address, void *Result,
                             const lockstep_site *Site) {
  Point At(Address, Site);
  memcpy(Result, Address, Site->size);
  At.performed({.Value = lowBytes(Result, Site->size), .Flags = EventHasValue});
}

void lockstep_hook_wide_store(void *Address, const void *Value,
                              const lockstep_site *Site) {
  Point At(Address, Site);
  bool Changed = memcmp(Address, Value, Site->size) != 0;
  memcpy(Address, Value, Site->size);
  At.performed({.Written = lowBytes(Value, Site->size),
                .Flags = EventHasWritten,
                .Changed = Changed});
}

void lockstep_hook_wide_rmw(void *Address, const void *Operand, void *Old,
                            const lockstep_site *Site) {
  Point At(Address, Site);
  memcpy(Old, Address, Site->size);
  wideRmw(lockstep_rmw(Site->rmw), Address, Operand, Site->size);
  At.performed({.Value = lowBytes(Old, Site->size),
                .Written = lowBytes(Address, Site->size),
                .Flags = EventHasValue | EventHasWritten,
                .Changed = memcmp(Old, Address, Site->size) != 0});
}

uint8_t lockstep_hook_wide_cas(void *Address, void *Expected,
                               const void *Desired, const lockstep_site *Site) {
  Point At(Address, Site);
  bool Success = memcmp(Address, Expected, Site->size) == 0;
  if (Success && At.C && mayFailWeakly(*At.C, Site))
    Success = !At.C->engine().happens(ValueReason::WeakFailure);
  bool Changed = Success && memcmp(Address, Desired, Site->size) != 0;
  if (Success)
    memcpy(Address, Desired, Site->size);
  else
    memcpy(Expected, Address, Site->size);
  At.performed({.Value = lowBytes(Expected, Site->size),
                .Written = lowBytes(Desired, Site->size),
                .Flags = uint8_t(EventHasValue |
                                 (Success ? EventHasWritten : EventFailed)),
                .Changed = Changed});
  return Success;
}
