//===- Privacy.h - What no other thread can reach ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_PRIVACY_H
#define LOCKSTEP_PASS_PRIVACY_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"

namespace lockstep {

/// Decides whether an address is provably out of other threads' reach, never
/// changes, or belongs to a sanitizer or profiler. Conservative: in doubt, the
/// access is instrumented. Facts hold while the function is not changed.
class Privacy {
public:
  /// True when accesses through \p Address need no instrumentation.
  bool isPrivate(const llvm::Value *Address);
  /// True when \p Load reads what never changes.
  static bool readsConstant(const llvm::LoadInst &Load);

private:
  bool isPrivateObject(const llvm::Value *Object);

  llvm::DenseMap<const llvm::Value *, bool> Known;
};

} // namespace lockstep

#endif
