//===- Rmw.cpp - The operators of atomic read-modify-write ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "hooks/Rmw.h"

#include "base/Check.h"

#include <algorithm>
#include <bit>

using namespace lockstep;

namespace {

/// Of two numbers fmax() and fmin() return one, of a number and a NaN the
/// number.
template <class Float, class Bits>
uint64_t floatResult(lockstep_rmw Operator, uint64_t Old, uint64_t Operand) {
  Float A = std::bit_cast<Float>(Bits(Old));
  Float B = std::bit_cast<Float>(Bits(Operand));
  switch (Operator) {
  case lockstep_rmw_fadd:
    return std::bit_cast<Bits>(Float(A + B));
  case lockstep_rmw_fsub:
    return std::bit_cast<Bits>(Float(A - B));
  case lockstep_rmw_fmax:
    return std::bit_cast<Bits>(B > A || A != A ? B : A);
  default:
    return std::bit_cast<Bits>(B < A || A != A ? B : A);
  }
}

int64_t signExtend(uint64_t Value, uint32_t Size) {
  unsigned Shift = 64 - 8 * Size;
  return int64_t(Value << Shift) >> Shift;
}

uint64_t integerResult(lockstep_rmw Operator, uint64_t Old, uint64_t Operand,
                       uint32_t Size) {
  int64_t SignedOld = signExtend(Old, Size),
          SignedOp = signExtend(Operand, Size);
  switch (Operator) {
  case lockstep_rmw_xchg:
    return Operand;
  case lockstep_rmw_add:
    return Old + Operand;
  case lockstep_rmw_sub:
    return Old - Operand;
  case lockstep_rmw_and:
    return Old & Operand;
  case lockstep_rmw_nand:
    return ~(Old & Operand);
  case lockstep_rmw_or:
    return Old | Operand;
  case lockstep_rmw_xor:
    return Old ^ Operand;
  case lockstep_rmw_max:
    return uint64_t(std::max(SignedOld, SignedOp));
  case lockstep_rmw_min:
    return uint64_t(std::min(SignedOld, SignedOp));
  case lockstep_rmw_umax:
    return std::max(Old, Operand);
  case lockstep_rmw_umin:
    return std::min(Old, Operand);
  case lockstep_rmw_uinc_wrap:
    return Old >= Operand ? 0 : Old + 1;
  case lockstep_rmw_udec_wrap:
    return Old == 0 || Old > Operand ? Operand : Old - 1;
  case lockstep_rmw_usub_cond:
    return Old >= Operand ? Old - Operand : Old;
  case lockstep_rmw_usub_sat:
    return Old >= Operand ? Old - Operand : 0;
  default:
    LOCKSTEP_CHECK(!"an operator that the pass does not emit");
    return 0;
  }
}

} // namespace

uint64_t lockstep::rmwResult(lockstep_rmw Operator, uint64_t Old,
                             uint64_t Operand, uint32_t Size) {
  if (Operator >= lockstep_rmw_fadd && Operator <= lockstep_rmw_fmin)
    return Size == 4 ? floatResult<float, uint32_t>(Operator, Old, Operand)
                     : floatResult<double, uint64_t>(Operator, Old, Operand);
  uint64_t Mask = ~uint64_t(0) >> (64 - 8 * Size);
  return integerResult(Operator, Old & Mask, Operand & Mask, Size) & Mask;
}
