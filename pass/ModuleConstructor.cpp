//===- ModuleConstructor.cpp - How a module meets the runtime -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModuleConstructor.h"
#include "LLVMCompat.h"

#include "lockstep/hooks.h"

#include "llvm/IR/IRBuilder.h"

#include <dlfcn.h>

using namespace llvm;
using namespace lockstep;

namespace {
/// Whoever sets one of them asks for a campaign or a replay.
constexpr const char *RequestVariables[] = {
    "LOCKSTEP_ITERATIONS", "LOCKSTEP_TIME",   "LOCKSTEP_STRATEGY",
    "LOCKSTEP_STOP",       "LOCKSTEP_CORPUS", "LOCKSTEP_TRACE"};

/// Writes the constructor's body:
///
///   if (!dlsym || !secure_getenv || !dlopen || !dlerror || !dprintf) return;
///   if (f = dlsym(RTLD_DEFAULT, register)) { f(record); return; }
///   if (none of RequestVariables is set to something) return;
///   path = getenv(RUNTIME) ?: recorded;
///   if (!(h = dlopen(path)) || !(f = dlsym(h, restart))) { say so; return; }
///   f();
class ConstructorWriter {
public:
  ConstructorWriter(Module &M, Function *F)
      : M(M), Context(M.getContext()), F(F), Builder(Context),
        Pointer(compat::pointerType(Context)) {}

  void write(GlobalVariable *Record, StringRef RuntimePath);

private:
  BasicBlock *block(const Twine &Name) {
    return BasicBlock::Create(Context, Name, F);
  }
  Value *text(StringRef Text) {
    return Builder.CreatePointerCast(
        Builder.CreateGlobalString(Text, "lockstep.string"), Pointer);
  }
  FunctionCallee weak(StringRef Name, FunctionType *Type);
  Value *call(FunctionCallee Callee, ArrayRef<Value *> Arguments) {
    return Builder.CreateCall(Callee, Arguments);
  }
  void callFound(Value *Found, ArrayRef<Value *> Arguments);
  /// Goes on in a new block when \p Condition, else to \p Otherwise.
  void require(Value *Condition, BasicBlock *Otherwise);
  void declareLibrary(BasicBlock *Leave);
  Value *isRequested();
  void restart(StringRef RuntimePath, BasicBlock *Leave);
  void complain(StringRef Format, Value *Path, BasicBlock *Leave);

  Module &M;
  LLVMContext &Context;
  Function *F;
  IRBuilder<> Builder;
  PointerType *Pointer;
  FunctionCallee Dlsym, Dlopen, Dlerror, Dprintf, Getenv;
};
} // namespace

FunctionCallee ConstructorWriter::weak(StringRef Name, FunctionType *Type) {
  bool Known = M.getNamedValue(Name) != nullptr;
  FunctionCallee Callee = M.getOrInsertFunction(Name, Type);
  if (!Known)
    cast<Function>(Callee.getCallee())
        ->setLinkage(GlobalValue::ExternalWeakLinkage);
  return Callee;
}

void ConstructorWriter::require(Value *Condition, BasicBlock *Otherwise) {
  BasicBlock *Next = block("next");
  Builder.CreateCondBr(Condition, Next, Otherwise);
  Builder.SetInsertPoint(Next);
}

void ConstructorWriter::callFound(Value *Found, ArrayRef<Value *> Arguments) {
  SmallVector<Type *, 1> Types;
  for (Value *Argument : Arguments)
    Types.push_back(Argument->getType());
  auto *Type = FunctionType::get(Builder.getVoidTy(), Types, false);
  Builder.CreateCall(Type,
                     Builder.CreatePointerCast(Found, compat::pointerTo(Type)),
                     Arguments);
}

void ConstructorWriter::declareLibrary(BasicBlock *Leave) {
  Type *Int = Builder.getInt32Ty();
  Dlsym = weak("dlsym", FunctionType::get(Pointer, {Pointer, Pointer}, false));
  Dlopen = weak("dlopen", FunctionType::get(Pointer, {Pointer, Int}, false));
  Dlerror = weak("dlerror", FunctionType::get(Pointer, false));
  Dprintf = weak("dprintf", FunctionType::get(Int, {Int, Pointer}, true));
  Getenv = weak("secure_getenv", FunctionType::get(Pointer, {Pointer}, false));
  for (FunctionCallee Callee : {Dlsym, Dlopen, Dlerror, Dprintf, Getenv})
    require(Builder.CreateIsNotNull(Callee.getCallee()), Leave);
}

Value *ConstructorWriter::isRequested() {
  // A variable that is set to nothing counts as absent.
  Value *Nothing = text("");
  Value *Any = Builder.getFalse();
  for (const char *Variable : RequestVariables) {
    Value *Given = call(Getenv, {text(Variable)});
    Value *Text =
        Builder.CreateSelect(Builder.CreateIsNull(Given), Nothing, Given);
    Value *First = Builder.CreateLoad(Builder.getInt8Ty(), Text);
    Any = Builder.CreateOr(Any, Builder.CreateIsNotNull(First));
  }
  return Any;
}

void ConstructorWriter::complain(StringRef Format, Value *Path,
                                 BasicBlock *Leave) {
  call(Dprintf, {Builder.getInt32(2), text(Format), Path, call(Dlerror, {})});
  Builder.CreateBr(Leave);
}

void ConstructorWriter::restart(StringRef RuntimePath, BasicBlock *Leave) {
  Value *Chosen = call(Getenv, {text("LOCKSTEP_RUNTIME")});
  Value *Path = Builder.CreateSelect(Builder.CreateIsNotNull(Chosen), Chosen,
                                     text(RuntimePath));
  Value *Handle = call(Dlopen, {Path, Builder.getInt32(RTLD_NOW | RTLD_LOCAL)});
  BasicBlock *NoFile = block("no.file"), *NoSymbol = block("no.symbol");
  require(Builder.CreateIsNotNull(Handle), NoFile);
  Value *Restart = call(Dlsym, {Handle, text(LOCKSTEP_RESTART_SYMBOL)});
  require(Builder.CreateIsNotNull(Restart), NoSymbol);
  callFound(Restart, {});
  Builder.CreateBr(Leave);

  Builder.SetInsertPoint(NoFile);
  complain("Lockstep: cannot load the runtime '%s' (%s); set LOCKSTEP_RUNTIME "
           "to the path of liblockstep_rt.so. The program runs without "
           "Lockstep.\n",
           Path, Leave);
  Builder.SetInsertPoint(NoSymbol);
  complain("Lockstep: '%s' is not a runtime of this version (%s); set "
           "LOCKSTEP_RUNTIME to the path of liblockstep_rt.so. The program "
           "runs without Lockstep.\n",
           Path, Leave);
}

void ConstructorWriter::write(GlobalVariable *Record, StringRef RuntimePath) {
  Builder.SetInsertPoint(block("entry"));
  BasicBlock *Leave = block("leave");
  declareLibrary(Leave);
  Value *Default = Builder.CreateIntToPtr(
      Builder.getInt64(reinterpret_cast<intptr_t>(RTLD_DEFAULT)), Pointer);
  Value *Register = call(Dlsym, {Default, text(LOCKSTEP_REGISTER_SYMBOL)});
  BasicBlock *Absent = block("absent");
  require(Builder.CreateIsNotNull(Register), Absent);
  callFound(Register, {Builder.CreatePointerCast(Record, Pointer)});
  Builder.CreateBr(Leave);

  Builder.SetInsertPoint(Absent);
  require(isRequested(), Leave);
  restart(RuntimePath, Leave);

  Builder.SetInsertPoint(Leave);
  Builder.CreateRetVoid();
}

Function *lockstep::emitModuleConstructor(Module &M, StringRef Name,
                                          GlobalVariable *Record,
                                          StringRef RuntimePath) {
  auto *Type = FunctionType::get(Type::getVoidTy(M.getContext()), false);
  Function *F =
      Function::Create(Type, GlobalValue::LinkOnceODRLinkage, Name, &M);
  F->setVisibility(GlobalValue::HiddenVisibility);
  F->setDSOLocal(true);
  F->setComdat(M.getOrInsertComdat(Name));
  F->setDoesNotThrow();
  F->addFnAttr(Attribute::DisableSanitizerInstrumentation);
  F->addFnAttr("lockstep-own");
  ConstructorWriter(M, F).write(Record, RuntimePath);
  return F;
}
