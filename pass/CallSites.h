//===- CallSites.h - Functions whose calls are announced --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_CALLSITES_H
#define LOCKSTEP_PASS_CALLSITES_H

#include "lockstep/site.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/IR/InstrTypes.h"

namespace lockstep {

/// The table call_sites.def.
class CallSites {
public:
  CallSites();

  /// What \p Call does, or lockstep_op_None when it is not announced: not a
  /// direct call, not in the table, or of a function the program defines.
  lockstep_op kind(const llvm::CallBase &Call) const;

private:
  llvm::StringMap<lockstep_op> Kinds;
};

/// The external function that \p Call calls directly, or null.
const llvm::Function *externalCallee(const llvm::CallBase &Call);
/// Its name as the linker sees it.
llvm::StringRef linkName(const llvm::Function &F);

/// How many bytes the object has that an operation of \p Kind acts on: a
/// mutex, a semaphore. 0 when not known.
unsigned objectSize(lockstep_op Kind);

} // namespace lockstep

#endif
