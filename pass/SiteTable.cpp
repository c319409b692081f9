//===- SiteTable.cpp - The records of instrumented places -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SiteTable.h"
#include "LLVMCompat.h"
#include "SourcePath.h"

#include <cstddef>

using namespace llvm;
using namespace lockstep;

namespace {
struct SourcePlace {
  SourcePath Path;
  StringRef Function;
  unsigned Line = 0;
  unsigned Column = 0;
};
} // namespace

static StringRef subprogramName(const DISubprogram *Subprogram) {
  StringRef Linkage = Subprogram->getLinkageName();
  return Linkage.empty() ? Subprogram->getName() : Linkage;
}

/// Whether \p Location lies in the standard library's or the compiler's own
/// headers, which are not where a person looks for a bug.
static bool isInLibraryHeader(const DILocation *Location) {
  StringRef File = Location->getFilename();
  StringRef Name = subprogramName(Location->getScope()->getSubprogram());
  return File.contains("/include/c++/") || File.contains("/lib/clang/") ||
         File.contains("/c++/v1/") || Name.substr(0, 9) == "__gthread";
}

/// The innermost of the inlined places of \p Location that is the program's
/// own: `Flag.load()` in the program, not the load in <atomic>.
static const DILocation *programPlace(const DILocation *Location) {
  const DILocation *Place = Location;
  while (isInLibraryHeader(Place) && Place->getInlinedAt())
    Place = Place->getInlinedAt();
  return isInLibraryHeader(Place) ? Location : Place;
}

static SourcePlace placeOf(const Instruction &I) {
  const llvm::Function *F = I.getFunction();
  if (const DILocation *Location = I.getDebugLoc().get()) {
    Location = programPlace(Location);
    const DISubprogram *Subprogram = Location->getScope()->getSubprogram();
    return {sourcePath(Location->getFile(), Subprogram->getUnit()),
            subprogramName(Subprogram), Location->getLine(),
            Location->getColumn()};
  }
  if (const DISubprogram *Subprogram = F->getSubprogram())
    return {sourcePath(Subprogram->getFile(), Subprogram->getUnit()),
            subprogramName(Subprogram), 0, 0};
  return {{F->getParent()->getSourceFileName(), ""},
          GlobalValue::dropLLVMManglingEscape(F->getName()),
          0,
          0};
}

SiteTable::SiteTable(Module &M, RecordStrings &Strings)
    : M(M), Strings(Strings) {
  LLVMContext &Context = M.getContext();
  auto *I8 = Type::getInt8Ty(Context);
  auto *I32 = Type::getInt32Ty(Context);
  // The members of struct lockstep_site (site.h), in order.
  RecordType = StructType::get(I8, I8, I8, I8, I32, I8, ArrayType::get(I8, 3),
                               I32, I32, I32, I32, I32, I32, I32);
}

Constant *SiteTable::add(Instruction &I, const SiteFields &Fields) {
  LLVMContext &Context = M.getContext();
  auto *I8 = IntegerType::getInt8Ty(Context);
  auto *I32 = IntegerType::getInt32Ty(Context);
  auto *Site =
      new GlobalVariable(M, RecordType, /*isConstant=*/true,
                         GlobalValue::PrivateLinkage, nullptr, "lockstep.site");
  Site->setSection("lockstep_sites");
  Site->setAlignment(Align(8));
  // A function that the linker drops in favor of another object's copy takes
  // its sites along.
  Site->setComdat(I.getFunction()->getComdat());

  SourcePlace Place = placeOf(I);
  uint64_t Size = Fields.Size > UINT32_MAX ? 0 : Fields.Size;
  auto Byte = [&](unsigned Value) { return ConstantInt::get(I8, Value); };
  auto Word = [&](uint64_t Value) { return ConstantInt::get(I32, Value); };
  Constant *Members[] = {
      Byte(Fields.Kind),
      Byte(Fields.Order),
      Byte(Fields.FailureOrder),
      Byte(Fields.Flags),
      Word(Size),
      Byte(Fields.Rmw),
      ConstantAggregateZero::get(ArrayType::get(I8, 3)),
      Word(Place.Line),
      Word(Place.Column),
      Strings.distance(Site, offsetof(lockstep_site, file), Place.Path.File),
      Strings.distance(Site, offsetof(lockstep_site, function), Place.Function),
      Strings.distance(Site, offsetof(lockstep_site, variable),
                       Fields.Variable),
      Strings.distance(Site, offsetof(lockstep_site, callee), Fields.Callee),
      Strings.distance(Site, offsetof(lockstep_site, directory),
                       Place.Path.Directory)};
  Site->setInitializer(ConstantStruct::get(RecordType, Members));
  ++Count;
  return ConstantExpr::getPointerCast(Site, compat::pointerType(Context));
}
