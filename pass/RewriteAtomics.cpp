//===- RewriteAtomics.cpp - Atomic instructions ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Rewriters.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;
using namespace lockstep;

// The operator names are LLVM's own and the same in every version, unlike the
// enumerators.
static int rmwNumber(AtomicRMWInst::BinOp Operation) {
  return StringSwitch<int>(AtomicRMWInst::getOperationName(Operation))
      .Case("xchg", lockstep_rmw_xchg)
      .Case("add", lockstep_rmw_add)
      .Case("sub", lockstep_rmw_sub)
      .Case("and", lockstep_rmw_and)
      .Case("nand", lockstep_rmw_nand)
      .Case("or", lockstep_rmw_or)
      .Case("xor", lockstep_rmw_xor)
      .Case("max", lockstep_rmw_max)
      .Case("min", lockstep_rmw_min)
      .Case("umax", lockstep_rmw_umax)
      .Case("umin", lockstep_rmw_umin)
      .Case("fadd", lockstep_rmw_fadd)
      .Case("fsub", lockstep_rmw_fsub)
      .Case("fmax", lockstep_rmw_fmax)
      .Case("fmin", lockstep_rmw_fmin)
      .Case("uinc_wrap", lockstep_rmw_uinc_wrap)
      .Case("udec_wrap", lockstep_rmw_udec_wrap)
      .Case("usub_cond", lockstep_rmw_usub_cond)
      .Case("usub_sat", lockstep_rmw_usub_sat)
      .Default(-1);
}

uint8_t lockstep::orderNumber(AtomicOrdering Order) {
  switch (Order) {
  case AtomicOrdering::NotAtomic:
    return lockstep_order_none;
  case AtomicOrdering::Unordered:
  case AtomicOrdering::Monotonic:
    return lockstep_order_relaxed;
  case AtomicOrdering::Acquire:
    return lockstep_order_acquire;
  case AtomicOrdering::Release:
    return lockstep_order_release;
  case AtomicOrdering::AcquireRelease:
    return lockstep_order_acq_rel;
  case AtomicOrdering::SequentiallyConsistent:
    return lockstep_order_seq_cst;
  }
  return lockstep_order_seq_cst;
}

namespace {
/// What the four atomic instructions have in common.
struct AtomicAccess {
  Type *ValueType;
  Value *Address;
  SiteFields Fields;
};
} // namespace

static AtomicAccess describe(const Place &P) {
  AtomicAccess A;
  bool IsVolatile = false;
  if (auto *Load = dyn_cast<LoadInst>(P.I)) {
    A = {Load->getType(), Load->getPointerOperand(), {}};
    A.Fields.Kind = lockstep_op_AtomicLoad;
    A.Fields.Order = orderNumber(Load->getOrdering());
    IsVolatile = Load->isVolatile();
  } else if (auto *Store = dyn_cast<StoreInst>(P.I)) {
    A = {Store->getValueOperand()->getType(), Store->getPointerOperand(), {}};
    A.Fields.Kind = lockstep_op_AtomicStore;
    A.Fields.Order = orderNumber(Store->getOrdering());
    A.Fields.Flags = lockstep_site_write;
    IsVolatile = Store->isVolatile();
  } else if (auto *Rmw = dyn_cast<AtomicRMWInst>(P.I)) {
    A = {Rmw->getType(), Rmw->getPointerOperand(), {}};
    A.Fields.Kind = lockstep_op_AtomicRmw;
    A.Fields.Order = orderNumber(Rmw->getOrdering());
    A.Fields.Flags = lockstep_site_write;
    A.Fields.Rmw = std::max(rmwNumber(Rmw->getOperation()), 0);
    IsVolatile = Rmw->isVolatile();
  } else {
    auto *Cas = cast<AtomicCmpXchgInst>(P.I);
    A = {Cas->getCompareOperand()->getType(), Cas->getPointerOperand(), {}};
    A.Fields.Kind = lockstep_op_AtomicCas;
    A.Fields.Order = orderNumber(Cas->getSuccessOrdering());
    A.Fields.FailureOrder = orderNumber(Cas->getFailureOrdering());
    A.Fields.Flags =
        lockstep_site_write | (Cas->isWeak() ? lockstep_site_weak : 0);
    IsVolatile = Cas->isVolatile();
  }
  if (IsVolatile)
    A.Fields.Flags |= lockstep_site_volatile;
  A.Fields.Size =
      P.I->getModule()->getDataLayout().getTypeStoreSize(A.ValueType);
  A.Fields.Variable = P.Variable;
  return A;
}

/// True when the hooks can perform it: the program's own instruction is kept
/// for operators on half floats or vectors and for those yet unknown.
static bool canPerform(const Instruction &I, const AtomicAccess &A) {
  if (A.Fields.Size > 8 && A.Fields.Size != 16)
    return false;
  uint64_t Bits = A.ValueType->getPrimitiveSizeInBits();
  if (!A.ValueType->isPointerTy() && Bits != A.Fields.Size * 8)
    return false;
  auto *Rmw = dyn_cast<AtomicRMWInst>(&I);
  if (!Rmw || Rmw->getOperation() == AtomicRMWInst::Xchg)
    return true;
  if (rmwNumber(Rmw->getOperation()) < 0)
    return false;
  return A.ValueType->isIntegerTy() ||
         ((A.ValueType->isFloatTy() || A.ValueType->isDoubleTy()) &&
          A.Fields.Size <= 8);
}

static Value *performWord(FunctionWriter &W, Instruction &I,
                          const AtomicAccess &A, Constant *Site) {
  if (isa<LoadInst>(I))
    return W.fromWord(W.call(Hook::atomic_load, {A.Address, Site}),
                      A.ValueType);
  if (auto *Store = dyn_cast<StoreInst>(&I)) {
    W.call(Hook::atomic_store,
           {A.Address, W.toWord(Store->getValueOperand()), Site});
    return nullptr;
  }
  if (auto *Rmw = dyn_cast<AtomicRMWInst>(&I))
    return W.fromWord(W.call(Hook::atomic_rmw,
                             {A.Address, W.toWord(Rmw->getValOperand()), Site}),
                      A.ValueType);
  auto &Cas = cast<AtomicCmpXchgInst>(I);
  Value *Found =
      W.call(Hook::atomic_cas, {A.Address, W.toWord(Cas.getCompareOperand()),
                                W.toWord(Cas.getNewValOperand()), Site});
  Value *Old = W.fromWord(W.Builder.CreateExtractValue(Found, 0), A.ValueType);
  Value *Success =
      W.Builder.CreateIsNotNull(W.Builder.CreateExtractValue(Found, 1));
  Value *Pair = W.Builder.CreateInsertValue(
      Constant::getNullValue(Cas.getType()), Old, 0);
  return W.Builder.CreateInsertValue(Pair, Success, 1);
}

static Value *performWide(FunctionWriter &W, Instruction &I,
                          const AtomicAccess &A, Constant *Site) {
  auto Spill = [&](Value *V) {
    AllocaInst *Storage = W.scratch(A.ValueType);
    W.Builder.CreateStore(V, Storage);
    return Storage;
  };
  if (isa<LoadInst>(I)) {
    AllocaInst *Result = W.scratch(A.ValueType);
    W.call(Hook::wide_load, {A.Address, Result, Site});
    return W.Builder.CreateLoad(A.ValueType, Result);
  }
  if (auto *Store = dyn_cast<StoreInst>(&I)) {
    W.call(Hook::wide_store,
           {A.Address, Spill(Store->getValueOperand()), Site});
    return nullptr;
  }
  if (auto *Rmw = dyn_cast<AtomicRMWInst>(&I)) {
    AllocaInst *Operand = Spill(Rmw->getValOperand());
    AllocaInst *Old = W.scratch(A.ValueType);
    W.call(Hook::wide_rmw, {A.Address, Operand, Old, Site});
    return W.Builder.CreateLoad(A.ValueType, Old);
  }
  auto &Cas = cast<AtomicCmpXchgInst>(I);
  AllocaInst *Expected = Spill(Cas.getCompareOperand());
  Value *Success = W.Builder.CreateIsNotNull(
      W.call(Hook::wide_cas,
             {A.Address, Expected, Spill(Cas.getNewValOperand()), Site}));
  Value *Old = W.Builder.CreateLoad(A.ValueType, Expected);
  Value *Pair = W.Builder.CreateInsertValue(
      Constant::getNullValue(Cas.getType()), Old, 0);
  return W.Builder.CreateInsertValue(Pair, Success, 1);
}

void lockstep::rewriteAtomic(FunctionWriter &Writer, const Place &P) {
  AtomicAccess A = describe(P);
  if (!canPerform(*P.I, A)) {
    Writer.announce(*P.I);
    Writer.call(Hook::point, {A.Address, Writer.site(*P.I, A.Fields)});
    return;
  }
  Writer.perform(*P.I);
  Constant *Site = Writer.site(*P.I, A.Fields);
  Value *Result = A.Fields.Size <= 8 ? performWord(Writer, *P.I, A, Site)
                                     : performWide(Writer, *P.I, A, Site);
  Writer.performed(*P.I, Result);
}

void lockstep::rewriteFence(FunctionWriter &Writer, const Place &P) {
  SiteFields Fields;
  Fields.Kind = lockstep_op_Fence;
  if (auto *Fence = dyn_cast<FenceInst>(P.I)) {
    Fields.Order = orderNumber(Fence->getOrdering());
    Writer.perform(*P.I);
    Writer.call(Hook::fence, {Writer.site(*P.I, Fields)});
    Writer.performed(*P.I, nullptr);
    return;
  }
  // The intrinsics behind _mm_mfence and its like.
  Fields.Order = lockstep_order_seq_cst;
  Writer.announce(*P.I);
  Writer.call(Hook::fence, {Writer.site(*P.I, Fields)});
}
