//===- ModuleRecord.cpp - The module's side of the border -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModuleRecord.h"
#include "HookTable.h"
#include "LLVMCompat.h"
#include "ModuleConstructor.h"

#include "lockstep/hooks.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

#include <dlfcn.h>
#include <stdlib.h>

using namespace llvm;
using namespace lockstep;

// The names carry the ABI version: objects of two versions that are linked
// together keep a record each.
static constexpr const char *RecordName = "__lockstep_module_v1";
static constexpr const char *ConstructorName = "__lockstep_module_init_v1";
static constexpr const char *FlagName = "lockstep";
static_assert(LOCKSTEP_ABI_VERSION == 1, "the names above say v1");

static Constant *sectionBound(Module &M, StringRef Name) {
  LLVMContext &Context = M.getContext();
  auto *Bound = M.getGlobalVariable(Name, /*AllowInternal=*/true);
  if (!Bound) {
    // Weak: a section of which nothing is left has no bound.
    Bound = new GlobalVariable(M, Type::getInt8Ty(Context), /*isConstant=*/true,
                               GlobalValue::ExternalWeakLinkage, nullptr, Name);
    Bound->setVisibility(GlobalValue::HiddenVisibility);
  }
  return ConstantExpr::getPointerCast(Bound, compat::pointerType(Context));
}

bool ModuleRecord::isInstrumented(const Module &M) {
  return M.getModuleFlag(FlagName) != nullptr;
}

GlobalVariable *ModuleRecord::record() {
  if (Record)
    return Record;
  LLVMContext &Context = M.getContext();
  auto *Pointer = compat::pointerType(Context);
  auto *I32 = Type::getInt32Ty(Context);
  // The members of struct lockstep_module (hooks.h), in order.
  auto *Type = StructType::get(Pointer, I32, I32, Pointer, Pointer, Pointer,
                               Pointer, Pointer);
  Record =
      new GlobalVariable(M, Type, /*isConstant=*/false,
                         GlobalValue::LinkOnceODRLinkage, nullptr, RecordName);
  Record->setVisibility(GlobalValue::HiddenVisibility);
  Record->setComdat(M.getOrInsertComdat(RecordName));
  Record->setDSOLocal(true);
  Record->setAlignment(Align(8));
  Constant *Members[] = {ConstantPointerNull::get(Pointer),
                         ConstantInt::get(I32, LOCKSTEP_ABI_VERSION),
                         ConstantInt::get(I32, lockstep_module_variables),
                         sectionBound(M, "__start_lockstep_sites"),
                         sectionBound(M, "__stop_lockstep_sites"),
                         ConstantExpr::getPointerCast(Record, Pointer),
                         sectionBound(M, "__start_lockstep_variables"),
                         sectionBound(M, "__stop_lockstep_variables")};
  Record->setInitializer(ConstantStruct::get(Type, Members));
  compat::excludeFromSanitizers(Record);
  return Record;
}

LoadInst *ModuleRecord::loadHooks(IRBuilder<> &Builder) {
  PointerType *Pointer = compat::pointerType(M.getContext());
  Constant *Member =
      ConstantExpr::getPointerCast(record(), compat::pointerTo(Pointer));
  LoadInst *Load = Builder.CreateLoad(Pointer, Member, "lockstep.hooks");
  markOwnLoad(Load);
  return Load;
}

void ModuleRecord::finish(bool IsChanged) {
  // One ABI per linked module: link-time optimization refuses a mixture.
  if (IsChanged)
    M.addModuleFlag(Module::Error, FlagName, LOCKSTEP_ABI_VERSION);
  if (!Record)
    return;
  Function *Constructor =
      emitModuleConstructor(M, ConstructorName, Record, RuntimePath);
  // Before the program's own constructors, after those of the sanitizers'
  // runtimes, which the linker puts into .preinit_array.
  appendToGlobalCtors(M, Constructor, /*Priority=*/1, Constructor);
}

std::string lockstep::runtimePathFromPlugin() {
  static constexpr const char *Name = "liblockstep_rt.so";
  if (const char *Path = getenv("LOCKSTEP_RUNTIME_PATH"))
    if (*Path)
      return Path;
  Dl_info Plugin;
  if (!dladdr(reinterpret_cast<void *>(&runtimePathFromPlugin), &Plugin) ||
      !Plugin.dli_fname)
    return Name;
  SmallString<256> Folder(Plugin.dli_fname);
  sys::fs::make_absolute(Folder);
  sys::path::remove_dots(Folder, /*remove_dot_dot=*/true);
  sys::path::remove_filename(Folder);
  std::string Beside = (Folder + "/" + Name).str();
  for (const char *Relative : {"", "..", "../lib", "../../lib"}) {
    SmallString<256> Candidate(Folder);
    sys::path::append(Candidate, Relative, Name);
    sys::path::remove_dots(Candidate, /*remove_dot_dot=*/true);
    if (sys::fs::exists(Candidate))
      return std::string(Candidate);
  }
  return Beside;
}
