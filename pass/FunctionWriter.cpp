//===- FunctionWriter.cpp - Puts hook calls into a function ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionWriter.h"
#include "LLVMCompat.h"

#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace llvm;
using namespace lockstep;

FunctionWriter::FunctionWriter(Function &F, const HookTable &Hooks,
                               SiteTable &Sites, ModuleRecord &Record)
    : Builder(F.getContext()), F(F), Hooks(Hooks), Sites(Sites), Record(Record),
      Unlikely(MDBuilder(F.getContext()).createBranchWeights(1, 2000)) {
  IsGuarded = !canDuplicate();
  if (IsGuarded)
    writeEntry(&F.getEntryBlock());
  else
    duplicate();
  dropMemoryPromises();
}

bool FunctionWriter::canDuplicate() const {
  for (BasicBlock &Block : F) {
    if (Block.hasAddressTaken())
      return false;
    for (Instruction &I : Block)
      if (auto *Call = dyn_cast<CallBase>(&I))
        if (Call->cannotDuplicate() ||
            Call->getIntrinsicID() == Intrinsic::localescape)
          return false;
  }
  return true;
}

/// Loads the table after the variables of \p Entry.
void FunctionWriter::writeEntry(BasicBlock *Entry) {
  BasicBlock::iterator Position = Entry->getFirstInsertionPt();
  for (Instruction &I : *Entry)
    if (auto *Variable = dyn_cast<AllocaInst>(&I))
      if (Variable->isStaticAlloca())
        Position = std::next(I.getIterator());
  Builder.SetInsertPoint(Entry, Position);
  DebugLoc Where;
  if (DISubprogram *Subprogram = F.getSubprogram())
    Where = DILocation::get(F.getContext(), 0, 0, Subprogram);
  Builder.SetCurrentDebugLocation(Where);
  Table = Record.loadHooks(Builder);
}

/// Makes the function
///
///   entry:  variables; if (hooks) goto body; else goto copy;
///
/// where `body` is what was there before, to be instrumented, and `copy` a
/// clone of it. They share the variables, whose lifetimes do not overlap.
void FunctionWriter::duplicate() {
  BasicBlock *Body = &F.getEntryBlock();
  SmallVector<BasicBlock *, 32> Originals;
  for (BasicBlock &Block : F)
    Originals.push_back(&Block);
  SmallVector<AllocaInst *, 16> Variables;
  for (Instruction &I : *Body)
    if (auto *Variable = dyn_cast<AllocaInst>(&I))
      if (Variable->isStaticAlloca())
        Variables.push_back(Variable);

  auto *Entry = BasicBlock::Create(F.getContext(), "lockstep.entry", &F, Body);
  // The branch comes first: variables are moved to before it.
  auto *Placeholder = new UnreachableInst(F.getContext(), Entry);
  for (AllocaInst *Variable : Variables)
    compat::moveBefore(Variable, Placeholder);

  ValueToValueMapTy Map;
  SmallVector<BasicBlock *, 32> Copies;
  for (BasicBlock *Block : Originals) {
    BasicBlock *Copy = CloneBasicBlock(Block, Map, ".native", &F);
    Map[Block] = Copy;
    Copies.push_back(Copy);
  }
  for (BasicBlock *Copy : Copies)
    for (Instruction &I : *Copy)
      compat::remapClone(&I, Map);

  writeEntry(Entry);
  Builder.SetInsertPoint(Placeholder);
  Builder.CreateCondBr(Builder.CreateIsNotNull(Table), Body,
                       cast<BasicBlock>(Map[Body]), Unlikely);
  Placeholder->eraseFromParent();
}

/// What the optimizer deduced about the function's effects holds no longer:
/// hooks read and write, and wait for other threads.
void FunctionWriter::dropMemoryPromises() {
  for (StringRef Name :
       {"memory", "readnone", "readonly", "writeonly", "argmemonly",
        "inaccessiblememonly", "inaccessiblemem_or_argmemonly", "nosync",
        "nofree", "norecurse", "speculatable", "willreturn"}) {
    Attribute::AttrKind Kind = Attribute::getAttrKindFromName(Name);
    if (Kind != Attribute::None && Attribute::canUseAsFnAttr(Kind))
      F.removeFnAttr(Kind);
  }
}

void FunctionWriter::announce(Instruction &I) {
  if (IsGuarded) {
    Builder.SetInsertPoint(&I);
    Builder.SetInsertPoint(SplitBlockAndInsertIfThen(
        Builder.CreateIsNotNull(Table), &I, /*Unreachable=*/false, Unlikely));
  } else {
    Builder.SetInsertPoint(&I);
  }
  Builder.SetCurrentDebugLocation(I.getDebugLoc());
}

void FunctionWriter::announceAfter(CallBase &Call) {
  Instruction *Next = Call.getNextNode();
  if (auto *Invoke = dyn_cast<InvokeInst>(&Call)) {
    BasicBlock *Normal = Invoke->getNormalDest();
    if (!Normal->getSinglePredecessor())
      Normal = SplitEdge(Invoke->getParent(), Normal);
    Next = &*Normal->getFirstInsertionPt();
  }
  DebugLoc Where = Call.getDebugLoc();
  announce(*Next);
  Builder.SetCurrentDebugLocation(Where);
}

void FunctionWriter::perform(Instruction &I) {
  Builder.SetInsertPoint(&I);
  if (IsGuarded) {
    Instruction *HookEnd = nullptr;
    SplitBlockAndInsertIfThenElse(Builder.CreateIsNotNull(Table), &I, &HookEnd,
                                  &NativeEnd, Unlikely);
    Builder.SetInsertPoint(HookEnd);
  }
  Builder.SetCurrentDebugLocation(I.getDebugLoc());
}

void FunctionWriter::performed(Instruction &I, Value *Result) {
  if (!IsGuarded) {
    if (Result)
      I.replaceAllUsesWith(Result);
    I.eraseFromParent();
    return;
  }
  BasicBlock *HookBlock = Builder.GetInsertBlock();
  if (Result && !I.use_empty()) {
    Builder.SetInsertPoint(&*I.getParent()->begin());
    PHINode *Either = Builder.CreatePHI(I.getType(), 2);
    I.replaceAllUsesWith(Either);
    Either->addIncoming(Result, HookBlock);
    Either->addIncoming(&I, NativeEnd->getParent());
  }
  compat::moveBefore(&I, NativeEnd);
}

CallInst *FunctionWriter::call(Hook H, ArrayRef<Value *> Arguments) {
  return Hooks.call(Builder, Table, H, Arguments);
}

Value *FunctionWriter::toWord(Value *V) {
  Type *Type = V->getType();
  if (Type->isPointerTy())
    return Builder.CreatePtrToInt(V, Builder.getInt64Ty());
  if (!Type->isIntegerTy()) {
    unsigned Bits = Type->getPrimitiveSizeInBits();
    V = Builder.CreateBitCast(V, Builder.getIntNTy(Bits));
  }
  return Builder.CreateZExt(V, Builder.getInt64Ty());
}

Value *FunctionWriter::fromWord(Value *Word, Type *Type) {
  if (Type->isPointerTy())
    return Builder.CreateIntToPtr(Word, Type);
  if (Type->isIntegerTy())
    return Builder.CreateTrunc(Word, Type);
  unsigned Bits = Type->getPrimitiveSizeInBits();
  return Builder.CreateBitCast(
      Builder.CreateTrunc(Word, Builder.getIntNTy(Bits)), Type);
}

AllocaInst *FunctionWriter::scratch(Type *Type) {
  IRBuilder<> AtEntry(&*F.getEntryBlock().begin());
  AllocaInst *Storage = AtEntry.CreateAlloca(Type);
  Storage->setAlignment(Align(16));
  return Storage;
}
