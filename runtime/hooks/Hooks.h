//===- Hooks.h - The hook table ---------------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_HOOKS_HOOKS_H
#define LOCKSTEP_HOOKS_HOOKS_H

#include "lockstep/hooks.h"
#include "switching/Control.h"

// One definition per line of hooks.def, all with C linkage: a wrong parameter
// would otherwise silently declare an overload.
extern "C" {
#define u8 uint8_t
#define u64 uint64_t
#define cas lockstep_cas
#define ptr void *
#define cptr const void *
#define site const lockstep_site *
#define LOCKSTEP_HOOK(Result, Name, Parameters)                                \
  Result lockstep_hook_##Name Parameters;
#include "lockstep/hooks.def"
#undef u8
#undef u64
#undef cas
#undef ptr
#undef cptr
#undef site
}

namespace lockstep {

/// The table that modules point to while an execution is under control.
extern const lockstep_hooks HookTable;

/// The operation of \p Site on \p Size bytes of memory at \p Address.
inline Operation memoryOperation(Control &C, const void *Address, uint32_t Size,
                                 const lockstep_site *Site) {
  Operation Op;
  Op.Kind = OpKind(Site->kind);
  Op.Order = Site->order;
  Op.FailureOrder = Site->failure_order;
  Op.Rmw = Site->rmw;
  Op.Flags = Site->flags;
  Op.Size = Size;
  Op.Site = C.sites().of(Site);
  Op.Address = uint64_t(Address);
  if (Address)
    Op.Object = C.objectAt(Address, ObjectKind::Memory);
  return Op;
}

/// Whether the compare-exchange at \p Site is weak, and such may fail.
inline bool mayFailWeakly(Control &C, const lockstep_site *Site) {
  return (Site->flags & lockstep_site_weak) &&
         C.engine().permits(ValueReason::WeakFailure);
}

} // namespace lockstep

#endif
