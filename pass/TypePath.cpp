//===- TypePath.cpp - From a variable to a member -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TypePath.h"
#include "DebugTypes.h"
#include "LLVMCompat.h"

#include "llvm/BinaryFormat/Dwarf.h"

using namespace llvm;
using namespace lockstep;

/// The standard library's atomics are called by the variable's name, without
/// the names of their insides.
static bool isAtomicWrapper(const DIType *Type) {
  StringRef Name = Type->getName();
  return compat::hasPrefix(Name, "atomic") ||
         compat::hasPrefix(Name, "__atomic") ||
         compat::hasPrefix(Name, "__cxx_atomic");
}

/// Data members of \p Record itself, without those of its bases.
static unsigned memberCount(const DICompositeType &Record) {
  return llvm::count_if(Record.getElements(), [](const DINode *Node) {
    auto *Member = dyn_cast_or_null<DIDerivedType>(Node);
    return Member && Member->getTag() == dwarf::DW_TAG_member &&
           !Member->isStaticMember();
  });
}

TypePath::TypePath(std::string Text, const DIType *Type)
    : Text(std::move(Text)), Type(stripQualifiers(Type)) {}

bool TypePath::dereference() {
  auto *Derived = dyn_cast_or_null<DIDerivedType>(Type);
  if (!Derived)
    return false;
  switch (Derived->getTag()) {
  case dwarf::DW_TAG_pointer_type:
    Text = text();
    IsPointer = true;
    break;
  case dwarf::DW_TAG_reference_type:
  case dwarf::DW_TAG_rvalue_reference_type:
    break;
  default:
    return false;
  }
  Type = stripQualifiers(Derived->getBaseType());
  return true;
}

void TypePath::append(StringRef Member) {
  Text += IsPointer ? "->" : ".";
  Text += Member;
  IsPointer = false;
}

/// Takes whole multiples of \p Stride out of \p Where as one index.
void TypePath::index(Displacement &Where, uint64_t Stride) {
  size_t Before = Where.Strides.size();
  llvm::erase_if(Where.Strides,
                 [&](uint64_t S) { return S >= Stride && S % Stride == 0; });
  Text += Where.Strides.size() != Before
              ? "[]"
              : "[" + std::to_string(Where.Constant / int64_t(Stride)) + "]";
  Where.Constant %= int64_t(Stride);
  IsPointer = false;
}

bool TypePath::stepIntoArray(Displacement &Where) {
  auto *Array = cast<DICompositeType>(Type);
  uint64_t Stride = sizeOf(Array->getBaseType());
  SmallVector<uint64_t, 2> Strides;
  DINodeArray Dimensions = Array->getElements();
  for (unsigned I = Dimensions.size(); I-- > 0;) {
    if (Stride == 0)
      return false;
    Strides.push_back(Stride);
    auto *Range = dyn_cast_or_null<DISubrange>(Dimensions[I]);
    Stride *= Range ? compat::elementCount(*Range) : 0;
  }
  for (uint64_t S : llvm::reverse(Strides))
    index(Where, S);
  Type = stripQualifiers(Array->getBaseType());
  return !Strides.empty();
}

bool TypePath::stepIntoMember(Displacement &Where) {
  auto *Record = cast<DICompositeType>(Type);
  const DIDerivedType *Chosen = nullptr;
  for (const DINode *Node : Record->getElements()) {
    auto *Member = dyn_cast_or_null<DIDerivedType>(Node);
    if (!Member || Member->isStaticMember() ||
        (Member->getTag() != dwarf::DW_TAG_member &&
         Member->getTag() != dwarf::DW_TAG_inheritance))
      continue;
    int64_t Begin = Member->getOffsetInBits() / 8;
    int64_t End = Begin + sizeOf(Member->getBaseType());
    if (Where.Constant < Begin || Where.Constant >= End)
      continue;
    // Bit fields share their bytes; of an empty base and a member at the same
    // place the member is meant.
    if (Member->isBitField())
      return false;
    if (!Chosen || Member->getTag() == dwarf::DW_TAG_member)
      Chosen = Member;
  }
  if (!Chosen || (Chosen->getFlags() & DINode::FlagVirtual))
    return false;
  Where.Constant -= Chosen->getOffsetInBits() / 8;
  if (Chosen->getTag() == dwarf::DW_TAG_member && !Chosen->getName().empty())
    append(Chosen->getName());
  Type = stripQualifiers(Chosen->getBaseType());
  return true;
}

bool TypePath::descend(Displacement Where, uint64_t Size) {
  uint64_t Stride = sizeOf(Type);
  bool IsIndexed = IsPointer && Stride &&
                   (Where.Constant < 0 || Where.Constant >= int64_t(Stride) ||
                    (!Where.Strides.empty() && Where.Strides[0] % Stride == 0));
  if (IsIndexed) {
    if (Where.Constant < 0 && Where.Constant % int64_t(Stride) != 0)
      return false;
    index(Where, Stride);
  }
  // Types nest finitely, but debug information may be damaged.
  for (unsigned Depth = 0; Depth != 24; ++Depth) {
    if (!Type)
      return Where.isZero() || !IsPointer;
    bool IsWhole = Where.isZero() && (Size == 0 || sizeOf(Type) < Size);
    auto *Composite = dyn_cast<DICompositeType>(Type);
    if (!Composite || IsWhole)
      return Where.isZero();
    bool IsExact = Where.isZero() && sizeOf(Type) == Size;
    switch (Composite->getTag()) {
    case dwarf::DW_TAG_array_type:
      // Of an access to several elements the array is named.
      if (IsExact || sizeOf(Composite->getBaseType()) < Size)
        return true;
      if (!stepIntoArray(Where))
        return false;
      break;
    case dwarf::DW_TAG_structure_type:
    case dwarf::DW_TAG_class_type:
      if (IsExact && (isAtomicWrapper(Type) || memberCount(*Composite) != 1))
        return true;
      if (!stepIntoMember(Where))
        return true;
      break;
    default: // unions, enumerations
      return true;
    }
  }
  return false;
}

std::string TypePath::text() const { return IsPointer ? "*" + Text : Text; }
