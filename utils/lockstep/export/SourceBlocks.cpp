//===- SourceBlocks.cpp - Where functions begin and end -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "export/SourceBlocks.h"

#include <algorithm>
#include <cctype>
#include <string>

using namespace lockstep;
using namespace lockstep::cli;

namespace {

bool isWordChar(char C) {
  return isalnum(static_cast<unsigned char>(C)) || C == '_';
}

/// Walks over a file and sees its braces.
class Scanner {
public:
  explicit Scanner(std::string_view Text) : Text(Text) {}

  std::vector<LineRange> run() {
    while (At < Text.size())
      step();
    return std::move(Found);
  }

private:
  bool startsWith(std::string_view What) const {
    return Text.substr(At).starts_with(What);
  }

  void step() {
    char C = Text[At];
    if (startsWith("//"))
      skipTo("\n", 0);
    else if (startsWith("/*"))
      skipTo("*/", 2);
    else if (C == '#' && AtLineStart)
      skipDirective();
    else if (C == '"')
      skipString();
    else if (C == '\'' && !(At > 0 && isWordChar(Text[At - 1])))
      skipLiteral('\'');
    else
      take(C);
  }

  /// Goes to \p Mark, or \p Behind characters further.
  void skipTo(std::string_view Mark, size_t Behind) {
    size_t Start = At + std::min<size_t>(Behind, Text.size() - At);
    size_t End = std::min(Text.find(Mark, Start), Text.size());
    advance(std::min(End + Behind, Text.size()));
  }

  void advance(size_t To) {
    Line += uint32_t(std::count(Text.begin() + At, Text.begin() + To, '\n'));
    At = To;
  }

  void skipDirective() {
    size_t End = At;
    do
      End = std::min(Text.find('\n', End + 1), Text.size());
    while (End < Text.size() && Text[End - 1] == '\\');
    advance(End);
  }

  void skipString() {
    note('"');
    if (At == 0 || Text[At - 1] != 'R')
      return skipLiteral('"');
    size_t Open = std::min(Text.find('(', At), Text.size());
    std::string Mark =
        ")" + std::string(Text.substr(At + 1, Open - At - 1)) + "\"";
    skipTo(Mark, Mark.size());
  }

  void skipLiteral(char Quote) {
    size_t End = At + 1;
    while (End < Text.size() && Text[End] != Quote && Text[End] != '\n')
      End += Text[End] == '\\' ? 2 : 1;
    advance(std::min(End + 1, Text.size()));
  }

  /// Remembers what the current statement says.
  void note(char C) {
    if (Statement.empty())
      StatementLine = Line;
    if (Statement.size() < 4096)
      Statement += C;
  }

  void take(char C) {
    if (C == '\n') {
      ++Line;
      AtLineStart = true;
    } else if (C != ' ' && C != '\t') {
      AtLineStart = false;
    }
    if (Depth > 0)
      Depth += C == '{' ? 1 : C == '}' ? -1 : 0;
    else if (C == '{' && isTransparent())
      Statement.clear();
    else if (C == '{')
      Depth = 1;
    else if (C == ';' || C == '}' || (C == ':' && isAccess()))
      Statement.clear();
    else if (!isspace(static_cast<unsigned char>(C)) || !Statement.empty())
      note(C);
    if (Depth == 0 && C == '}' && !Statement.empty()) {
      Found.push_back({StatementLine, Line});
      Statement.clear();
    }
    ++At;
  }

  /// Whether the statement so far only says who may use what follows.
  bool isAccess() const {
    return Statement == "public" || Statement == "protected" ||
           Statement == "private";
  }

  /// Whether what the current brace opens holds functions.
  bool isTransparent() const {
    if (Statement.find('(') != Statement.npos)
      return false;
    size_t Begin = 0;
    for (size_t I = 0; I <= Statement.size(); ++I) {
      if (I < Statement.size() && isWordChar(Statement[I]))
        continue;
      std::string_view Word(Statement.data() + Begin, I - Begin);
      for (std::string_view Each :
           {"namespace", "class", "struct", "union", "extern"})
        if (Word == Each && Statement.find('=') == Statement.npos)
          return true;
      Begin = I + 1;
    }
    return false;
  }

  std::string_view Text;
  size_t At = 0;
  uint32_t Line = 1;
  bool AtLineStart = true;
  int Depth = 0; ///< of braces that are not transparent
  std::string Statement;
  uint32_t StatementLine = 1;
  std::vector<LineRange> Found;
};

} // namespace

std::vector<LineRange> cli::findBlocks(std::string_view Text) {
  return Scanner(Text).run();
}
