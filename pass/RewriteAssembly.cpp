//===- RewriteAssembly.cpp - Inline assembly and spin hints ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LLVMCompat.h"
#include "Rewriters.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace lockstep;

static bool isWordCharacter(char C) { return isAlnum(C) || C == '_'; }

/// Calls \p Visit with each word of \p Text, in lower case: mnemonics,
/// prefixes, registers.
template <class Fn> static void forEachWord(const std::string &Text, Fn Visit) {
  std::string Word;
  for (char C : Text) {
    if (isWordCharacter(C)) {
      Word += toLower(C);
    } else if (!Word.empty()) {
      Visit(StringRef(Word));
      Word.clear();
    }
  }
  if (!Word.empty())
    Visit(StringRef(Word));
}

AssemblyEffect lockstep::classifyAssembly(const InlineAsm &Assembly) {
  bool Synchronizes = false, Spins = false, AfterRep = false;
  forEachWord(std::string(Assembly.getAsmString()), [&](StringRef Word) {
    // xchgl, cmpxchg16b: with any suffix of size.
    Synchronizes |= Word == "lock" || compat::hasPrefix(Word, "xchg") ||
                    compat::hasPrefix(Word, "cmpxchg") || Word == "mfence" ||
                    Word == "lfence" || Word == "sfence";
    Spins |= Word == "pause" || (AfterRep && Word == "nop");
    AfterRep = Word == "rep";
  });
  if (Synchronizes)
    return AssemblyEffect::Point;
  return Spins ? AssemblyEffect::SpinHint : AssemblyEffect::None;
}

unsigned lockstep::assemblyMemoryOperand(const CallBase &Call) {
  // An operand in memory ("+m", "=m") is passed by address and carries the
  // type of what is there.
  for (unsigned I = 0; I != Call.arg_size(); ++I)
    if (Call.getArgOperand(I)->getType()->isPointerTy() &&
        compat::assemblyOperandType(Call, I))
      return I;
  return Call.arg_size();
}

void lockstep::rewriteAssembly(FunctionWriter &Writer, const Place &P) {
  auto &Call = cast<CallBase>(*P.I);
  SiteFields Fields;
  Fields.Kind = lockstep_op_InlineAssembly;
  Fields.Flags = lockstep_site_write;
  Fields.Variable = P.Variable;
  Value *Address =
      ConstantPointerNull::get(compat::pointerType(Call.getContext()));
  unsigned Operand = assemblyMemoryOperand(Call);
  if (Operand < Call.arg_size()) {
    Address = Call.getArgOperand(Operand);
    Fields.Size = Call.getModule()->getDataLayout().getTypeStoreSize(
        compat::assemblyOperandType(Call, Operand));
  }
  Writer.announce(Call);
  Writer.call(Hook::point, {Address, Writer.site(Call, Fields)});
}

void lockstep::rewriteSpinHint(FunctionWriter &Writer, const Place &P) {
  SiteFields Fields;
  Fields.Kind = lockstep_op_SpinHint;
  Writer.announce(*P.I);
  Writer.call(Hook::spin_hint, {Writer.site(*P.I, Fields)});
}
