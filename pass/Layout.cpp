//===- Layout.cpp - The members of a type as text -------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Layout.h"
#include "DebugTypes.h"
#include "LLVMCompat.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/BinaryFormat/Dwarf.h"

#include <vector>

using namespace llvm;
using namespace lockstep;

static constexpr size_t MaxText = 4096;
// Types nest finitely, but debug information may be damaged.
static constexpr unsigned MaxDepth = 24;

namespace {
struct Member {
  std::string Name;
  uint64_t Begin; ///< in bytes
  uint64_t Size;
  const DIType *Type; ///< null when the name ends here
};

class LayoutWriter {
public:
  std::string write(const DIType *Type);

private:
  std::string reference(const DIType *Type, unsigned Depth);
  std::string describe(const DIType *Type, unsigned Depth);
  std::string describeArray(const DICompositeType &Array, unsigned Depth);
  std::string describeRecord(const DICompositeType &Record, unsigned Depth);

  std::vector<std::string> Lines;
  DenseMap<const DIType *, std::string> References;
  size_t Length = 0;
};
} // namespace

static bool isBitField(const DIDerivedType &Member) {
  return Member.isBitField() &&
         isa_and_nonnull<ConstantInt>(Member.getStorageOffsetInBits());
}

/// Adds \p Field to the bit-fields that it shares bytes with.
static void addBitField(std::vector<Member> &Members,
                        const DIDerivedType &Field, bool FollowsBitField) {
  uint64_t Begin =
      cast<ConstantInt>(Field.getStorageOffsetInBits())->getZExtValue() / 8;
  uint64_t End = (Field.getOffsetInBits() + Field.getSizeInBits() + 7) / 8;
  if (!FollowsBitField || Members.back().Begin != Begin) {
    Members.push_back({Field.getName().str(), Begin, End - Begin, nullptr});
    return;
  }
  Members.back().Name += "|" + Field.getName().str();
  Members.back().Size = End - Begin;
}

/// Data members in order of declaration, without those that are not named in
/// programs.
static std::vector<Member> membersOf(const DICompositeType &Record) {
  std::vector<Member> Members, Reserved;
  bool FollowsBitField = false;
  for (const DINode *Node : Record.getElements()) {
    auto *Field = dyn_cast_or_null<DIDerivedType>(Node);
    if (!Field || Field->getTag() != dwarf::DW_TAG_member ||
        Field->isStaticMember() || Field->isArtificial() ||
        Field->getName().find_first_of(" :;|\n") != StringRef::npos)
      continue;
    if (isBitField(*Field)) {
      addBitField(Members, *Field, FollowsBitField);
      FollowsBitField = true;
      continue;
    }
    FollowsBitField = false;
    const DIType *Type = stripQualifiers(Field->getBaseType());
    bool IsReserved = isReservedName(Field->getName());
    (IsReserved ? Reserved : Members)
        .push_back({IsReserved ? "" : Field->getName().str(),
                    Field->getOffsetInBits() / 8, sizeOf(Type), Type});
  }
  if (Members.empty() && Reserved.size() == 1 && Reserved[0].Type &&
      Reserved[0].Type->getTag() == dwarf::DW_TAG_array_type)
    return Reserved;
  return Members;
}

/// After the members, since these may lie in what a base leaves of its bytes.
static void addBases(std::vector<Member> &Members,
                     const DICompositeType &Record) {
  for (const DINode *Node : Record.getElements())
    if (auto *Base = dyn_cast_or_null<DIDerivedType>(Node))
      if (Base->getTag() == dwarf::DW_TAG_inheritance &&
          !(Base->getFlags() & DINode::FlagVirtual)) {
        const DIType *Type = stripQualifiers(Base->getBaseType());
        Members.push_back(
            {"", Base->getOffsetInBits() / 8, sizeOf(Type), Type});
      }
}

std::string LayoutWriter::describeRecord(const DICompositeType &Record,
                                         unsigned Depth) {
  std::vector<Member> Members = membersOf(Record);
  addBases(Members, Record);
  std::string Text;
  for (const Member &Each : Members) {
    std::string Inside =
        Each.Type ? reference(Each.Type, Depth + 1) : std::string();
    if (Each.Size == 0 || (Each.Name.empty() && Inside.empty()))
      continue;
    Text += std::to_string(Each.Begin) + "+" + std::to_string(Each.Size);
    if (!Each.Name.empty())
      Text += " " + Each.Name;
    if (!Inside.empty())
      Text += ":" + Inside;
    Text += ";";
  }
  return Text.empty() ? Text : "{" + Text + "}";
}

std::string LayoutWriter::describeArray(const DICompositeType &Array,
                                        unsigned Depth) {
  uint64_t Stride = sizeOf(Array.getBaseType());
  DINodeArray Dimensions = Array.getElements();
  if (Array.isVector() || Stride == 0 || Dimensions.size() == 0)
    return "";
  std::string Inside = reference(stripQualifiers(Array.getBaseType()), Depth);
  for (unsigned I = Dimensions.size(); I-- > 0;) {
    auto *Range = dyn_cast_or_null<DISubrange>(Dimensions[I]);
    uint64_t Count = Range ? compat::elementCount(*Range) : 0;
    std::string Text =
        "[" + std::to_string(Count) + "*" + std::to_string(Stride) + "]";
    Text += Inside;
    if (I == 0)
      return Text;
    if (Count == 0)
      return "";
    Inside = std::to_string(Lines.size());
    Length += Text.size() + 1;
    Lines.push_back(std::move(Text));
    Stride *= Count;
  }
  return "";
}

std::string LayoutWriter::describe(const DIType *Type, unsigned Depth) {
  auto *Composite = dyn_cast_or_null<DICompositeType>(Type);
  if (!Composite || Depth > MaxDepth || Length > MaxText)
    return "";
  switch (Composite->getTag()) {
  case dwarf::DW_TAG_array_type:
    return describeArray(*Composite, Depth + 1);
  case dwarf::DW_TAG_structure_type:
  case dwarf::DW_TAG_class_type:
  case dwarf::DW_TAG_union_type:
    return describeRecord(*Composite, Depth);
  default:
    return "";
  }
}

/// The number of the line of \p Type, or nothing when it has none.
std::string LayoutWriter::reference(const DIType *Type, unsigned Depth) {
  auto Known = References.find(Type);
  if (Known != References.end())
    return Known->second;
  std::string Text = describe(Type, Depth), Number;
  if (!Text.empty()) {
    Number = std::to_string(Lines.size());
    Length += Text.size() + 1;
    Lines.push_back(std::move(Text));
  }
  References[Type] = Number;
  return Number;
}

std::string LayoutWriter::write(const DIType *Type) {
  Lines.emplace_back(); // the variable's own
  std::string Whole = describe(stripQualifiers(Type), 0);
  for (size_t I = 1; !Whole.empty() && I < Lines.size(); ++I)
    Whole += "\n" + Lines[I];
  return Whole;
}

std::string lockstep::layoutOf(const DIType *Type) {
  return LayoutWriter().write(Type);
}
