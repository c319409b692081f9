//===- VariableTable.cpp - The records of global variables ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VariableTable.h"
#include "DebugTypes.h"
#include "LLVMCompat.h"
#include "Layout.h"

#include "lockstep/variable.h"

#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/GlobalAlias.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

#include <cstddef>

using namespace llvm;
using namespace lockstep;

static bool mayBeShared(const GlobalVariable &G) {
  return !G.isDeclarationForLinker() && !G.isConstant() && !G.isThreadLocal() &&
         !G.hasCommonLinkage() && !G.hasAppendingLinkage();
}

/// A name for \p G that only this object file sees: the linker refuses the
/// distance to a symbol that another module may override.
static Constant *localName(GlobalVariable &G) {
  if (G.hasLocalLinkage())
    return &G;
  return GlobalAlias::create(G.getValueType(), G.getAddressSpace(),
                             GlobalValue::PrivateLinkage, "lockstep.variable",
                             &G, G.getParent());
}

/// The name of all of the variable: the optimizer calls parts "table.0".
static std::string nameOf(const GlobalVariable &G) {
  const DIGlobalVariable *Variable = variablePart(G).Variable;
  if (Variable == sourceVariable(G))
    return sourceName(G);
  StringRef LinkName = Variable->getLinkageName();
  return LinkName.empty() ? Variable->getName().str()
                          : demangle(LinkName.str());
}

static GlobalVariable *emitVariable(GlobalVariable &G, StringRef Layout,
                                    RecordStrings &Strings) {
  Module &M = *G.getParent();
  LLVMContext &Context = M.getContext();
  auto *I32 = IntegerType::getInt32Ty(Context);
  auto *I64 = IntegerType::getInt64Ty(Context);
  // The members of struct lockstep_variable (variable.h), in order.
  auto *Type = StructType::get(I64, I64, I32, I32);
  auto *Record = new GlobalVariable(M, Type, /*isConstant=*/true,
                                    GlobalValue::PrivateLinkage, nullptr,
                                    "lockstep.layout");
  Record->setSection("lockstep_variables");
  Record->setAlignment(Align(8));
  Record->setComdat(G.getComdat());
  // Nothing refers to the record; the linker is to keep it with its variable.
  Record->setMetadata(LLVMContext::MD_associated,
                      MDNode::get(Context, ValueAsMetadata::get(&G)));
  uint64_t Size = M.getDataLayout().getTypeAllocSize(G.getValueType());
  Constant *Members[] = {
      distanceTo(Record, offsetof(lockstep_variable, address), localName(G)),
      ConstantInt::get(I64, Size),
      Strings.distance(Record, offsetof(lockstep_variable, name), nameOf(G)),
      Strings.distance(Record, offsetof(lockstep_variable, layout), Layout)};
  Record->setInitializer(ConstantStruct::get(Type, Members));
  compat::excludeFromSanitizers(Record);
  return Record;
}

unsigned lockstep::emitVariables(Module &M, RecordStrings &Strings) {
  SmallVector<std::pair<GlobalVariable *, std::string>, 8> Found;
  for (GlobalVariable &G : M.globals()) {
    VariablePart Part = variablePart(G);
    if (!Part.Variable || !mayBeShared(G))
      continue;
    std::string Layout = layoutOf(Part.Variable->getType());
    if (Layout.empty())
      continue;
    if (Part.Variable != sourceVariable(G))
      Layout = std::to_string(Part.Offset) + "@" + Layout;
    Found.emplace_back(&G, std::move(Layout));
  }
  SmallVector<GlobalValue *, 8> Records;
  for (auto &[G, Layout] : Found)
    Records.push_back(emitVariable(*G, Layout, Strings));
  if (!Records.empty())
    appendToCompilerUsed(M, Records);
  return unsigned(Records.size());
}
