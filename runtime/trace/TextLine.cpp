//===- TextLine.cpp - One line of a trace's text form, taken apart --------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/TextLine.h"

#include "base/Nearest.h"
#include "base/Number.h"
#include "trace/Text.h"

#include <algorithm>

using namespace lockstep;

/// \p Word for an error message.
static std::string quote(std::string_view Word) {
  constexpr size_t Longest = 60;
  bool Cut = Word.size() > Longest;
  return "'" + printable(Word.substr(0, Longest)) + (Cut ? "...'" : "'");
}

void TextLine::fail(std::string_view Token, const std::string &Text) {
  if (failed())
    return;
  Problem =
      "column " + std::to_string(Token.data() - Whole.data() + 1) + ": " + Text;
}

static void skipBlanks(std::string_view &Text) {
  Text.remove_prefix(std::min(Text.find_first_not_of(" \t"), Text.size()));
}

std::string_view TextLine::word() {
  skipBlanks(Rest);
  size_t End = 0;
  for (bool Quoted = false; End < Rest.size(); ++End) {
    char C = Rest[End];
    if (C == '"')
      Quoted = !Quoted;
    else if (!Quoted && (C == ' ' || C == '\t' || C == ';'))
      break;
  }
  std::string_view Word = Rest.substr(0, End);
  Rest.remove_prefix(End);
  return Word;
}

std::string_view TextLine::rest() {
  skipBlanks(Rest);
  std::string_view All = Rest;
  Rest.remove_prefix(Rest.size());
  return All.substr(0, All.find_last_not_of(" \t") + 1);
}

uint64_t TextLine::number(std::string_view Word, uint64_t Max,
                          const char *What) {
  uint64_t Value = 0;
  if (!parseNumber(Word, Value))
    fail(Word, std::string(What) + " " + quote(Word) +
                   " is not a number; write one from 0 to " +
                   std::to_string(Max));
  else if (Value > Max)
    fail(Word, std::string(What) + " " + quote(Word) +
                   " is too large; it is at most " + std::to_string(Max));
  return failed() ? 0 : Value;
}

uint32_t TextLine::id(std::string_view Word, char Letter, const char *What) {
  uint64_t Value = 0;
  if (Word.empty() || Word[0] != Letter ||
      !parseNumber(Word.substr(1), Value) || Value > 0xffffffff) {
    fail(Word, std::string(What) + " " + quote(Word) + " is not one; write " +
                   Letter + " and a number, such as " + Letter + "0");
    return 0;
  }
  return uint32_t(Value);
}

static int hexDigit(char C) {
  return C >= '0' && C <= '9'   ? C - '0'
         : C >= 'a' && C <= 'f' ? C - 'a' + 10
                                : -1;
}

std::string TextLine::unescape(std::string_view Escaped) {
  std::string Out;
  for (size_t I = 0; I < Escaped.size(); ++I) {
    std::string_view Sequence = Escaped.substr(I, 4);
    if (Escaped[I] != '\\') {
      Out += Escaped[I];
    } else if (Sequence.substr(0, 2) == "\\\\") {
      Out += '\\';
      ++I;
    } else if (Sequence.size() == 4 && Sequence[1] == 'x' &&
               hexDigit(Sequence[2]) >= 0 && hexDigit(Sequence[3]) >= 0) {
      Out += char(hexDigit(Sequence[2]) << 4 | hexDigit(Sequence[3]));
      I += 3;
    } else {
      fail(Sequence, "a '\\' that begins nothing; write it as '\\\\', and a "
                     "byte as '\\x' and two hexadecimal digits");
      return Out;
    }
  }
  return Out;
}

void TextLine::unknown(std::string_view Word, const char *What,
                       const std::vector<std::string_view> &Names) {
  std::string_view Near = nearest(Word, Names);
  std::string Mend =
      Near.empty() ? "" : "; did you mean '" + std::string(Near) + "'?";
  if (Near.empty() && Names.size() <= 8) {
    for (std::string_view Name : Names)
      Mend += (Mend.empty() ? "; it is one of " : ", ") + std::string(Name);
  }
  fail(Word, std::string(What) + " " + quote(Word) + " does not exist" + Mend);
}

FieldWords::FieldWords(TextLine &Line) : Line(Line) {
  for (std::string_view Word; !(Word = Line.word()).empty();) {
    size_t Equals = Word.find('=');
    if (Equals == std::string_view::npos) {
      Line.fail(Word, quote(Word) + " is not a field; write name=value");
      return;
    }
    Fields.push_back({Word.substr(0, Equals), Word.substr(Equals + 1)});
  }
}

bool FieldWords::take(std::string_view Name, std::string_view &Value) {
  Asked.push_back(Name);
  for (Field &Each : Fields) {
    if (Each.Name != Name || Each.Taken)
      continue;
    Each.Taken = true;
    Value = Each.Value;
    return true;
  }
  return false;
}

void FieldWords::text(const char *Name, std::string &Value) {
  std::string_view Word;
  if (!take(Name, Word))
    return;
  if (Word.size() < 2 || Word.front() != '"' || Word.back() != '"') {
    Line.fail(Word, std::string(Name) + " is not between quotes; write " +
                        Name + "=\"...\"");
    return;
  }
  Value = Line.unescape(Word.substr(1, Word.size() - 2));
}

void FieldWords::finish() {
  for (const Field &Each : Fields) {
    if (Each.Taken)
      continue;
    if (std::find(Asked.begin(), Asked.end(), Each.Name) != Asked.end())
      Line.fail(Each.Name, "the field " + quote(Each.Name) +
                               " stands here twice; remove one");
    else
      Line.unknown(Each.Name, "the field", Asked);
  }
}
