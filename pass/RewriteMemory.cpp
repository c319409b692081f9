//===- RewriteMemory.cpp - Plain, volatile and block accesses -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LLVMCompat.h"
#include "Rewriters.h"

#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;
using namespace lockstep;

static uint64_t accessSize(Instruction &I) {
  return I.getModule()->getDataLayout().getTypeStoreSize(getLoadStoreType(&I));
}

void lockstep::rewritePlain(FunctionWriter &Writer, const Place &P) {
  bool IsWrite = isa<StoreInst>(P.I);
  SiteFields Fields;
  Fields.Kind = IsWrite ? lockstep_op_PlainWrite : lockstep_op_PlainRead;
  Fields.Flags = IsWrite ? lockstep_site_write : 0;
  Fields.Size = accessSize(*P.I);
  Fields.Variable = P.Variable;
  Writer.announce(*P.I);
  Writer.call(IsWrite ? Hook::plain_write : Hook::plain_read,
              {getLoadStorePointerOperand(P.I), Writer.site(*P.I, Fields)});
}

void lockstep::rewriteVolatile(FunctionWriter &Writer, const Place &P) {
  bool IsWrite = isa<StoreInst>(P.I);
  SiteFields Fields;
  Fields.Kind = IsWrite ? lockstep_op_VolatileWrite : lockstep_op_VolatileRead;
  Fields.Flags = lockstep_site_volatile | (IsWrite ? lockstep_site_write : 0);
  Fields.Size = accessSize(*P.I);
  Fields.Variable = P.Variable;
  Writer.announce(*P.I);
  Writer.call(Hook::point,
              {getLoadStorePointerOperand(P.I), Writer.site(*P.I, Fields)});
}

static SiteFields rangeFields(bool IsWrite, const Place &P) {
  SiteFields Fields;
  Fields.Kind = IsWrite ? lockstep_op_PlainWrite : lockstep_op_PlainRead;
  Fields.Flags = IsWrite ? lockstep_site_write : 0;
  Fields.Variable = P.Variable;
  return Fields;
}

void lockstep::rewriteRange(FunctionWriter &Writer, const Place &P) {
  auto &Call = cast<CallBase>(*P.I);
  SiteFields Fields = rangeFields(P.Kind == Family::RangeWrite, P);
  Value *Length = nullptr;
  if (auto *Memory = dyn_cast<AnyMemIntrinsic>(&Call)) {
    Length = Memory->getLength();
    if (Memory->isVolatile())
      Fields.Flags |= lockstep_site_volatile;
  } else {
    // The callee's private copy of an argument is made by reading it here.
    Type *Copied = Call.getParamByValType(P.Operand);
    Length = ConstantInt::get(
        Type::getInt64Ty(Call.getContext()),
        Call.getModule()->getDataLayout().getTypeAllocSize(Copied));
  }
  if (auto *Constant = dyn_cast<ConstantInt>(Length))
    Fields.Size = Constant->getZExtValue();
  Writer.announce(Call);
  Length =
      Writer.Builder.CreateZExtOrTrunc(Length, Writer.Builder.getInt64Ty());
  Writer.call(Hook::plain_range, {Call.getArgOperand(P.Operand), Length,
                                  Writer.site(Call, Fields)});
}

namespace {
/// A vector access whose lanes are chosen by a mask.
struct MaskedAccess {
  Value *Address = nullptr; ///< one pointer, or a vector of them
  Value *Mask = nullptr;
  bool IsWrite = false;
  bool IsPacked = false; ///< expanding or compressing
  uint64_t LaneSize = 0;
  unsigned Lanes = 0;
};
} // namespace

/// Takes \p Call apart. The operands are found by type, because their
/// positions differ between LLVM versions.
static MaskedAccess parseMasked(const CallBase &Call) {
  MaskedAccess A;
  Type *Vector = nullptr;
  switch (Call.getIntrinsicID()) {
  case Intrinsic::masked_expandload:
    A.IsPacked = true;
    [[fallthrough]];
  case Intrinsic::masked_load:
  case Intrinsic::masked_gather:
    Vector = Call.getType();
    A.Address = Call.getArgOperand(0);
    break;
  case Intrinsic::masked_compressstore:
    A.IsPacked = true;
    [[fallthrough]];
  case Intrinsic::masked_store:
  case Intrinsic::masked_scatter:
    A.IsWrite = true;
    Vector = Call.getArgOperand(0)->getType();
    A.Address = Call.getArgOperand(1);
    break;
  default:
    return A;
  }
  auto *Fixed = dyn_cast<FixedVectorType>(Vector);
  if (!Fixed)
    return A;
  for (unsigned I = A.IsWrite ? 2 : 1; I < Call.arg_size() && !A.Mask; ++I)
    if (auto *Type =
            dyn_cast<FixedVectorType>(Call.getArgOperand(I)->getType()))
      if (Type->getElementType()->isIntegerTy(1))
        A.Mask = Call.getArgOperand(I);
  A.Lanes = Fixed->getNumElements();
  A.LaneSize = Call.getModule()->getDataLayout().getTypeStoreSize(
      Fixed->getElementType());
  return A;
}

bool lockstep::isMaskedAccess(const CallBase &Call) {
  return parseMasked(Call).Mask != nullptr;
}

/// Announces the bytes from the first to the last active lane: exact for the
/// contiguous masks that vectorized loops use. An empty mask announces none.
static void announceSpan(FunctionWriter &W, const MaskedAccess &A,
                         Constant *Site) {
  IRBuilder<> &B = W.Builder;
  Type *BitsType = B.getIntNTy(A.Lanes);
  Value *Bits = B.CreateBitCast(A.Mask, BitsType);
  auto Count = [&](Intrinsic::ID ID) {
    SmallVector<Value *, 2> Arguments = {Bits};
    if (ID != Intrinsic::ctpop)
      Arguments.push_back(B.getFalse());
    Value *Number = B.CreateIntrinsic(ID, {BitsType}, Arguments);
    return B.CreateZExtOrTrunc(Number, B.getInt64Ty());
  };
  Value *First = B.getInt64(0), *Span = nullptr;
  if (A.IsPacked) {
    Span = Count(Intrinsic::ctpop);
  } else {
    First = Count(Intrinsic::cttz);
    Value *AfterLast = B.CreateSub(B.getInt64(A.Lanes), Count(Intrinsic::ctlz));
    Span = B.CreateSelect(B.CreateIsNull(Bits), B.getInt64(0),
                          B.CreateSub(AfterLast, First));
  }
  Value *Base =
      B.CreatePointerCast(A.Address, compat::pointerType(B.getContext()));
  Value *From = B.CreateGEP(B.getInt8Ty(), Base,
                            B.CreateMul(First, B.getInt64(A.LaneSize)));
  W.call(Hook::plain_range,
         {From, B.CreateMul(Span, B.getInt64(A.LaneSize)), Site});
}

void lockstep::rewriteMasked(FunctionWriter &Writer, const Place &P) {
  MaskedAccess A = parseMasked(cast<CallBase>(*P.I));
  Writer.announce(*P.I);
  Constant *Site = Writer.site(*P.I, rangeFields(A.IsWrite, P));
  if (!A.Address->getType()->isVectorTy()) {
    announceSpan(Writer, A, Site);
    return;
  }
  IRBuilder<> &B = Writer.Builder;
  for (unsigned Lane = 0; Lane != A.Lanes; ++Lane) {
    Value *IsActive = B.CreateExtractElement(A.Mask, Lane);
    Value *Size =
        B.CreateSelect(IsActive, B.getInt64(A.LaneSize), B.getInt64(0));
    Writer.call(Hook::plain_range,
                {B.CreateExtractElement(A.Address, Lane), Size, Site});
  }
}
