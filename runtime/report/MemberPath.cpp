//===- MemberPath.cpp - From an offset to a member ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/MemberPath.h"

#include <charconv>

using namespace lockstep;

// More than the pass nests; a damaged layout may go round in circles.
static constexpr unsigned MaxDepth = 64;

static bool take(std::string_view &Text, char Expected) {
  if (!Text.starts_with(Expected))
    return false;
  Text.remove_prefix(1);
  return true;
}

static bool take(std::string_view &Text, uint64_t &Number) {
  const char *End = Text.data() + Text.size();
  auto [Rest, Error] = std::from_chars(Text.data(), End, Number);
  if (Error != std::errc())
    return false;
  Text.remove_prefix(size_t(Rest - Text.data()));
  return true;
}

/// The line of the type that \p Text names, which is all of it; empty when it
/// names none.
static std::string_view typeAt(std::string_view Layout, std::string_view Text) {
  uint64_t Line;
  if (!take(Text, Line) || !Text.empty())
    return {};
  for (; Line > 0; --Line) {
    size_t End = Layout.find('\n');
    if (End == Layout.npos)
      return {};
    Layout.remove_prefix(End + 1);
  }
  return Layout.substr(0, Layout.find('\n'));
}

namespace {
/// A place that is looked for in one type after the other.
struct Step {
  std::string Path;
  uint64_t Offset; ///< in what is at Path
  uint64_t Size;
  std::string_view Next; ///< text that names the type of what is at Path
};
} // namespace

/// Goes from the array \p Type to its element. False when it has none there.
static bool stepIntoArray(std::string_view Type, Step &At) {
  uint64_t Count, Stride;
  if (!take(Type, '[') || !take(Type, Count) || !take(Type, '*') ||
      !take(Type, Stride) || !take(Type, ']') || Stride == 0)
    return false;
  uint64_t Index = At.Offset / Stride;
  // Of an access to several elements from the first, the array is named.
  if ((Count != 0 && Index >= Count) || (At.Offset == 0 && At.Size > Stride))
    return false;
  At.Path += "[" + std::to_string(Index) + "]";
  At.Offset %= Stride;
  At.Next = Type;
  return true;
}

/// Goes to the member that \p Text describes: "40+8 balance:2". False when the
/// place lies elsewhere.
static bool stepIntoMember(std::string_view Text, Step &At) {
  uint64_t Begin, Size;
  if (!take(Text, Begin) || !take(Text, '+') || !take(Text, Size) ||
      At.Offset < Begin || At.Offset - Begin >= Size ||
      At.Size > Size - (At.Offset - Begin))
    return false;
  size_t Colon = Text.find(':');
  std::string_view Name = Text.substr(0, Colon);
  if (take(Name, ' '))
    At.Path.append(".").append(Name);
  At.Offset -= Begin;
  At.Next = Colon == Text.npos ? std::string_view() : Text.substr(Colon + 1);
  return true;
}

static bool stepIntoRecord(std::string_view Type, Step &At) {
  if (!take(Type, '{'))
    return false;
  for (size_t End; (End = Type.find(';')) != Type.npos;
       Type.remove_prefix(End + 1))
    if (stepIntoMember(Type.substr(0, End), At))
      return true;
  return false;
}

std::string lockstep::memberPath(std::string_view Layout, uint64_t Offset,
                                 uint64_t Size) {
  Step At{"", Offset, Size, "0"};
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    std::string_view Type = typeAt(Layout, At.Next);
    bool Stepped = Type.starts_with('[') ? stepIntoArray(Type, At)
                                         : stepIntoRecord(Type, At);
    if (!Stepped)
      break;
  }
  if (At.Offset)
    At.Path += "+" + std::to_string(At.Offset);
  return At.Path;
}
