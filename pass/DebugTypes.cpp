//===- DebugTypes.cpp - What debug information says of types --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DebugTypes.h"
#include "LLVMCompat.h"

#include "llvm/Demangle/Demangle.h"

using namespace llvm;
using namespace lockstep;

const DIType *lockstep::stripQualifiers(const DIType *Type) {
  while (auto *Derived = dyn_cast_or_null<DIDerivedType>(Type)) {
    switch (Derived->getTag()) {
    case dwarf::DW_TAG_typedef:
    case dwarf::DW_TAG_const_type:
    case dwarf::DW_TAG_volatile_type:
    case dwarf::DW_TAG_restrict_type:
    case dwarf::DW_TAG_atomic_type:
    case dwarf::DW_TAG_template_alias:
      Type = Derived->getBaseType();
      break;
    default:
      return Type;
    }
  }
  return Type;
}

uint64_t lockstep::sizeOf(const DIType *Type) {
  Type = stripQualifiers(Type);
  return Type ? Type->getSizeInBits() / 8 : 0;
}

bool lockstep::isReservedName(StringRef Name) {
  return compat::hasPrefix(Name, "__") || (Name.size() > 1 && Name[0] == '_' &&
                                           Name[1] >= 'A' && Name[1] <= 'Z');
}

VariablePart lockstep::variablePart(const GlobalVariable &G) {
  SmallVector<DIGlobalVariableExpression *, 1> Descriptions;
  G.getDebugInfo(Descriptions);
  if (Descriptions.size() != 1)
    return {};
  const DIExpression *Where = Descriptions[0]->getExpression();
  auto Fragment = Where->getFragmentInfo();
  // The operator of a fragment has two operands; more would be another place.
  if (Where->getNumElements() != (Fragment ? 3u : 0u))
    return {};
  return {Descriptions[0]->getVariable(),
          Fragment ? Fragment->OffsetInBits / 8 : 0};
}

static bool isPart(const GlobalVariable &G) {
  SmallVector<DIGlobalVariableExpression *, 1> Descriptions;
  G.getDebugInfo(Descriptions);
  return Descriptions.size() == 1 &&
         Descriptions[0]->getExpression()->getNumElements() != 0;
}

const DIGlobalVariable *lockstep::sourceVariable(const GlobalVariable &G) {
  return isPart(G) ? nullptr : variablePart(G).Variable;
}

std::string lockstep::sourceName(const GlobalVariable &G) {
  StringRef LinkName = GlobalValue::dropLLVMManglingEscape(G.getName());
  std::string Name = demangle(LinkName.str());
  const DIGlobalVariable *Variable = sourceVariable(G);
  // A C function's static variable has a name made unique for the linker.
  if (Variable && Name == LinkName && !Variable->getName().empty())
    Name = Variable->getName().str();
  return Name;
}
