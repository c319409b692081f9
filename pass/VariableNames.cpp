//===- VariableNames.cpp - Source expressions of accesses -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "VariableNames.h"
#include "DebugTypes.h"

#include "llvm/IR/GetElementPtrTypeIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"

using namespace llvm;
using namespace lockstep;

// How many pointers a name follows: `a->b->c->d` is still of use.
static constexpr unsigned MaxPointers = 3;

VariableNames::VariableNames(Function &F)
    : Layout(F.getParent()->getDataLayout()) {
  SmallVector<compat::VariableFact, 4> Found;
  for (BasicBlock &Block : F)
    for (Instruction &I : Block) {
      Found.clear();
      compat::collectVariables(I, Found);
      for (const compat::VariableFact &Fact : Found)
        if (!Fact.Variable->getName().empty())
          Facts[Fact.Location].push_back(Fact);
    }
}

/// The variable that \p V is the value (or the address) of, in the innermost
/// of the inlined frames at the described place that has one.
const DILocalVariable *VariableNames::variable(const Value *V, bool IsAddress) {
  auto Position = Facts.find(V);
  if (Position == Facts.end())
    return nullptr;
  const DILocalVariable *Internal = nullptr;
  for (const DILocation *Frame = Where; Frame; Frame = Frame->getInlinedAt())
    for (const compat::VariableFact &Fact : Position->second)
      if (Fact.IsAddress == IsAddress &&
          Fact.Scope->getInlinedAt() == Frame->getInlinedAt() &&
          Fact.Scope->getScope()->getSubprogram() ==
              Frame->getScope()->getSubprogram()) {
        if (!isReservedName(Fact.Variable->getName()))
          return Fact.Variable;
        if (!Internal)
          Internal = Fact.Variable;
      }
  return Internal;
}

/// Adds the displacement of \p Gep to \p Where. False when a stride is not
/// known.
static bool addIndices(const GEPOperator &Gep, const DataLayout &Layout,
                       Displacement &Where) {
  for (gep_type_iterator I = gep_type_begin(Gep), E = gep_type_end(Gep); I != E;
       ++I) {
    Value *Index = I.getOperand();
    auto *Known = dyn_cast<ConstantInt>(Index);
    if (StructType *Struct = I.getStructTypeOrNull()) {
      if (!Known)
        return false;
      Where.Constant +=
          uint64_t(Layout.getStructLayout(Struct)->getElementOffset(
              Known->getZExtValue()));
      continue;
    }
    TypeSize Stride = Layout.getTypeAllocSize(I.getIndexedType());
    if (Stride.isScalable())
      return false;
    if (Known) {
      if (Known->getBitWidth() > 64)
        return false;
      Where.Constant += Known->getSExtValue() * int64_t(uint64_t(Stride));
      continue;
    }
    // Late optimizations write i * 40 as an index of bytes.
    uint64_t Factor = 1;
    if (auto *Product = dyn_cast<BinaryOperator>(Index))
      if (auto *By = dyn_cast<ConstantInt>(Product->getOperand(1))) {
        if (Product->getOpcode() == Instruction::Mul)
          Factor = By->getLimitedValue(1u << 31);
        else if (Product->getOpcode() == Instruction::Shl)
          Factor = uint64_t(1) << By->getLimitedValue(31);
      }
    Where.Strides.push_back(uint64_t(Stride) * Factor);
  }
  return true;
}

static TypePath globalPath(const GlobalVariable &G) {
  const DIGlobalVariable *Variable = sourceVariable(G);
  return TypePath(sourceName(G), Variable ? Variable->getType() : nullptr);
}

std::optional<TypePath> VariableNames::pointer(const Value *Pointer,
                                               unsigned Depth) {
  if (const DILocalVariable *Variable = variable(Pointer, false))
    return TypePath(Variable->getName().str(), Variable->getType());
  if (auto *Load = dyn_cast<LoadInst>(Pointer))
    return object(Load->getPointerOperand(), Layout.getPointerSize(),
                  Depth + 1);
  return std::nullopt;
}

std::optional<TypePath> VariableNames::base(const Value *Base, unsigned Depth) {
  if (auto *G = dyn_cast<GlobalVariable>(Base))
    return globalPath(*G);
  if (const DILocalVariable *Variable = variable(Base, true))
    return TypePath(Variable->getName().str(), Variable->getType());
  std::optional<TypePath> Path = pointer(Base, Depth);
  if (!Path || !Path->dereference())
    return std::nullopt;
  return Path;
}

std::optional<TypePath> VariableNames::object(const Value *Address,
                                              uint64_t Size, unsigned Depth) {
  if (Depth > MaxPointers)
    return std::nullopt;
  // The name that begins farthest from the access says most: rather
  // `accounts[].balance` than `*entry`.
  std::optional<TypePath> Best;
  Displacement Distance;
  for (unsigned Steps = 0; Steps != 16; ++Steps) {
    std::optional<TypePath> Path = base(Address, Depth);
    if (Path && Path->descend(Distance, Size))
      Best = std::move(Path);
    if (auto *Gep = dyn_cast<GEPOperator>(Address)) {
      if (Gep->getType()->isVectorTy() || !addIndices(*Gep, Layout, Distance))
        break;
      Address = Gep->getPointerOperand();
    } else if (auto *Cast = dyn_cast<BitCastOperator>(Address)) {
      Address = Cast->getOperand(0);
    } else {
      break;
    }
  }
  return Best;
}

std::string VariableNames::describe(const Instruction &At, const Value *Address,
                                    uint64_t Size) {
  Where = At.getDebugLoc().get();
  std::optional<TypePath> Path = object(Address, Size, 0);
  return Path ? Path->text() : std::string();
}
