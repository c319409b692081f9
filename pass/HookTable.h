//===- HookTable.h - Typed callees for hooks.def ----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_HOOKTABLE_H
#define LOCKSTEP_PASS_HOOKTABLE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

namespace lockstep {

/// The members of `struct lockstep_hooks`, in ABI order.
enum class Hook : unsigned {
#define LOCKSTEP_HOOK(Result, Name, Parameters) Name,
#include "lockstep/hooks.def"
};

/// Knows the types of the hooks and how to call one. The only place of the
/// pass that reads hooks.def.
class HookTable {
public:
  explicit HookTable(llvm::Module &M);

  /// Calls \p H through the table at \p Table, which must not be null.
  /// Pointers are cast; integers must have the hook's width.
  llvm::CallInst *call(llvm::IRBuilder<> &Builder, llvm::Value *Table, Hook H,
                       llvm::ArrayRef<llvm::Value *> Arguments) const;

  llvm::FunctionType *type(Hook H) const { return Types[unsigned(H)]; }

private:
  llvm::SmallVector<llvm::FunctionType *, 20> Types;
};

/// Marks a load of Lockstep's own data: never changes, no sanitizer's business.
void markOwnLoad(llvm::LoadInst *Load);

} // namespace lockstep

#endif
