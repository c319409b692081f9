//===- LLVMCompat.h - Differences between LLVM versions ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only file of the pass that asks which LLVM it is compiled against. The
// sources are built for LLVM 14 (typed pointers by default, debug information
// in intrinsics) up to LLVM 22 (opaque pointers, debug records).
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_LLVMCOMPAT_H
#define LOCKSTEP_PASS_LLVMCOMPAT_H

#include "llvm/ADT/STLExtras.h"
#include "llvm/Analysis/CaptureTracking.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif

#if LLVM_VERSION_MAJOR >= 19
// The one variable among the symbols we need that older hosts lack. Functions
// are looked up when called; a missing variable would keep the plugin from
// being loaded there, and so from saying that it is for another version.
__asm__(".weak _ZN4llvm9DbgMarker14EmptyDbgMarkerE");
#endif

namespace lockstep::compat {

/// The type of a pointer to anything in address space 0.
inline llvm::PointerType *pointerType(llvm::LLVMContext &Context) {
#if LLVM_VERSION_MAJOR >= 17
  return llvm::PointerType::getUnqual(Context);
#else
  return llvm::Type::getInt8PtrTy(Context);
#endif
}

/// The type of a pointer through which a \p Pointee is accessed.
inline llvm::PointerType *pointerTo(llvm::Type *Pointee) {
#if LLVM_VERSION_MAJOR >= 17
  return llvm::PointerType::getUnqual(Pointee->getContext());
#else
  return Pointee->getPointerTo();
#endif
}

inline bool hasPrefix(llvm::StringRef Text, llvm::StringRef Prefix) {
  return Text.consume_front(Prefix);
}

/// Whether \p Pointer, made in its function, may be known to anybody else.
inline bool mayBeCaptured(const llvm::Value *Pointer, unsigned MaxUses) {
#if LLVM_VERSION_MAJOR >= 21
  return llvm::PointerMayBeCaptured(Pointer, /*ReturnCaptures=*/true, MaxUses);
#else
  return llvm::PointerMayBeCaptured(Pointer, /*ReturnCaptures=*/true,
                                    /*StoreCaptures=*/true, MaxUses);
#endif
}

inline void moveBefore(llvm::Instruction *Moved, llvm::Instruction *Position) {
#if LLVM_VERSION_MAJOR >= 20
  Moved->moveBefore(Position->getIterator());
#else
  Moved->moveBefore(Position);
#endif
}

/// The mark of what sanitizers add and of what they must not look at.
inline unsigned noSanitizeKind(llvm::LLVMContext &Context) {
  return Context.getMDKindID("nosanitize");
}

/// What lies at the address that is argument \p Index of inline assembly, when
/// it is an operand in memory; else null. Unknown before LLVM 15.
inline llvm::Type *assemblyOperandType(const llvm::CallBase &Call,
                                       unsigned Index) {
#if LLVM_VERSION_MAJOR >= 15
  return Call.getParamElementType(Index);
#else
  return nullptr;
#endif
}

/// The number of elements of an array's dimension; 0 when not known.
inline uint64_t elementCount(const llvm::DISubrange &Range) {
#if LLVM_VERSION_MAJOR >= 15
  auto *Count =
      llvm::dyn_cast_if_present<llvm::ConstantInt *>(Range.getCount());
#else
  auto *Count = Range.getCount().dyn_cast<llvm::ConstantInt *>();
#endif
  return Count && !Count->isNegative() ? Count->getZExtValue() : 0;
}

/// Keeps AddressSanitizer from giving \p Global redzones.
inline void excludeFromSanitizers(llvm::GlobalVariable *Global) {
#if LLVM_VERSION_MAJOR >= 15
  llvm::GlobalValue::SanitizerMetadata Metadata;
  Metadata.NoAddress = true;
  Metadata.NoHWAddress = true;
  Global->setSanitizerMetadata(Metadata);
#endif
}

/// Rewrites the operands of a cloned instruction, and of the debug records
/// attached to it, by \p Map. What is not in the map stays.
inline void remapClone(llvm::Instruction *Clone, llvm::ValueToValueMapTy &Map) {
  auto Flags = llvm::RF_NoModuleLevelChanges | llvm::RF_IgnoreMissingLocals;
  llvm::RemapInstruction(Clone, Map, Flags);
#if LLVM_VERSION_MAJOR >= 19
  llvm::RemapDbgRecordRange(Clone->getModule(), Clone->getDbgRecordRange(), Map,
                            Flags);
#endif
}

/// What debug information says about a value in a function.
struct VariableFact {
  llvm::Value *Location; ///< the value, or the address of the storage
  const llvm::DILocalVariable *Variable;
  const llvm::DILocation *Scope;
  bool IsAddress; ///< Location is where the variable lives
};

/// Appends a fact for each variable that is described by \p I itself or by a
/// record attached to it, as a whole.
inline void collectVariables(llvm::Instruction &I,
                             llvm::SmallVectorImpl<VariableFact> &Facts) {
  auto Add = [&](llvm::Value *Location, const llvm::DILocalVariable *Variable,
                 const llvm::DIExpression *Expression,
                 const llvm::DebugLoc &Where, bool IsAddress) {
    // Optimized code says of a variable in memory: the value at this address.
    unsigned Elements = Expression->getNumElements();
    bool IsBehind =
        Elements == 1 && Expression->getElement(0) == llvm::dwarf::DW_OP_deref;
    if (Location && Where && (Elements == 0 || (IsBehind && !IsAddress)))
      Facts.push_back({Location, Variable, Where.get(), IsAddress || IsBehind});
  };
  // Intrinsics have the interface of records, and LLVM 16 already assignments.
  auto AddDescription = [&](auto &Description, bool IsDeclare) {
    if (Description.getNumVariableLocationOps() == 1)
      Add(Description.getVariableLocationOp(0), Description.getVariable(),
          Description.getExpression(), Description.getDebugLoc(), IsDeclare);
  };
  [[maybe_unused]] auto AddAssignment = [&](auto &Assign) {
    if (Assign.getExpression()->getNumElements() == 0)
      Add(Assign.getAddress(), Assign.getVariable(),
          Assign.getAddressExpression(), Assign.getDebugLoc(), true);
  };
#if LLVM_VERSION_MAJOR >= 16
  if (auto *Assign = llvm::dyn_cast<llvm::DbgAssignIntrinsic>(&I))
    return AddAssignment(*Assign);
#endif
  if (auto *Variable = llvm::dyn_cast<llvm::DbgVariableIntrinsic>(&I))
    AddDescription(*Variable, llvm::isa<llvm::DbgDeclareInst>(Variable));
#if LLVM_VERSION_MAJOR >= 19
  for (llvm::DbgVariableRecord &Record :
       llvm::filterDbgVars(I.getDbgRecordRange()))
    if (Record.isDbgAssign())
      AddAssignment(Record);
    else
      AddDescription(Record, Record.isDbgDeclare());
#endif
}

/// Calls \p Register with the module pass manager when the optimizer is about
/// to finish with a module, at every optimization level.
template <class Fn>
void registerOptimizerLast(llvm::PassBuilder &Builder, Fn Register) {
  Builder.registerOptimizerLastEPCallback(
      [Register](llvm::ModulePassManager &Manager, auto &&...) {
        Register(Manager);
      });
}

template <class Fn>
void registerPipelineStart(llvm::PassBuilder &Builder, Fn Register) {
  Builder.registerPipelineStartEPCallback(
      [Register](llvm::ModulePassManager &Manager, auto &&...) {
        Register(Manager);
      });
}

} // namespace lockstep::compat

#endif
