//===- VariableNames.h - Source expressions of accesses ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_VARIABLENAMES_H
#define LOCKSTEP_PASS_VARIABLENAMES_H

#include "LLVMCompat.h"
#include "TypePath.h"

#include "llvm/ADT/DenseMap.h"

#include <optional>
#include <string>

namespace lockstep {

/// Says what an address is called in the source: `accounts[].lock`,
/// `this->head`, `*flag`. Best effort: an empty text, or a coarser name, when
/// the debug information does not lead to one that is certainly right.
class VariableNames {
public:
  /// Reads the variables of \p F; valid until F changes.
  explicit VariableNames(llvm::Function &F);

  /// The name of the \p Size bytes at \p Address as the place of \p At would
  /// call them. \p Size is 0 when not known: then the name is of the largest
  /// object that begins there.
  std::string describe(const llvm::Instruction &At, const llvm::Value *Address,
                       uint64_t Size);

private:
  std::optional<TypePath> object(const llvm::Value *Address, uint64_t Size,
                                 unsigned Depth);
  std::optional<TypePath> base(const llvm::Value *Base, unsigned Depth);
  std::optional<TypePath> pointer(const llvm::Value *Pointer, unsigned Depth);
  const llvm::DILocalVariable *variable(const llvm::Value *V, bool IsAddress);

  llvm::DenseMap<const llvm::Value *,
                 llvm::SmallVector<compat::VariableFact, 1>>
      Facts;
  const llvm::DILocation *Where = nullptr; ///< of the place being described
  const llvm::DataLayout &Layout;
};

} // namespace lockstep

#endif
