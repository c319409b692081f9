//===- ModuleConstructor.h - How a module meets the runtime -----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_MODULECONSTRUCTOR_H
#define LOCKSTEP_PASS_MODULECONSTRUCTOR_H

#include "llvm/IR/Module.h"

namespace lockstep {

/// Emits the function \p Name, hidden and merged by the linker, that does what
/// hooks.h says of a module's constructor for the record \p Record. It refers
/// to the C library weakly only, and returns at once where dlsym is missing.
llvm::Function *emitModuleConstructor(llvm::Module &M, llvm::StringRef Name,
                                      llvm::GlobalVariable *Record,
                                      llvm::StringRef RuntimePath);

} // namespace lockstep

#endif
