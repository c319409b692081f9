//===- FunctionName.cpp - A function's own name ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Text.h"

using namespace lockstep;

static constexpr std::string_view Anonymous = "(anonymous namespace)";

/// The length of the operator's name at the start of \p Text ("operator<<"),
/// or 0 when there is none.
static size_t operatorLength(std::string_view Text) {
  constexpr std::string_view Word = "operator";
  if (!Text.starts_with(Word))
    return 0;
  size_t End = Word.size();
  if (Text.substr(End).starts_with("()") || Text.substr(End).starts_with("[]"))
    return End + 2;
  constexpr std::string_view Symbols = "+-*/%^&|~!=<>,";
  while (End < Text.size() && Symbols.find(Text[End]) != Symbols.npos)
    ++End;
  return End == Word.size() ? 0 : End;
}

/// The index just after the bracket that closes the one at \p Open.
static size_t skipBrackets(std::string_view Text, size_t Open) {
  size_t Depth = 0;
  for (size_t I = Open; I < Text.size(); ++I) {
    char C = Text[I];
    if (C == '(' || C == '<' || C == '{' || C == '[')
      ++Depth;
    else if (C == '>' && I > 0 && Text[I - 1] == '-')
      continue;
    else if ((C == ')' || C == '>' || C == '}' || C == ']') && --Depth == 0)
      return I + 1;
  }
  return Text.size();
}

std::string lockstep::shortFunctionName(std::string_view Text) {
  std::string Name;
  for (size_t I = 0; I < Text.size();) {
    bool AtWord = Name.empty() || Name.back() == ':';
    std::string_view Rest = Text.substr(I);
    if (size_t Length = AtWord ? operatorLength(Rest) : 0) {
      Name += Rest.substr(0, Length);
      I += Length;
    } else if (Rest.starts_with(Anonymous)) {
      Name += Anonymous;
      I += Anonymous.size();
    } else if (Text[I] == '{') {
      // A lambda: "main::{lambda(int)#1}::operator()(int) const".
      size_t End = skipBrackets(Text, I);
      Name +=
          Rest.starts_with("{lambda") ? "{lambda}" : Text.substr(I, End - I);
      I = End;
    } else if (Text[I] == '<' && !AtWord) {
      I = skipBrackets(Text, I);
    } else if (Text[I] == '(') {
      size_t End = skipBrackets(Text, I);
      // "f(int)::{lambda()#1}::operator()": parameters within a name.
      if (!Text.substr(End).starts_with("::") &&
          !Text.substr(End).starts_with(" const::"))
        break;
      I = Text.find("::", End);
    } else if (Text[I] == ' ') {
      // What stood before was a return type, unless a clone's note follows.
      if (Rest.starts_with(" [") || Rest.starts_with(" ("))
        break;
      if (Name.ends_with("operator"))
        Name += ' ';
      else if (!Rest.starts_with(" <"))
        Name.clear();
      ++I;
    } else {
      Name += Text[I++];
    }
  }
  return Name.empty() ? std::string(Text) : Name;
}
