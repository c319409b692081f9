//===- Suppressions.cpp - Races that are not to be told of ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Suppressions.h"

#include "base/Nearest.h"
#include "report/Places.h"
#include "report/Text.h"

#include <algorithm>

using namespace lockstep;

bool lockstep::matchesPattern(std::string_view Pattern, std::string_view Text) {
  if (Pattern.empty() || Text.empty())
    return false;
  bool AtBegin = Pattern.starts_with('^');
  if (AtBegin)
    Pattern.remove_prefix(1);
  size_t Dollar = Pattern.find('$');
  bool AtEnd = Dollar != std::string_view::npos;
  Pattern = Pattern.substr(0, Dollar);
  for (bool IsFirst = true;; IsFirst = false) {
    size_t Star = Pattern.find('*');
    std::string_view Part = Pattern.substr(0, Star);
    bool IsLast = Star == std::string_view::npos;
    bool Anchored = AtBegin && IsFirst;
    if (IsLast && AtEnd)
      return Text.ends_with(Part) && (!Anchored || Text.size() == Part.size());
    size_t Found = Text.find(Part);
    if (Found == std::string_view::npos || (Anchored && Found))
      return false;
    if (IsLast)
      return true;
    Text.remove_prefix(Found + Part.size());
    Pattern.remove_prefix(Star + 1);
  }
}

static std::string_view trim(std::string_view Text) {
  constexpr std::string_view Blanks = " \t\r";
  size_t First = Text.find_first_not_of(Blanks);
  if (First == std::string_view::npos)
    return {};
  return Text.substr(First, Text.find_last_not_of(Blanks) - First + 1);
}

Status Suppressions::add(std::string_view Text, std::string_view Origin) {
  const std::vector<std::string_view> Kinds = {
      "race",  "race_top", "deadlock",       "thread",
      "mutex", "signal",   "called_from_lib"};
  size_t Number = 0;
  while (!Text.empty()) {
    size_t End = std::min(Text.find('\n'), Text.size());
    std::string_view Line = trim(Text.substr(0, End));
    Text.remove_prefix(std::min(End + 1, Text.size()));
    ++Number;
    if (Line.empty() || Line[0] == '#')
      continue;
    auto Fail = [&](const std::string &Why) {
      return Error{std::string(Origin) + ":" + std::to_string(Number) + ": " +
                   Why};
    };
    size_t Colon = Line.find(':');
    if (Colon == std::string_view::npos)
      return Fail("'" + escapeText(Line) +
                  "' is no suppression, which is written kind:pattern, such as "
                  "race:update_counter");
    std::string_view Kind = Line.substr(0, Colon);
    if (std::find(Kinds.begin(), Kinds.end(), Kind) == Kinds.end()) {
      std::string_view Near = nearest(Kind, Kinds);
      return Fail("there is no kind of suppression '" + escapeText(Kind) + "'" +
                  (Near.empty()
                       ? "; race and race_top are about data races"
                       : "; did you mean '" + std::string(Near) + "'?"));
    }
    std::string_view Pattern = Line.substr(Colon + 1);
    if (Pattern.empty())
      return Fail("there is no pattern after '" + escapeText(Kind) +
                  ":'; name a function, a file or a module");
    if (Kind == "race" || Kind == "race_top")
      Lines.push_back({std::string(Pattern), Kind == "race_top"});
  }
  return success();
}

bool Suppressions::matchName(std::string_view Name, bool IsTop) const {
  return std::any_of(Lines.begin(), Lines.end(), [&](const Line &Each) {
    return (IsTop || !Each.TopOnly) && matchesPattern(Each.Pattern, Name);
  });
}

bool Suppressions::matchFrame(const SourceFrame &Frame, bool IsTop) const {
  return matchName(Frame.Function, IsTop) || matchName(Frame.File, IsTop) ||
         (!Frame.Folder.empty() &&
          matchName(Frame.Folder + "/" + Frame.File, IsTop)) ||
         matchName(Frame.Module, IsTop);
}

bool Suppressions::match(const ExecutionRecord &Record,
                         Symbolizer &Symbols) const {
  const Trace &Schedule = Record.Schedule;
  if (Lines.empty() || Schedule.Accesses.size() < 2)
    return false;
  Places Where(Record, Symbols);
  for (size_t I = 0; I < 2; ++I) {
    const RaceAccess &Access = Schedule.Accesses[I];
    if (const TraceSite *Site = Where.site(Access.Site))
      if (matchName(Site->Function, true) || matchName(Site->File, true) ||
          matchName(Site->Variable, false))
        return true;
    bool IsTop = true;
    for (const SourceFrame &Frame : Where.frames(Access.Stack, Access.Site)) {
      if (matchFrame(Frame, IsTop))
        return true;
      IsTop = false;
    }
  }
  ObjectId Object = Schedule.FailedObject;
  if (Object.index() >= Record.Objects.size())
    return false;
  SourceVariable Variable =
      Symbols.variable(Record.Objects[Object.index()].Address);
  return matchName(Variable.Name, false);
}
