//===- FunctionWriter.h - Puts hook calls into a function -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_FUNCTIONWRITER_H
#define LOCKSTEP_PASS_FUNCTIONWRITER_H

#include "HookTable.h"
#include "ModuleRecord.h"
#include "SiteTable.h"

namespace lockstep {

/// Writes the instrumented code of one function.
///
/// The function asks once, on entry, whether a runtime is in control. When its
/// body can be duplicated, it then runs either an untouched copy of itself or
/// the instrumented body, so that without a runtime it costs one load and one
/// branch per call. A body that cannot be duplicated (computed goto, calls
/// marked `noduplicate`) is guarded at each place instead.
///
/// `announce` and `perform` position `Builder` for the code of one place; the
/// insertion point is valid until the next of these calls.
class FunctionWriter {
public:
  FunctionWriter(llvm::Function &F, const HookTable &Hooks, SiteTable &Sites,
                 ModuleRecord &Record);

  /// Code that runs before \p I when a runtime is in control.
  void announce(llvm::Instruction &I);
  /// Code that runs after \p Call returned normally, likewise.
  void announceAfter(llvm::CallBase &Call);
  /// Code that replaces \p I when a runtime is in control; to be ended by
  /// `performed`, which erases \p I from that path. \p Result may be null
  /// when \p I has no value.
  void perform(llvm::Instruction &I);
  void performed(llvm::Instruction &I, llvm::Value *Result);

  /// Calls \p H at the current position.
  llvm::CallInst *call(Hook H, llvm::ArrayRef<llvm::Value *> Arguments);
  llvm::Constant *site(llvm::Instruction &I, const SiteFields &Fields) {
    return Sites.add(I, Fields);
  }
  /// \p V, an integer, pointer or floating-point value of at most 8 bytes, as
  /// the 64-bit word that hooks take; and back.
  llvm::Value *toWord(llvm::Value *V);
  llvm::Value *fromWord(llvm::Value *Word, llvm::Type *Type);
  /// Stack storage for one \p Type, 16-aligned.
  llvm::AllocaInst *scratch(llvm::Type *Type);

  llvm::IRBuilder<> Builder;

private:
  bool canDuplicate() const;
  void duplicate();
  void writeEntry(llvm::BasicBlock *Entry);
  void dropMemoryPromises();

  llvm::Function &F;
  const HookTable &Hooks;
  SiteTable &Sites;
  ModuleRecord &Record;
  llvm::Value *Table = nullptr; ///< the hook table, loaded on entry
  llvm::MDNode *Unlikely;
  bool IsGuarded = false;
  llvm::Instruction *NativeEnd = nullptr; ///< of the place being performed
};

} // namespace lockstep

#endif
