//===- Ignorelist.h - What the user wants left alone ------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PASS_IGNORELIST_H
#define LOCKSTEP_PASS_IGNORELIST_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/SpecialCaseList.h"

#include <memory>

namespace lockstep {

/// The families of instrumented places, as bits: the categories of the
/// ignorelist (`fun:name=plain`).
enum Category : unsigned {
  CategoryPlain = 1,    ///< plain and volatile accesses
  CategoryAtomic = 2,   ///< atomics and fences
  CategoryCall = 4,     ///< announced calls
  CategoryAssembly = 8, ///< inline assembly and spin hints
  CategoryAll = 15
};

/// The functions annotated with "lockstep.ignore".
llvm::DenseSet<const llvm::Function *>
annotatedFunctions(const llvm::Module &M);

/// Answers what `LOCKSTEP_IGNORELIST` (sanitizer special-case list format,
/// sections `[lockstep]` and `[*]`) and the annotation say. Code inlined from
/// an ignored function is recognized by its debug information.
class Ignorelist {
public:
  /// Reads the file that the environment names. A file that cannot be read or
  /// understood is an error of the compilation.
  explicit Ignorelist(const llvm::Module &M);

  /// Bits of Category that are to be left alone in all of \p F.
  unsigned ignored(const llvm::Function &F);
  /// The same at \p I, for the functions that were inlined there.
  unsigned ignoredAt(const llvm::Instruction &I);
  /// The same for accesses to \p G.
  unsigned ignored(const llvm::GlobalVariable &G);

private:
  unsigned match(llvm::StringRef Prefix, llvm::StringRef Query) const;
  unsigned matchSource(const llvm::DIFile *File) const;
  unsigned ignored(const llvm::DISubprogram *Subprogram);

  std::unique_ptr<llvm::SpecialCaseList> List;
  llvm::DenseSet<const llvm::Function *> Annotated;
  llvm::DenseMap<const llvm::DISubprogram *, unsigned> Subprograms;
  llvm::DenseMap<const llvm::GlobalVariable *, unsigned> Globals;
};

} // namespace lockstep

#endif
