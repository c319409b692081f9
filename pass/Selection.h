//===- Selection.h - Which instructions matter ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_SELECTION_H
#define LOCKSTEP_PASS_SELECTION_H

#include "CallSites.h"
#include "Ignorelist.h"
#include "LibraryCalls.h"

#include "llvm/IR/Instructions.h"

#include <string>
#include <vector>

namespace lockstep {

/// How a place is instrumented; one rewrite file per group.
enum class Family : uint8_t {
  Atomic,     ///< atomic instruction: RewriteAtomics
  Fence,      ///< fence instruction or hardware fence
  AtomicCall, ///< call into libatomic: RewriteAtomicCalls
  Plain,      ///< load or store: RewriteMemory
  Volatile,   ///< volatile load or store
  RangeRead,  ///< memory intrinsic's or byval argument's bytes
  RangeWrite,
  MaskedAccess,  ///< masked, gathered or scattered vector
  LibraryAccess, ///< function of library_calls.def: RewriteLibraryCalls
  Call,          ///< function of call_sites.def: RewriteCalls
  Assembly,      ///< inline assembly that synchronizes: RewriteAssembly
  SpinHint       ///< pause
};
constexpr unsigned FamilyCount = unsigned(Family::SpinHint) + 1;

/// One place to instrument.
struct Place {
  llvm::Instruction *I;
  Family Kind;
  /// Of a range: which argument is its address. Of a library function: which
  /// of its accesses.
  unsigned Operand = 0;
  std::string Variable; ///< source expression of the object, or empty
};

/// The places of \p F, in block order; places of one instruction follow each
/// other. Leaves out what is ignored, provably private or constant, made by
/// sanitizers, or covered by an earlier access in the same block.
std::vector<Place> selectPlaces(llvm::Function &F, unsigned IgnoredInFunction,
                                Ignorelist &Ignored, const CallSites &Calls,
                                const LibraryCalls &Library);

/// Why no place of \p F may be instrumented, or null when they may.
const char *reasonToSkip(const llvm::Function &F);

} // namespace lockstep

#endif
