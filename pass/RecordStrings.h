//===- RecordStrings.h - Strings that records name ----------------*- C++
//-*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_RECORDSTRINGS_H
#define LOCKSTEP_PASS_RECORDSTRINGS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/IR/Module.h"

namespace lockstep {

/// The strings of the records of a module. Each is emitted once, as a constant
/// that the linker merges with its like.
class RecordStrings {
public:
  explicit RecordStrings(llvm::Module &M) : M(M) {}

  /// The distance from the 32-bit field at byte \p Field of \p Record to
  /// \p Text; 0 for an empty one. Needs no relocation at run time.
  llvm::Constant *distance(llvm::GlobalVariable *Record, unsigned Field,
                           llvm::StringRef Text);

private:
  llvm::GlobalVariable *string(llvm::StringRef Text);

  llvm::Module &M;
  llvm::StringMap<llvm::GlobalVariable *> Strings;
};

/// The distance from byte \p Field of \p Record to \p Target, in 64 bits.
llvm::Constant *distanceTo(llvm::GlobalVariable *Record, unsigned Field,
                           llvm::Constant *Target);

} // namespace lockstep

#endif
