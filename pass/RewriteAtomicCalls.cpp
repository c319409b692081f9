//===- RewriteAtomicCalls.cpp - Calls into libatomic ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The interface is described in https://gcc.gnu.org/wiki/Atomic/GCCMM/LIbrary:
// __atomic_load(size, object, result, order) and so on for any size, and
// __atomic_load_8(object, order) and so on for sizes 1 to 16.
//
//===----------------------------------------------------------------------===//

#include "Rewriters.h"

#include "llvm/ADT/StringSwitch.h"

using namespace llvm;
using namespace lockstep;

namespace {
enum class Shape { None, Load, Store, Exchange, Rmw, Cas };

/// A call, taken apart. Operands are values in the sized forms and addresses
/// in the generic ones; a compare-exchange's expected value is always given by
/// address.
struct AtomicCall {
  Shape Kind = Shape::None;
  bool IsGeneric = false;
  uint64_t Size = 0;
  unsigned FirstArgument = 0; ///< the object's address
  uint8_t Rmw = lockstep_rmw_xchg;
};
} // namespace

static AtomicCall parseName(StringRef Name) {
  AtomicCall Result;
  if (!Name.consume_front("__atomic_"))
    return Result;
  auto [Base, Suffix] = Name.rsplit('_');
  unsigned Size = 0;
  if (!Suffix.empty() && !Suffix.getAsInteger(10, Size)) {
    if (Size != 1 && Size != 2 && Size != 4 && Size != 8 && Size != 16)
      return Result;
    Result.Size = Size;
  } else {
    Base = Name;
    Result.IsGeneric = true;
    Result.FirstArgument = 1;
  }
  Result.Kind = StringSwitch<Shape>(Base)
                    .Case("load", Shape::Load)
                    .Case("store", Shape::Store)
                    .Case("exchange", Shape::Exchange)
                    .Case("compare_exchange", Shape::Cas)
                    .Default(Shape::None);
  if (Result.Kind != Shape::None || Result.IsGeneric)
    return Result;
  int Rmw = StringSwitch<int>(Base)
                .Case("fetch_add", lockstep_rmw_add)
                .Case("fetch_sub", lockstep_rmw_sub)
                .Case("fetch_and", lockstep_rmw_and)
                .Case("fetch_or", lockstep_rmw_or)
                .Case("fetch_xor", lockstep_rmw_xor)
                .Case("fetch_nand", lockstep_rmw_nand)
                .Default(-1);
  if (Rmw >= 0) {
    Result.Kind = Shape::Rmw;
    Result.Rmw = Rmw;
  }
  return Result;
}

/// How many arguments a call of \p A's form has.
static unsigned argumentCount(const AtomicCall &A) {
  switch (A.Kind) {
  case Shape::None:
    return 0;
  case Shape::Load:
    return A.IsGeneric ? 4 : 2;
  case Shape::Store:
    return A.IsGeneric ? 4 : 3;
  case Shape::Exchange:
    return A.IsGeneric ? 5 : 3;
  case Shape::Rmw:
    return 3;
  case Shape::Cas:
    return A.IsGeneric ? 6 : 5;
  }
  return 0;
}

static AtomicCall parse(const CallBase &Call) {
  const Function *Callee = externalCallee(Call);
  if (!Callee)
    return {};
  AtomicCall A = parseName(linkName(*Callee));
  if (A.Kind == Shape::None || Call.arg_size() != argumentCount(A) ||
      !Call.getArgOperand(A.FirstArgument)->getType()->isPointerTy())
    return {};
  if (A.IsGeneric)
    if (auto *Size = dyn_cast<ConstantInt>(Call.getArgOperand(0)))
      A.Size = Size->getLimitedValue(UINT32_MAX);
  return A;
}

static uint8_t orderArgument(const CallBase &Call, unsigned FromEnd) {
  auto *Order =
      dyn_cast<ConstantInt>(Call.getArgOperand(Call.arg_size() - 1 - FromEnd));
  // An order that is only known at run time is taken for the strongest.
  if (!Order || Order->getLimitedValue() > lockstep_order_seq_cst)
    return lockstep_order_seq_cst;
  return Order->getZExtValue();
}

static SiteFields describe(const CallBase &Call, const AtomicCall &A,
                           const Place &P) {
  SiteFields Fields;
  Fields.Size = A.Size;
  Fields.Variable = P.Variable;
  Fields.Callee = linkName(*externalCallee(Call));
  Fields.Flags = A.Kind == Shape::Load ? 0 : lockstep_site_write;
  Fields.Rmw = A.Rmw;
  Fields.Order = orderArgument(Call, A.Kind == Shape::Cas ? 1 : 0);
  switch (A.Kind) {
  case Shape::Load:
    Fields.Kind = lockstep_op_AtomicLoad;
    break;
  case Shape::Store:
    Fields.Kind = lockstep_op_AtomicStore;
    break;
  case Shape::Cas:
    Fields.Kind = lockstep_op_AtomicCas;
    Fields.FailureOrder = orderArgument(Call, 0);
    break;
  case Shape::None:
  case Shape::Exchange:
  case Shape::Rmw:
    Fields.Kind = lockstep_op_AtomicRmw;
    break;
  }
  return Fields;
}

/// True when the operands have the types that the performing code expects: a
/// program that declares these functions itself may pass structures in parts.
static bool canPerform(const CallBase &Call, const AtomicCall &A) {
  if (A.Size == 0 || isa<InvokeInst>(Call) || Call.isMustTailCall())
    return false;
  if (A.IsGeneric)
    return true;
  if (A.Kind == Shape::Cas)
    return Call.getArgOperand(1)->getType()->isPointerTy() &&
           Call.getArgOperand(2)->getType()->isIntegerTy(A.Size * 8) &&
           Call.getType()->isIntegerTy();
  if (A.Kind != Shape::Load &&
      !Call.getArgOperand(1)->getType()->isIntegerTy(A.Size * 8))
    return false;
  return A.Kind == Shape::Store || Call.getType()->isIntegerTy(A.Size * 8);
}

static Value *performGeneric(FunctionWriter &W, CallBase &Call,
                             const AtomicCall &A, Constant *Site) {
  auto Argument = [&](unsigned I) { return Call.getArgOperand(I); };
  switch (A.Kind) {
  case Shape::Load:
    W.call(Hook::wide_load, {Argument(1), Argument(2), Site});
    return nullptr;
  case Shape::Store:
    W.call(Hook::wide_store, {Argument(1), Argument(2), Site});
    return nullptr;
  case Shape::Cas:
    return W.Builder.CreateZExtOrTrunc(
        W.call(Hook::wide_cas, {Argument(1), Argument(2), Argument(3), Site}),
        Call.getType());
  default:
    W.call(Hook::wide_rmw, {Argument(1), Argument(2), Argument(3), Site});
    return nullptr;
  }
}

static Value *performSized(FunctionWriter &W, CallBase &Call,
                           const AtomicCall &A, Constant *Site) {
  Type *ValueType = W.Builder.getIntNTy(A.Size * 8);
  Value *Address = Call.getArgOperand(0);
  auto Spill = [&](Value *V) {
    AllocaInst *Storage = W.scratch(ValueType);
    W.Builder.CreateStore(V, Storage);
    return Storage;
  };
  // Through memory for every size: the generic hooks take the size from the
  // site, and these calls are rare.
  switch (A.Kind) {
  case Shape::Load: {
    AllocaInst *Result = W.scratch(ValueType);
    W.call(Hook::wide_load, {Address, Result, Site});
    return W.Builder.CreateLoad(ValueType, Result);
  }
  case Shape::Store:
    W.call(Hook::wide_store, {Address, Spill(Call.getArgOperand(1)), Site});
    return nullptr;
  case Shape::Cas:
    return W.Builder.CreateZExtOrTrunc(
        W.call(Hook::wide_cas, {Address, Call.getArgOperand(1),
                                Spill(Call.getArgOperand(2)), Site}),
        Call.getType());
  default: {
    AllocaInst *Old = W.scratch(ValueType);
    W.call(Hook::wide_rmw, {Address, Spill(Call.getArgOperand(1)), Old, Site});
    return W.Builder.CreateLoad(ValueType, Old);
  }
  }
}

bool lockstep::isAtomicCall(const CallBase &Call) {
  return parse(Call).Kind != Shape::None;
}

void lockstep::rewriteAtomicCall(FunctionWriter &Writer, const Place &P) {
  auto &Call = cast<CallBase>(*P.I);
  AtomicCall A = parse(Call);
  SiteFields Fields = describe(Call, A, P);
  if (!canPerform(Call, A)) {
    Writer.announce(Call);
    Writer.call(Hook::point, {Call.getArgOperand(A.FirstArgument),
                              Writer.site(Call, Fields)});
    return;
  }
  Writer.perform(Call);
  Constant *Site = Writer.site(Call, Fields);
  Value *Result = A.IsGeneric ? performGeneric(Writer, Call, A, Site)
                              : performSized(Writer, Call, A, Site);
  Writer.performed(Call, Result);
}
