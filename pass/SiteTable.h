//===- SiteTable.h - The records of instrumented places ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_SITETABLE_H
#define LOCKSTEP_PASS_SITETABLE_H

#include "RecordStrings.h"

#include "lockstep/site.h"

#include "llvm/IR/Instruction.h"
#include "llvm/IR/Module.h"

namespace lockstep {

/// What a site says apart from its place; the fields of `lockstep_site`.
struct SiteFields {
  lockstep_op Kind = lockstep_op_None;
  uint8_t Order = lockstep_order_none;
  uint8_t FailureOrder = lockstep_order_none;
  uint8_t Flags = 0;
  uint64_t Size = 0; ///< 0 when not static or when it exceeds 32 bits
  uint8_t Rmw = 0;
  llvm::StringRef Variable;
  llvm::StringRef Callee;
};

/// Emits `lockstep_site` constants into section `lockstep_sites`.
class SiteTable {
public:
  SiteTable(llvm::Module &M, RecordStrings &Strings);

  /// A site for \p I with its place from the debug information: the innermost
  /// inlined location. Without any, the module's file and the function's name.
  llvm::Constant *add(llvm::Instruction &I, const SiteFields &Fields);

  unsigned size() const { return Count; }

private:
  llvm::Module &M;
  RecordStrings &Strings;
  llvm::StructType *RecordType;
  unsigned Count = 0;
};

} // namespace lockstep

#endif
