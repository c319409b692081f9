//===- Table.cpp - The hook table -----------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "hooks/Hooks.h"

const lockstep_hooks lockstep::HookTable = {
#define LOCKSTEP_HOOK(Result, Name, Parameters) lockstep_hook_##Name,
#include "lockstep/hooks.def"
};
