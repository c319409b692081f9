//===- Selection.cpp - Which instructions matter --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Selection.h"
#include "LLVMCompat.h"
#include "Privacy.h"
#include "Rewriters.h"
#include "VariableNames.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IntrinsicsX86.h"

using namespace llvm;
using namespace lockstep;

const char *lockstep::reasonToSkip(const Function &F) {
  if (F.isDeclaration())
    return "it has no body";
  if (F.hasAvailableExternallyLinkage())
    return "its code comes from another object file";
  if (F.hasFnAttribute(Attribute::Naked))
    return "it is naked";
  if (F.hasFnAttribute(Attribute::DisableSanitizerInstrumentation))
    return "it has the attribute disable_sanitizer_instrumentation";
  for (StringRef Prefix : {"asan.module_", "__asan_", "__ubsan_", "__llvm_",
                           "__sancov_", "sancov.module_", "tsan.module_",
                           "msan.module_", "hwasan.module_", "__lockstep_"})
    if (compat::hasPrefix(F.getName(), Prefix))
      return "it belongs to a tool";
  for (const BasicBlock &Block : F)
    for (const Instruction &I : Block)
      if (auto *Call = dyn_cast<IntrinsicInst>(&I))
        if (compat::hasPrefix(Call->getCalledFunction()->getName(),
                              "llvm.coro.id"))
          return "it is a coroutine that was not split yet";
  return nullptr;
}

namespace {
/// The accesses already announced in a block since the last synchronization.
class BlockAccesses {
public:
  void clear() { Seen.clear(); }

  /// True when an earlier access covers this one; else remembers it. A write
  /// covers reads and writes, a read only reads: between the read and the
  /// write of `x++` another thread may come.
  bool isCovered(Instruction &I) {
    const DataLayout &Layout = I.getModule()->getDataLayout();
    const Value *Pointer = getLoadStorePointerOperand(&I);
    APInt Offset(Layout.getIndexTypeSizeInBits(Pointer->getType()), 0);
    const Value *Base = Pointer->stripAndAccumulateConstantOffsets(
        Layout, Offset, /*AllowNonInbounds=*/true);
    uint64_t Size = Layout.getTypeStoreSize(getLoadStoreType(&I));
    Sizes &Known = Seen[{Base, Offset.getSExtValue()}];
    bool IsWrite = isa<StoreInst>(I);
    if (Known.Written >= Size || (!IsWrite && Known.Read >= Size))
      return true;
    uint64_t &Largest = IsWrite ? Known.Written : Known.Read;
    Largest = std::max(Largest, Size);
    return false;
  }

private:
  struct Sizes {
    uint64_t Read = 0;
    uint64_t Written = 0;
  };
  DenseMap<std::pair<const Value *, int64_t>, Sizes> Seen;
};

class Selector {
public:
  Selector(Function &F, unsigned IgnoredInFunction, Ignorelist &Ignored,
           const CallSites &Calls, const LibraryCalls &Library)
      : F(F), Layout(F.getParent()->getDataLayout()),
        IgnoredInFunction(IgnoredInFunction), Ignored(Ignored), Calls(Calls),
        Library(Library), NoSanitize(compat::noSanitizeKind(F.getContext())),
        Names(F) {}

  std::vector<Place> run();

private:
  void visit(Instruction &I);
  void visitAccess(Instruction &I);
  void visitCall(CallBase &Call);
  void visitIntrinsic(IntrinsicInst &Call);
  void visitLibrary(CallBase &Call);
  void visitExternal(CallBase &Call);
  bool isWanted(Category C) const { return !(IgnoredHere & C); }
  bool isWanted(Category C, const Value *Address);
  void add(Instruction &I, Family Kind, const Value *Address, uint64_t Size,
           unsigned Operand = 0);

  Function &F;
  const DataLayout &Layout;
  unsigned IgnoredInFunction;
  unsigned IgnoredHere = 0;
  Ignorelist &Ignored;
  const CallSites &Calls;
  const LibraryCalls &Library;
  unsigned NoSanitize;
  VariableNames Names;
  Privacy Private;
  BlockAccesses Accesses;
  std::vector<Place> Places;
};
} // namespace

bool Selector::isWanted(Category C, const Value *Address) {
  if (!isWanted(C) || Private.isPrivate(Address))
    return false;
  auto *G = dyn_cast<GlobalVariable>(getUnderlyingObject(Address));
  return !G || !(Ignored.ignored(*G) & C);
}

/// \p Address may be null; \p Size is that of the object, as far as known.
void Selector::add(Instruction &I, Family Kind, const Value *Address,
                   uint64_t Size, unsigned Operand) {
  std::string Name = Address ? Names.describe(I, Address, Size) : std::string();
  Places.push_back({&I, Kind, Operand, std::move(Name)});
}

/// Loads, stores and the other instructions with one address.
void Selector::visitAccess(Instruction &I) {
  const Value *Address = nullptr;
  Type *Accessed = nullptr;
  if (auto *Rmw = dyn_cast<AtomicRMWInst>(&I)) {
    Address = Rmw->getPointerOperand();
    Accessed = Rmw->getType();
  } else if (auto *Cas = dyn_cast<AtomicCmpXchgInst>(&I)) {
    Address = Cas->getPointerOperand();
    Accessed = Cas->getCompareOperand()->getType();
  } else {
    Address = getLoadStorePointerOperand(&I);
    Accessed = getLoadStoreType(&I);
  }
  TypeSize Size = Layout.getTypeStoreSize(Accessed);
  if (Size.isScalable() || Size == TypeSize(0, false))
    return;
  if (I.isAtomic()) {
    Accesses.clear();
    if (isWanted(CategoryAtomic, Address))
      add(I, Family::Atomic, Address, Size);
    return;
  }
  if (I.isVolatile()) {
    Accesses.clear();
    if (isWanted(CategoryPlain, Address))
      add(I, Family::Volatile, Address, Size);
    return;
  }
  auto *Load = dyn_cast<LoadInst>(&I);
  if ((Load && Privacy::readsConstant(*Load)) ||
      !isWanted(CategoryPlain, Address) || Accesses.isCovered(I))
    return;
  add(I, Family::Plain, Address, Size);
}

void Selector::visitIntrinsic(IntrinsicInst &Call) {
  if (auto *Memory = dyn_cast<AnyMemIntrinsic>(&Call)) {
    auto *Length = dyn_cast<ConstantInt>(Memory->getLength());
    uint64_t Size = Length ? Length->getZExtValue() : 0;
    if (Length && Size == 0)
      return;
    if (isa<AnyMemTransferInst>(Memory) &&
        isWanted(CategoryPlain, Memory->getArgOperand(1)))
      add(Call, Family::RangeRead, Memory->getArgOperand(1), Size, 1);
    if (isWanted(CategoryPlain, Memory->getArgOperand(0)))
      add(Call, Family::RangeWrite, Memory->getArgOperand(0), Size, 0);
    return;
  }
  switch (Call.getIntrinsicID()) {
  case Intrinsic::x86_sse2_pause:
    Accesses.clear();
    if (isWanted(CategoryAssembly))
      add(Call, Family::SpinHint, nullptr, 0);
    return;
  case Intrinsic::x86_sse2_mfence:
  case Intrinsic::x86_sse2_lfence:
  case Intrinsic::x86_sse_sfence:
    Accesses.clear();
    if (isWanted(CategoryAtomic))
      add(Call, Family::Fence, nullptr, 0);
    return;
  default:
    break;
  }
  if (!isMaskedAccess(Call) || !isWanted(CategoryPlain))
    return;
  const Value *Address = Call.getArgOperand(Call.getType()->isVoidTy() ? 1 : 0);
  if (Address->getType()->isVectorTy())
    add(Call, Family::MaskedAccess, nullptr, 0);
  else if (isWanted(CategoryPlain, Address))
    add(Call, Family::MaskedAccess, Address, 0);
}

/// The address of a format is not where the strings for it lie.
static bool hasAddressOfItsOwn(LengthRule Rule) {
  switch (Rule) {
  case LengthRule::Print:
  case LengthRule::PrintList:
  case LengthRule::Scan:
  case LengthRule::Vectors:
    return false;
  default:
    return true;
  }
}

void Selector::visitLibrary(CallBase &Call) {
  ArrayRef<LibraryAccess> Accesses = Library.accesses(Call);
  for (unsigned I = 0; I != Accesses.size(); ++I) {
    const LibraryAccess &Each = Accesses[I];
    if (!isAnnounced(Call, Each))
      continue;
    const Value *Address = nullptr;
    if (hasAddressOfItsOwn(Each.Size.Rule) && !Each.IsBehind)
      Address = Call.getArgOperand(Each.Address);
    if (Address ? isWanted(CategoryPlain, Address) : isWanted(CategoryPlain))
      add(Call, Family::LibraryAccess, Address, 0, I);
  }
}

/// True when the first argument is the object that a C++ library function is
/// called for.
static bool isMemberFunction(const CallBase &Call) {
  StringRef Name = linkName(*externalCallee(Call));
  return compat::hasPrefix(Name, "_ZN") &&
         Name.find("11this_thread") == StringRef::npos;
}

void Selector::visitExternal(CallBase &Call) {
  if (isAtomicCall(Call)) {
    bool IsGeneric = isa<IntegerType>(Call.getArgOperand(0)->getType());
    const Value *Address = Call.getArgOperand(IsGeneric ? 1 : 0);
    if (isWanted(CategoryAtomic, Address))
      add(Call, Family::AtomicCall, Address, 0);
    return;
  }
  lockstep_op Kind = Calls.kind(Call);
  if (Kind == lockstep_op_None || !isWanted(CategoryCall))
    return;
  const Value *Object = nullptr;
  bool HasObject = objectSize(Kind) || isMemberFunction(Call);
  if (HasObject && Call.arg_size() &&
      Call.getArgOperand(0)->getType()->isPointerTy())
    Object = Call.getArgOperand(0);
  add(Call, Family::Call, Object, objectSize(Kind));
}

void Selector::visitCall(CallBase &Call) {
  for (unsigned I = 0; I != Call.arg_size(); ++I)
    if (Call.isByValArgument(I) &&
        isWanted(CategoryPlain, Call.getArgOperand(I)))
      add(Call, Family::RangeRead, Call.getArgOperand(I),
          Layout.getTypeAllocSize(Call.getParamByValType(I)), I);
  if (auto *Intrinsic = dyn_cast<IntrinsicInst>(&Call)) {
    visitIntrinsic(*Intrinsic);
    return;
  }
  if (Call.doesNotAccessMemory())
    return;
  Accesses.clear();
  if (auto *Assembly = dyn_cast<InlineAsm>(Call.getCalledOperand())) {
    AssemblyEffect Effect = classifyAssembly(*Assembly);
    if (Effect == AssemblyEffect::None || !isWanted(CategoryAssembly))
      return;
    unsigned Operand = assemblyMemoryOperand(Call);
    bool HasAddress = Operand < Call.arg_size();
    if (Effect == AssemblyEffect::SpinHint)
      add(Call, Family::SpinHint, nullptr, 0);
    else
      add(Call, Family::Assembly,
          HasAddress ? Call.getArgOperand(Operand) : nullptr, 0);
    return;
  }
  visitLibrary(Call);
  visitExternal(Call);
}

void Selector::visit(Instruction &I) {
  if (I.hasMetadata(NoSanitize))
    return;
  IgnoredHere = IgnoredInFunction | Ignored.ignoredAt(I);
  if (isa<LoadInst, StoreInst, AtomicRMWInst, AtomicCmpXchgInst>(I)) {
    visitAccess(I);
  } else if (auto *Fence = dyn_cast<FenceInst>(&I)) {
    if (Fence->getSyncScopeID() == SyncScope::SingleThread)
      return;
    Accesses.clear();
    if (isWanted(CategoryAtomic))
      add(I, Family::Fence, nullptr, 0);
  } else if (auto *Call = dyn_cast<CallBase>(&I)) {
    visitCall(*Call);
  }
}

std::vector<Place> Selector::run() {
  for (BasicBlock &Block : F) {
    Accesses.clear();
    for (Instruction &I : Block)
      visit(I);
  }
  return std::move(Places);
}

std::vector<Place> lockstep::selectPlaces(Function &F,
                                          unsigned IgnoredInFunction,
                                          Ignorelist &Ignored,
                                          const CallSites &Calls,
                                          const LibraryCalls &Library) {
  return Selector(F, IgnoredInFunction, Ignored, Calls, Library).run();
}
