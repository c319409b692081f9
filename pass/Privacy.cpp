//===- Privacy.cpp - What no other thread can reach -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Privacy.h"
#include "LLVMCompat.h"

#include "llvm/Analysis/AliasAnalysis.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Operator.h"

using namespace llvm;
using namespace lockstep;

// Enough for every variable of unoptimized code, little enough for generated
// functions with a hundred thousand uses of one array.
static constexpr unsigned MaxUsesToExplore = 2000;

static bool isToolName(StringRef Name) {
  Name = GlobalValue::dropLLVMManglingEscape(Name);
  for (StringRef Prefix :
       {"__asan_", "__ubsan_", "__llvm_", "__sancov_", "__sanitizer_",
        "__profc_", "__profd_", "__profn_", "__profvp_", "__prof_", "__msan_",
        "__tsan_", "__hwasan_", "__lockstep_", "___asan_", "lockstep."})
    if (compat::hasPrefix(Name, Prefix))
      return true;
  return false;
}

static bool isToolGlobal(const GlobalVariable &G) {
  StringRef Section = G.getSection();
  return isToolName(G.getName()) || compat::hasPrefix(Section, "__llvm_") ||
         compat::hasPrefix(Section, "__sancov_") ||
         compat::hasPrefix(Section, "lockstep_");
}

/// True when \p Pointer is used for nothing but accesses to what it points to.
/// Unlike capture tracking this does not mind volatile and atomic ones.
static bool isOnlyAccessed(const Value *Pointer, unsigned Depth) {
  if (Depth > 6)
    return false;
  for (const Use &U : Pointer->uses()) {
    const User *By = U.getUser();
    if (isa<LoadInst>(By))
      continue;
    if (auto *Store = dyn_cast<StoreInst>(By)) {
      if (Store->getPointerOperand() == Pointer &&
          Store->getValueOperand() != Pointer)
        continue;
      return false;
    }
    if (isa<AtomicRMWInst, AtomicCmpXchgInst>(By)) {
      if (U.getOperandNo() != 0)
        return false;
      continue;
    }
    const auto *Call = dyn_cast<IntrinsicInst>(By);
    if (Call && (Call->isLifetimeStartOrEnd() || isa<AnyMemIntrinsic>(Call)))
      continue;
    bool IsDerived = isa<GEPOperator>(By) || isa<BitCastOperator>(By) ||
                     (Call && Call->getType()->isPointerTy());
    if (!IsDerived || !isOnlyAccessed(By, Depth + 1))
      return false;
  }
  return true;
}

static bool isErrnoAddress(const Value *Object) {
  const auto *Call = dyn_cast<CallBase>(Object);
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  return Callee && Callee->getName() == "__errno_location";
}

static const Value *stripThreadLocalAddress(const Value *Object) {
  const auto *Call = dyn_cast<IntrinsicInst>(Object);
  if (Call && Call->arg_size() == 1)
    if (auto *G = dyn_cast<GlobalVariable>(Call->getArgOperand(0)))
      if (G->isThreadLocal())
        return G;
  return Object;
}

bool Privacy::isPrivateObject(const Value *Object) {
  Object = stripThreadLocalAddress(Object);
  if (auto *G = dyn_cast<GlobalVariable>(Object)) {
    if (G->isConstant() || isToolGlobal(*G))
      return true;
    return G->isThreadLocal() && G->hasLocalLinkage() && isOnlyAccessed(G, 0);
  }
  if (isa<Function>(Object))
    return true;
  if (auto *A = dyn_cast<Argument>(Object))
    return A->hasByValAttr() && !compat::mayBeCaptured(A, MaxUsesToExplore);
  if (isa<AllocaInst>(Object) || isNoAliasCall(Object))
    return !compat::mayBeCaptured(Object, MaxUsesToExplore) ||
           isOnlyAccessed(Object, 0);
  return isErrnoAddress(Object);
}

bool Privacy::isPrivate(const Value *Address) {
  // Other address spaces are the thread's own segments (fs, gs) or no memory
  // of the program's.
  if (cast<PointerType>(Address->getType())->getAddressSpace() != 0)
    return true;
  const Value *Object = getUnderlyingObject(Address, /*MaxLookup=*/32);
  auto [Position, IsNew] = Known.try_emplace(Object, false);
  if (IsNew)
    Position->second = isPrivateObject(Object);
  return Position->second;
}

static bool isVtableAccess(const Instruction &I) {
  MDNode *Tag = I.getMetadata(LLVMContext::MD_tbaa);
  return Tag && Tag->isTBAAVtableAccess();
}

bool Privacy::readsConstant(const LoadInst &Load) {
  if (Load.hasMetadata(LLVMContext::MD_invariant_load))
    return true;
  // A slot of a virtual table. The pointer to the table, on the other hand, is
  // written by constructors and destructors and can race.
  const Value *Base = Load.getPointerOperand()->stripInBoundsOffsets();
  const auto *Table = dyn_cast<LoadInst>(Base);
  return Table && isVtableAccess(*Table);
}
