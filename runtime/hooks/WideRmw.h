//===- WideRmw.h - Read-modify-write on wide integers -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_HOOKS_WIDERMW_H
#define LOCKSTEP_HOOKS_WIDERMW_H

#include "hooks/Rmw.h"

#include <cstring>

namespace lockstep {

/// Applies an integer operator to the little-endian integer of \p Size bytes at
/// \p Address. Exchange works on any size; the others on up to 16 bytes.
inline void wideRmw(lockstep_rmw Operator, void *Address, const void *Operand,
                    uint32_t Size) {
  if (Operator == lockstep_rmw_xchg) {
    memcpy(Address, Operand, Size);
    return;
  }
  unsigned __int128 Old = 0, With = 0, New = 0;
  memcpy(&Old, Address, Size);
  memcpy(&With, Operand, Size);
  unsigned Shift = 128 - 8 * Size;
  auto SignedOld = __int128(Old << Shift) >> Shift;
  auto SignedWith = __int128(With << Shift) >> Shift;
  switch (Operator) {
  case lockstep_rmw_add:
    New = Old + With;
    break;
  case lockstep_rmw_sub:
    New = Old - With;
    break;
  case lockstep_rmw_and:
    New = Old & With;
    break;
  case lockstep_rmw_nand:
    New = ~(Old & With);
    break;
  case lockstep_rmw_or:
    New = Old | With;
    break;
  case lockstep_rmw_xor:
    New = Old ^ With;
    break;
  case lockstep_rmw_max:
    New = SignedOld > SignedWith ? Old : With;
    break;
  case lockstep_rmw_min:
    New = SignedOld < SignedWith ? Old : With;
    break;
  case lockstep_rmw_umax:
    New = Old > With ? Old : With;
    break;
  case lockstep_rmw_umin:
    New = Old < With ? Old : With;
    break;
  case lockstep_rmw_uinc_wrap:
    New = Old >= With ? 0 : Old + 1;
    break;
  case lockstep_rmw_udec_wrap:
    New = Old == 0 || Old > With ? With : Old - 1;
    break;
  case lockstep_rmw_usub_cond:
    New = Old >= With ? Old - With : Old;
    break;
  case lockstep_rmw_usub_sat:
    New = Old >= With ? Old - With : 0;
    break;
  default:
    New = Old;
  }
  memcpy(Address, &New, Size);
}

} // namespace lockstep

#endif
