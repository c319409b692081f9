//===- Rmw.h - The operators of atomic read-modify-write --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_HOOKS_RMW_H
#define LOCKSTEP_HOOKS_RMW_H

#include "lockstep/site.h"

#include <cstdint>

namespace lockstep {

/// What `atomicrmw` of LLVM's language reference stores: \p Old and \p Operand
/// are \p Size bytes wide (1, 2, 4, 8; 4 or 8 for floating-point operators),
/// zero-extended, and so is the result.
uint64_t rmwResult(lockstep_rmw Operator, uint64_t Old, uint64_t Operand,
                   uint32_t Size);

} // namespace lockstep

#endif
