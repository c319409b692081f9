//===- Ignorelist.cpp - What the user wants left alone --------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Ignorelist.h"
#include "LLVMCompat.h"

#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <stdlib.h>

using namespace llvm;
using namespace lockstep;

DenseSet<const Function *> lockstep::annotatedFunctions(const Module &M) {
  DenseSet<const Function *> Result;
  const GlobalVariable *All = M.getGlobalVariable("llvm.global.annotations");
  if (!All || !All->hasInitializer())
    return Result;
  const auto *Rows = dyn_cast<ConstantArray>(All->getInitializer());
  if (!Rows)
    return Result;
  for (const Use &Row : Rows->operands()) {
    const auto *Fields = dyn_cast<ConstantStruct>(Row.get());
    if (!Fields || Fields->getNumOperands() < 2)
      continue;
    const auto *F =
        dyn_cast<Function>(Fields->getOperand(0)->stripPointerCasts());
    const auto *Text = dyn_cast<GlobalVariable>(
        Fields->getOperand(1)->stripInBoundsConstantOffsets());
    if (!F || !Text || !Text->hasInitializer())
      continue;
    const auto *Bytes =
        dyn_cast<ConstantDataSequential>(Text->getInitializer());
    if (Bytes && Bytes->isCString() &&
        Bytes->getAsCString() == "lockstep.ignore")
      Result.insert(F);
  }
  return Result;
}

Ignorelist::Ignorelist(const Module &M) : Annotated(annotatedFunctions(M)) {
  for (const Function *F : Annotated)
    if (const DISubprogram *Subprogram = F->getSubprogram())
      Subprograms[Subprogram] = CategoryAll;
  const char *Path = getenv("LOCKSTEP_IGNORELIST");
  if (!Path || !*Path)
    return;
  std::string Why;
  List = SpecialCaseList::create({Path}, *vfs::getRealFileSystem(), Why);
  if (!List)
    M.getContext().emitError("lockstep: LOCKSTEP_IGNORELIST names '" +
                             Twine(Path) + "', which cannot be used: " + Why);
}

unsigned Ignorelist::match(StringRef Prefix, StringRef Query) const {
  if (!List || Query.empty())
    return 0;
  static constexpr StringRef Section = "lockstep";
  if (List->inSection(Section, Prefix, Query))
    return CategoryAll;
  unsigned Result = 0;
  static constexpr std::pair<StringRef, Category> Names[] = {
      {"plain", CategoryPlain},
      {"atomic", CategoryAtomic},
      {"call", CategoryCall},
      {"assembly", CategoryAssembly}};
  for (auto [Name, Bit] : Names)
    if (List->inSection(Section, Prefix, Query, Name))
      Result |= Bit;
  return Result;
}

unsigned Ignorelist::matchSource(const DIFile *File) const {
  if (!List || !File)
    return 0;
  SmallString<256> Absolute(File->getDirectory());
  sys::path::append(Absolute, File->getFilename());
  unsigned Result = match("src", File->getFilename());
  if (!sys::path::is_absolute(File->getFilename()))
    Result |= match("src", Absolute);
  return Result;
}

unsigned Ignorelist::ignored(const DISubprogram *Subprogram) {
  auto [Position, IsNew] = Subprograms.try_emplace(Subprogram, 0);
  if (IsNew)
    Position->second = match("fun", Subprogram->getLinkageName()) |
                       match("fun", Subprogram->getName()) |
                       matchSource(Subprogram->getFile());
  return Position->second;
}

unsigned Ignorelist::ignored(const Function &F) {
  if (Annotated.count(&F))
    return CategoryAll;
  if (!List)
    return 0;
  unsigned Result =
      match("fun", GlobalValue::dropLLVMManglingEscape(F.getName())) |
      match("src", F.getParent()->getSourceFileName());
  if (const DISubprogram *Subprogram = F.getSubprogram())
    Result |= ignored(Subprogram);
  return Result;
}

unsigned Ignorelist::ignoredAt(const Instruction &I) {
  if (!List && Annotated.empty())
    return 0;
  unsigned Result = 0;
  for (const DILocation *Location = I.getDebugLoc().get();
       Location && Location->getInlinedAt();
       Location = Location->getInlinedAt())
    Result |= ignored(Location->getScope()->getSubprogram());
  return Result;
}

unsigned Ignorelist::ignored(const GlobalVariable &G) {
  if (!List)
    return 0;
  auto [Position, IsNew] = Globals.try_emplace(&G, 0);
  if (!IsNew)
    return Position->second;
  unsigned Result =
      match("global", GlobalValue::dropLLVMManglingEscape(G.getName()));
  if (auto *Type = dyn_cast<StructType>(G.getValueType()))
    if (Type->hasName()) {
      StringRef Name = Type->getName();
      if (!Name.consume_front("struct."))
        Name.consume_front("class.");
      Result |= match("type", Name);
    }
  return Position->second = Result;
}
