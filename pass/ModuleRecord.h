//===- ModuleRecord.h - The module's side of the border ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_MODULERECORD_H
#define LOCKSTEP_PASS_MODULERECORD_H

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

#include <string>

namespace lockstep {

/// The `struct lockstep_module` of hooks.h and the constructor that registers
/// it. Both are hidden and merged by the linker, so that an executable or a
/// shared library has one of each, whatever it was linked from.
class ModuleRecord {
public:
  /// \p RuntimePath is what the constructor loads when the environment asks
  /// for Lockstep and no runtime is there.
  ModuleRecord(llvm::Module &M, std::string RuntimePath)
      : M(M), RuntimePath(std::move(RuntimePath)) {}

  /// Loads the hook table's address; null when no runtime is in control.
  llvm::LoadInst *loadHooks(llvm::IRBuilder<> &Builder);

  /// Adds the constructor when loadHooks was ever called. Marks the module as
  /// instrumented when anything \p IsChanged.
  void finish(bool IsChanged);

  /// True when \p M was instrumented before.
  static bool isInstrumented(const llvm::Module &M);

private:
  llvm::GlobalVariable *record();

  llvm::Module &M;
  std::string RuntimePath;
  llvm::GlobalVariable *Record = nullptr;
};

/// The runtime to record in instrumented modules: $LOCKSTEP_RUNTIME_PATH, or
/// liblockstep_rt.so beside the plugin or one of the library folders above it.
std::string runtimePathFromPlugin();

} // namespace lockstep

#endif
