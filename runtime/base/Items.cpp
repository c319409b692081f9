//===- Items.cpp - Reads name=value:name=value ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "base/Items.h"

#include <algorithm>

using namespace lockstep;

static constexpr std::string_view Separators = ":, \t\n\r";

static std::string quoted(std::string_view Text) {
  return "'" + std::string(Text) + "'";
}

static bool isSeparator(char C) {
  return Separators.find(C) != std::string_view::npos;
}

size_t lockstep::wordLength(std::string_view Text) {
  return std::min(Text.find_first_of(Separators), Text.size());
}

Error ItemReader::fail(std::string What) const {
  return Error{std::string(Origin) + ": " + std::move(What)};
}

Result<bool> ItemReader::next() {
  while (At < Text.size() && isSeparator(Text[At]))
    ++At;
  if (At == Text.size())
    return false;
  size_t Begin = At;
  while (At < Text.size() && Text[At] != '=' && !isSeparator(Text[At]))
    ++At;
  Name = Text.substr(Begin, At - Begin);
  if (At == Text.size() || Text[At] != '=')
    return fail(quoted(Name) + " has no value; write " + std::string(Name) +
                "=VALUE");
  if (Name.empty())
    return fail("a name is missing before " + quoted(Text.substr(At)) +
                "; write name=value");
  ++At;
  return takeValue();
}

Result<bool> ItemReader::takeValue() {
  char Quote = At < Text.size() ? Text[At] : 0;
  if (Quote != '\'' && Quote != '"') {
    Value = Text.substr(At, wordLength(Text.substr(At)));
    At += Value.size();
    return true;
  }
  size_t End = Text.find(Quote, At + 1);
  if (End == std::string_view::npos)
    return fail("the value of " + quoted(Name) + " begins with " + Quote +
                " and does not end with it");
  Value = Text.substr(At + 1, End - At - 1);
  At = End + 1;
  if (At < Text.size() && !isSeparator(Text[At]))
    return fail("after the quoted value of " + quoted(Name) +
                " a ':' is missing");
  return true;
}
