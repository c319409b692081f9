//===- HookTable.cpp - Typed callees for hooks.def ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HookTable.h"
#include "LLVMCompat.h"

using namespace llvm;
using namespace lockstep;

namespace {
// The words of hooks.def, so that a line of it is a C++ function type.
struct u8;
struct u64;
struct cas;
struct ptr;
struct cptr;
struct site;

template <class T> Type *irType(LLVMContext &Context) {
  return compat::pointerType(Context);
}
template <> Type *irType<void>(LLVMContext &Context) {
  return Type::getVoidTy(Context);
}
template <> Type *irType<u8>(LLVMContext &Context) {
  return Type::getInt8Ty(Context);
}
template <> Type *irType<u64>(LLVMContext &Context) {
  return Type::getInt64Ty(Context);
}
template <> Type *irType<cas>(LLVMContext &Context) {
  return StructType::get(Type::getInt64Ty(Context), Type::getInt8Ty(Context));
}

template <class Signature> struct SignatureOf;
template <class Result, class... Parameters>
struct SignatureOf<Result(Parameters..., ...)> {
  static FunctionType *get(LLVMContext &Context) {
    return FunctionType::get(irType<Result>(Context),
                             {irType<Parameters>(Context)...}, true);
  }
};
template <class Result, class... Parameters>
struct SignatureOf<Result(Parameters...)> {
  static FunctionType *get(LLVMContext &Context) {
    return FunctionType::get(irType<Result>(Context),
                             {irType<Parameters>(Context)...}, false);
  }
};
} // namespace

HookTable::HookTable(Module &M) {
  LLVMContext &Context = M.getContext();
#define LOCKSTEP_HOOK(Result, Name, Parameters)                                \
  Types.push_back(SignatureOf<Result Parameters>::get(Context));
#include "lockstep/hooks.def"
}

CallInst *HookTable::call(IRBuilder<> &Builder, Value *Table, Hook H,
                          ArrayRef<Value *> Arguments) const {
  FunctionType *Signature = type(H);
  PointerType *Callee = compat::pointerTo(Signature);
  Value *Member = Builder.CreateConstInBoundsGEP1_64(
      Builder.getInt8Ty(), Table, uint64_t(H) * sizeof(void *));
  Member = Builder.CreatePointerCast(Member, compat::pointerTo(Callee));
  LoadInst *Function = Builder.CreateLoad(Callee, Member);
  markOwnLoad(Function);
  SmallVector<Value *, 4> Cast;
  for (unsigned I = 0; I != Arguments.size(); ++I)
    Cast.push_back(I < Signature->getNumParams() &&
                           Signature->getParamType(I)->isPointerTy()
                       ? Builder.CreatePointerCast(Arguments[I],
                                                   Signature->getParamType(I))
                       : Arguments[I]);
  CallInst *Call = Builder.CreateCall(Signature, Function, Cast);
  Call->setDoesNotThrow();
  return Call;
}

void lockstep::markOwnLoad(LoadInst *Load) {
  MDNode *Empty = MDNode::get(Load->getContext(), {});
  Load->setMetadata(compat::noSanitizeKind(Load->getContext()), Empty);
}
