//===- InstrumentPass.cpp - The passes over a module ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InstrumentPass.h"
#include "Remarks.h"
#include "Rewriters.h"
#include "VariableTable.h"

using namespace llvm;
using namespace lockstep;

/// Marks functions in which the optimizer was asked not to move accesses to
/// where the program makes none.
static constexpr char NoSpeculation[] = "lockstep-no-speculation";

/// The optimizer loads early what may be needed later: harmless for the
/// machine, but an access that the program does not make, and so a data race
/// that it does not have. Code for ThreadSanitizer is spared that.
static bool forbidSpeculation(Function &F) {
  if (F.isDeclaration() || F.hasFnAttribute(Attribute::SanitizeThread))
    return false;
  F.addFnAttr(Attribute::SanitizeThread);
  F.addFnAttr(NoSpeculation);
  return true;
}

static bool allowSpeculation(Function &F) {
  if (!F.hasFnAttribute(NoSpeculation))
    return false;
  F.removeFnAttr(Attribute::SanitizeThread);
  F.removeFnAttr(NoSpeculation);
  return true;
}

PreservedAnalyses PreparePass::run(Module &M, ModuleAnalysisManager &) {
  bool Changed = false;
  for (Function &F : M)
    Changed |= forbidSpeculation(F);
  for (const Function *Annotated : annotatedFunctions(M)) {
    Function *F = M.getFunction(Annotated->getName());
    if (F->hasFnAttribute(Attribute::AlwaysInline))
      continue;
    F->addFnAttr(Attribute::NoInline);
    Changed = true;
  }
  return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

namespace {
/// What all functions of a module share while it is instrumented.
class ModuleInstrumenter {
public:
  explicit ModuleInstrumenter(Module &M)
      : M(M), Hooks(M), Strings(M), Sites(M, Strings),
        Record(M, runtimePathFromPlugin()), Ignored(M) {}

  bool run();

private:
  void instrument(Function &F);
  void rewrite(FunctionWriter &Writer, const Place &P);

  Module &M;
  HookTable Hooks;
  RecordStrings Strings;
  SiteTable Sites;
  ModuleRecord Record;
  Ignorelist Ignored;
  CallSites Calls;
  LibraryCalls Library;
  Remarks Log;
};
} // namespace

void ModuleInstrumenter::rewrite(FunctionWriter &Writer, const Place &P) {
  switch (P.Kind) {
  case Family::Atomic:
    return rewriteAtomic(Writer, P);
  case Family::Fence:
    return rewriteFence(Writer, P);
  case Family::AtomicCall:
    return rewriteAtomicCall(Writer, P);
  case Family::Plain:
    return rewritePlain(Writer, P);
  case Family::Volatile:
    return rewriteVolatile(Writer, P);
  case Family::RangeRead:
  case Family::RangeWrite:
    return rewriteRange(Writer, P);
  case Family::MaskedAccess:
    return rewriteMasked(Writer, P);
  case Family::LibraryAccess:
    return rewriteLibraryAccess(Writer, P, Library);
  case Family::Call:
    return rewriteCall(Writer, P, Calls);
  case Family::Assembly:
    return rewriteAssembly(Writer, P);
  case Family::SpinHint:
    return rewriteSpinHint(Writer, P);
  }
}

void ModuleInstrumenter::instrument(Function &F) {
  if (const char *Reason = reasonToSkip(F)) {
    if (!F.isDeclaration())
      Log.skipped(F, Reason);
    return;
  }
  unsigned IgnoredInFunction = Ignored.ignored(F);
  if (IgnoredInFunction == CategoryAll) {
    Log.skipped(F, "it is to be ignored");
    return;
  }
  std::vector<Place> Places =
      selectPlaces(F, IgnoredInFunction, Ignored, Calls, Library);
  if (Places.empty())
    return;
  Log.instrumented(F, Places);
  FunctionWriter Writer(F, Hooks, Sites, Record);
  for (const Place &P : Places)
    rewrite(Writer, P);
}

bool ModuleInstrumenter::run() {
  // What the constructor calls is declared at the end only, so that this does
  // not visit them.
  for (Function &F : M)
    instrument(F);
  bool IsChanged = emitVariables(M, Strings) + Sites.size() != 0;
  Record.finish(IsChanged);
  Log.finish(M);
  return IsChanged;
}

PreservedAnalyses InstrumentPass::run(Module &M, ModuleAnalysisManager &) {
  if (ModuleRecord::isInstrumented(M))
    return PreservedAnalyses::all();
  bool Changed = ModuleInstrumenter(M).run();
  for (Function &F : M)
    Changed |= allowSpeculation(F);
  return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}
