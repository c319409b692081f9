//===- InstrumentPass.h - The passes over a module --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_INSTRUMENTPASS_H
#define LOCKSTEP_PASS_INSTRUMENTPASS_H

#include "llvm/IR/PassManager.h"

namespace lockstep {

/// Runs before the optimizer: keeps functions annotated with "lockstep.ignore"
/// out of the functions that call them, and loads at where the program makes
/// them.
class PreparePass : public llvm::PassInfoMixin<PreparePass> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

/// Runs last, when the code is what will be executed: instruments the module,
/// once. docs/instrumentation.md says what becomes of what.
class InstrumentPass : public llvm::PassInfoMixin<InstrumentPass> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

} // namespace lockstep

#endif
