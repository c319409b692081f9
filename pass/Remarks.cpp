//===- Remarks.cpp - What was instrumented and what was not ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Remarks.h"

#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/Support/raw_ostream.h"

#include <stdlib.h>

using namespace llvm;
using namespace lockstep;

static constexpr const char *PassName = "lockstep";

static constexpr const char *FamilyNames[FamilyCount] = {
    "atomic",         "fence",      "libatomic call",  "plain access",
    "volatile",       "block read", "block write",     "masked access",
    "library access", "call",       "inline assembly", "spin hint"};

void Remarks::instrumented(const Function &F,
                           const std::vector<Place> &Places) {
  ++Functions;
  LLVMContext &Context = F.getContext();
  const DiagnosticHandler *Handler = Context.getDiagHandlerPtr();
  bool IsAsked = Handler && Handler->isPassedOptRemarkEnabled(PassName);
  for (const Place &P : Places) {
    ++Counts[unsigned(P.Kind)];
    if (!IsAsked)
      continue;
    OptimizationRemark Remark(PassName, "Instrumented", P.I);
    Remark << FamilyNames[unsigned(P.Kind)];
    if (!P.Variable.empty())
      Remark << " of " << P.Variable;
    Remark << " is instrumented";
    Context.diagnose(Remark);
  }
}

void Remarks::skipped(const Function &F, StringRef Reason) {
  ++Skipped;
  LLVMContext &Context = F.getContext();
  const DiagnosticHandler *Handler = Context.getDiagHandlerPtr();
  if (!Handler || !Handler->isMissedOptRemarkEnabled(PassName))
    return;
  OptimizationRemarkMissed Remark(PassName, "Skipped", F.getSubprogram(),
                                  &F.getEntryBlock());
  Remark << "function is not instrumented: " << Reason;
  Context.diagnose(Remark);
}

void Remarks::finish(const Module &M) const {
  const char *IsAsked = getenv("LOCKSTEP_PASS_STATS");
  if (!IsAsked || StringRef(IsAsked) != "1")
    return;
  errs() << "lockstep: " << M.getSourceFileName() << ": " << Functions
         << " functions instrumented, " << Skipped << " left alone";
  for (unsigned I = 0; I != FamilyCount; ++I)
    if (Counts[I])
      errs() << ", " << Counts[I] << ' ' << FamilyNames[I];
  errs() << '\n';
}
