//===- Memory.cpp - Plain, volatile and announced accesses ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "hooks/Hooks.h"

using namespace lockstep;

static bool onOwnStack(const ProgramThread &Self, const void *Address) {
  // The live part of the stack: from here up.
  return uintptr_t(Address) >= uintptr_t(__builtin_frame_address(0)) &&
         uintptr_t(Address) < Self.StackTop;
}

/// The access, which is no scheduling point, may be to freed memory.
static void checkFreed(Control &C, const void *Address, uint64_t Size,
                       const lockstep_site *Site) {
  if (!C.freed().mayContain(uint64_t(Address), Size)) [[likely]]
    return;
  Control::InsideHook Inside(C);
  Operation Op = memoryOperation(C, nullptr, uint32_t(Size), Site);
  Op.Address = uint64_t(Address);
  C.touchFreedAlone(Op);
}

/// The value comes with the instruction behind the hook.
static void willStore(Control &C, const void *Address, uint64_t Size) {
  if (C.recording() && Size <= sizeof(uint64_t))
    C.observer().willStore(Address, uint32_t(Size));
}

/// A plain access: a scheduling point only where its location is really shared.
static void plain(const void *Address, uint64_t Size, bool Write,
                  const lockstep_site *Site) {
  Control *C = Control::here();
  if (!C)
    return;
  Engine &Scheduler = C->engine();
  if (Write && !onOwnStack(C->self(), Address))
    Scheduler.notePlainWrite();
  // What one thread does before others are born or after they were joined is
  // ordered, and shared with nobody.
  if (Scheduler.isAlone())
    return checkFreed(*C, Address, Size, Site);
  Control::InsideHook Inside(*C);
  SiteId Id = C->sites().of(Site);
  if (C->recording())
    C->observer().willAccess(Id, Address, Size, Write);
  if (!Scheduler.isSharedAccess(uint64_t(Address), Size, Write, Id))
    return checkFreed(*C, Address, Size, Site);
  if (Scheduler.outcome() != OutcomeKind::Passed)
    C->observer().executionEnded();
  Operation Op = memoryOperation(*C, Address, uint32_t(Size), Site);
  C->reach(Op);
  Effect Done{.Changed = Write};
  if (!Write && Size <= 8) {
    __builtin_memcpy(&Done.Value, Address, Size);
    Done.Flags = EventHasValue;
  }
  C->performed(Op, Done);
  if (Write)
    willStore(*C, Address, Size);
}

void lockstep_hook_plain_read(const void *Address, const lockstep_site *Site) {
  plain(Address, Site->size, false, Site);
}

void lockstep_hook_plain_write(const void *Address, const lockstep_site *Site) {
  plain(Address, Site->size, true, Site);
}

void lockstep_hook_plain_range(const void *Address, uint64_t Size,
                               const lockstep_site *Site) {
  if (Size)
    plain(Address, Size, Site->flags & lockstep_site_write, Site);
}

void lockstep_hook_point(const void *Address, const lockstep_site *Site) {
  Control *C = Control::here();
  if (!C)
    return;
  Control::InsideHook Inside(*C);
  Operation Op = memoryOperation(*C, Address, Site->size, Site);
  C->reach(Op);
  Effect Done;
  if (OpKind(Site->kind) == OpKind::VolatileRead && Address &&
      Site->size <= 8) {
    __builtin_memcpy(&Done.Value, Address, Site->size);
    Done.Flags = EventHasValue;
  } else {
    // What the instruction will do is not known: it may change anything.
    Done.Changed = true;
  }
  C->performed(Op, Done);
  if (OpKind(Site->kind) == OpKind::VolatileWrite && Address)
    willStore(*C, Address, Site->size);
}

void lockstep_hook_spin_hint(const lockstep_site *Site) {
  Control *C = Control::here();
  if (!C)
    return;
  Control::InsideHook Inside(*C);
  Operation Op = memoryOperation(*C, nullptr, 0, Site);
  Op.Kind = OpKind::SpinHint;
  C->reach(Op);
  C->performed(Op, {});
}

void lockstep_hook_call(const lockstep_site *Site) {
  if (Control *C = Control::here())
    C->announceCall(Site);
}

void lockstep_hook_call_end(const lockstep_site *Site) {
  if (Control *C = Control::here())
    C->endCall();
}
