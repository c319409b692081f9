//===- Text.cpp - Strings for terminals -----------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Text.h"

#include <algorithm>
#include <cstdio>

using namespace lockstep;

namespace {
constexpr char Digits[] = "0123456789abcdef";

struct CodePoint {
  uint32_t Value = 0;
  size_t Length = 0; ///< 0 when the bytes are not UTF-8
};
} // namespace

/// Decodes the first code point of \p Text, which is not empty.
static CodePoint decode(std::string_view Text) {
  unsigned char First = Text[0];
  if (First < 0x80)
    return {First, 1};
  size_t Length = First >= 0xf0 ? 4 : First >= 0xe0 ? 3 : 2;
  if (First < 0xc2 || First > 0xf4 || Text.size() < Length)
    return {};
  uint32_t Value = First & (0x7f >> Length);
  for (size_t I = 1; I < Length; ++I) {
    unsigned char Next = Text[I];
    if ((Next & 0xc0) != 0x80)
      return {};
    Value = Value << 6 | (Next & 0x3f);
  }
  bool Overlong =
      (Length == 3 && Value < 0x800) || (Length == 4 && Value < 0x10000);
  if (Overlong || Value > 0x10ffff || (Value >= 0xd800 && Value < 0xe000))
    return {};
  return {Value, Length};
}

/// Characters that steer a terminal, or make text look like other text.
static bool isHostile(uint32_t Value) {
  return Value < 0x20 || (Value >= 0x7f && Value < 0xa0) ||
         (Value >= 0x200b && Value <= 0x200f) ||
         (Value >= 0x2028 && Value <= 0x202e) ||
         (Value >= 0x2060 && Value <= 0x206f) || Value == 0xfeff;
}

std::string lockstep::escapeText(std::string_view Text) {
  std::string Safe;
  Safe.reserve(Text.size());
  while (!Text.empty()) {
    CodePoint Point = decode(Text);
    size_t Length = Point.Length ? Point.Length : 1;
    if (Point.Length && !isHostile(Point.Value)) {
      Safe += Text.substr(0, Length);
    } else if (Text[0] == '\t') {
      Safe += "    ";
    } else {
      for (unsigned char Byte : Text.substr(0, Length)) {
        Safe += "\\x";
        Safe += Digits[Byte >> 4];
        Safe += Digits[Byte & 15];
      }
    }
    Text.remove_prefix(Length);
  }
  return Safe;
}

static bool startsCodePoint(char Byte) { return (Byte & 0xc0) != 0x80; }

size_t lockstep::displayWidth(std::string_view Text) {
  size_t Width = 0;
  for (char Byte : Text)
    Width += startsCodePoint(Byte);
  return Width;
}

std::string lockstep::clipText(std::string_view Text, size_t Width) {
  if (displayWidth(Text) <= Width)
    return std::string(Text);
  size_t Keep = Width > 3 ? Width - 3 : 0, End = 0;
  for (; End < Text.size(); ++End)
    if (startsCodePoint(Text[End]) && Keep-- == 0)
      break;
  return std::string(Text.substr(0, End)) +
         std::string("...").substr(0, Width < 3 ? Width : 3);
}

std::string lockstep::padText(std::string Text, size_t Width) {
  size_t Taken = displayWidth(Text);
  if (Taken < Width)
    Text.append(Width - Taken, ' ');
  return Text;
}

std::vector<std::string> lockstep::wrapText(std::string_view Text,
                                            size_t Width) {
  std::vector<std::string> Lines;
  while (!Text.empty()) {
    size_t End = std::min(Text.find(' '), Text.size());
    std::string_view Word = Text.substr(0, End);
    Text.remove_prefix(std::min(End + 1, Text.size()));
    if (Lines.empty() ||
        displayWidth(Lines.back()) + 1 + displayWidth(Word) > Width)
      Lines.emplace_back(Word);
    else
      (Lines.back() += ' ') += Word;
  }
  return Lines;
}

std::string lockstep::hexText(uint64_t Value) {
  std::string Text;
  do {
    Text.insert(Text.begin(), Digits[Value & 15]);
    Value >>= 4;
  } while (Value);
  return "0x" + Text;
}

std::string lockstep::valueText(uint64_t Value, uint32_t Size) {
  constexpr uint64_t Small = 1000000;
  if (Value < Small)
    return std::to_string(Value);
  unsigned Bits = Size > 0 && Size < 8 ? Size * 8 : 64;
  uint64_t Mask = Bits == 64 ? ~uint64_t(0) : (uint64_t(1) << Bits) - 1;
  uint64_t Negated = (~Value + 1) & Mask;
  if (Bits >= 32 && Value <= Mask && Negated < Small)
    return "-" + std::to_string(Negated);
  return hexText(Value);
}

std::string lockstep::countText(uint64_t Count, std::string_view Singular) {
  std::string Text = std::to_string(Count) + " " + std::string(Singular);
  if (Count != 1)
    Text += Singular.ends_with("ch") ? "es" : "s";
  return Text;
}

std::string lockstep::percentText(double Share) {
  constexpr double Least = 1e-6; // what %g still writes without an exponent
  if (Share > 0 && Share < Least)
    return "less than 0.0001 %";
  char Text[32];
  snprintf(Text, sizeof Text, Share < 0.1 ? "%.2g %%" : "%.0f %%", Share * 100);
  return Text;
}

std::string_view lockstep::baseName(std::string_view Path) {
  size_t Slash = Path.rfind('/');
  return Slash == Path.npos ? Path : Path.substr(Slash + 1);
}
