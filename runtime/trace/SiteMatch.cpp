//===- SiteMatch.cpp - The same places in a changed program ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "trace/SiteMatch.h"

#include <algorithm>
#include <map>
#include <tuple>

using namespace lockstep;

namespace {

/// What does not change when lines are added elsewhere.
using Key =
    std::tuple<std::string_view, std::string_view, OpKind, std::string_view>;
using Groups = std::map<Key, std::vector<uint32_t>>;

/// What may have got another name.
enum class Renamed { Nothing, Function, File };

Key keyOf(const TraceSite &Site, Renamed What) {
  std::string_view File = Site.File, Function = Site.Function;
  // Another checkout is another folder.
  File.remove_prefix(File.rfind('/') + 1);
  if (What == Renamed::Function)
    Function = "";
  if (What == Renamed::File)
    File = "";
  return {File, Function, Site.Kind, Site.Variable};
}

Groups group(std::span<const TraceSite> Sites, Renamed What) {
  Groups Found;
  for (uint32_t I = 0; I < Sites.size(); ++I)
    if (!Sites[I].File.empty())
      Found[keyOf(Sites[I], What)].push_back(I);
  for (auto &[Of, Members] : Found)
    std::stable_sort(Members.begin(), Members.end(),
                     [&](uint32_t A, uint32_t B) {
                       return std::tuple(Sites[A].Line, Sites[A].Column) <
                              std::tuple(Sites[B].Line, Sites[B].Column);
                     });
  return Found;
}

uint32_t nearestLine(const TraceSite &Site, std::span<const TraceSite> Now,
                     const std::vector<uint32_t> &Candidates) {
  auto Distance = [&](uint32_t I) {
    return std::max(Site.Line, Now[I].Line) - std::min(Site.Line, Now[I].Line);
  };
  return *std::min_element(
      Candidates.begin(), Candidates.end(),
      [&](uint32_t A, uint32_t B) { return Distance(A) < Distance(B); });
}

} // namespace

std::vector<uint32_t> lockstep::matchSites(std::span<const TraceSite> Then,
                                           std::span<const TraceSite> Now) {
  std::vector<uint32_t> Matches(Then.size(), NoCounterpart);
  for (Renamed What : {Renamed::Nothing, Renamed::Function, Renamed::File}) {
    Groups Before = group(Then, What), After = group(Now, What);
    for (const auto &[Of, Members] : Before) {
      auto Found = After.find(Of);
      if (Found == After.end())
        continue;
      const std::vector<uint32_t> &Candidates = Found->second;
      bool InOrder = Candidates.size() == Members.size();
      for (size_t I = 0; I < Members.size(); ++I)
        if (uint32_t &Match = Matches[Members[I]]; Match == NoCounterpart)
          Match = InOrder ? Candidates[I]
                          : nearestLine(Then[Members[I]], Now, Candidates);
    }
  }
  return Matches;
}
