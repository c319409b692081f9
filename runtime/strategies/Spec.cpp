//===- Spec.cpp - The reader of specs -------------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Strategies.h"

#include "base/Nearest.h"
#include "base/Number.h"
#include "strategies/Plugin.h"

#include <algorithm>
#include <vector>

using namespace lockstep;

namespace {
/// What a spec says: a row and one value for each of its parameters.
struct ParsedSpec {
  const StrategyInfo *Info = nullptr;
  std::vector<uint64_t> Values;
};
} // namespace

static std::string quoted(std::string_view Text) {
  return "'" + std::string(Text) + "'";
}

template <class Row>
static std::vector<std::string_view> names(std::span<const Row> Rows) {
  std::vector<std::string_view> Names;
  for (const Row &R : Rows)
    Names.push_back(R.Name);
  return Names;
}

static std::string joined(std::span<const std::string_view> Words) {
  std::string Text;
  for (std::string_view Word : Words) {
    if (!Text.empty())
      Text += ", ";
    Text += Word;
  }
  return Text;
}

static std::string didYouMean(std::string_view Word,
                              std::span<const std::string_view> Names) {
  std::string_view Near = nearest(Word, Names);
  return Near.empty() ? "" : "; did you mean " + quoted(Near) + "?";
}

static Error unknownStrategy(std::string_view Name) {
  std::vector<std::string_view> All = names(strategyTable());
  std::string What = Name.empty() ? "the strategy has no name"
                                  : "unknown strategy " + quoted(Name);
  std::string Guess = didYouMean(Name, All);
  return {What + (Guess.empty() ? "." : Guess) +
          " Strategies: " + strategyNames()};
}

static Error unknownParameter(const StrategyInfo &Info, std::string_view Name) {
  std::string Owner = "strategy " + quoted(Info.Name);
  if (Info.Parameters.empty())
    return {Owner + " has no parameters, so not " + quoted(Name) + " either"};
  std::vector<std::string_view> All = names(Info.Parameters);
  std::string Guess = didYouMean(Name, All);
  return {Owner + " has no parameter " + quoted(Name) +
          (Guess.empty() ? "." : Guess) + " Parameters: " + joined(All)};
}

/// Reads one `name=value` into \p Spec. Given[i]: parameter i was there before.
static Status parseParameter(std::string_view Item, ParsedSpec &Spec,
                             std::vector<bool> &Given) {
  const StrategyInfo &Info = *Spec.Info;
  size_t Equals = Item.find('=');
  std::string_view Name = Item.substr(0, Equals);
  auto Found = std::find_if(
      Info.Parameters.begin(), Info.Parameters.end(),
      [Name](const StrategyParameter &P) { return P.Name == Name; });
  if (Found == Info.Parameters.end())
    return unknownParameter(Info, Name);
  std::string Called =
      "parameter " + quoted(Name) + " of strategy " + quoted(Info.Name);
  if (Equals == std::string_view::npos)
    return Error{Called + " needs a value: " + std::string(Name) + "=" +
                 std::to_string(Found->Default)};
  size_t Index = size_t(Found - Info.Parameters.begin());
  if (Given[Index])
    return Error{Called + " is given twice; give it once"};
  std::string_view Value = Item.substr(Equals + 1);
  uint64_t Number = 0;
  if (!parseNumber(Value, Number) || Number < Found->Min || Number > Found->Max)
    return Error{Called + " cannot be " + quoted(Value) +
                 "; it is a number from " + rangeText(*Found) +
                 ", by default " + std::to_string(Found->Default)};
  Given[Index] = true;
  Spec.Values[Index] = Number;
  return success();
}

static Result<ParsedSpec> parseSpec(std::string_view Text) {
  constexpr std::string_view Separators = ":,";
  size_t End = Text.find_first_of(Separators);
  std::string_view Name = Text.substr(0, End);
  std::span<const StrategyInfo> Table = strategyTable();
  auto Found =
      std::find_if(Table.begin(), Table.end(),
                   [Name](const StrategyInfo &I) { return I.Name == Name; });
  if (Found == Table.end())
    return unknownStrategy(Name);
  ParsedSpec Spec{&*Found, {}};
  for (const StrategyParameter &P : Found->Parameters)
    Spec.Values.push_back(P.Default);
  std::vector<bool> Given(Found->Parameters.size());
  while (End != std::string_view::npos) {
    Text.remove_prefix(End + 1);
    End = Text.find_first_of(Separators);
    if (Status Read = parseParameter(Text.substr(0, End), Spec, Given); !Read)
      return Error{Read.error()};
  }
  if (!Spec.Info->Make)
    return Error{"strategy " + quoted(Name) +
                 " follows a trace and makes no schedule of its own; name the "
                 "trace in LOCKSTEP_TRACE, or use lockstep replay"};
  return Spec;
}

Result<std::unique_ptr<Strategy>>
lockstep::makeStrategy(std::string_view Spec) {
  if (isPluginSpec(Spec))
    return Error{"strategy " + quoted(Spec) +
                 " is a plug-in, which only a campaign can load"};
  Result<ParsedSpec> Parsed = parseSpec(Spec);
  if (!Parsed)
    return Error{Parsed.error()};
  return Parsed->Info->Make(Parsed->Values);
}

Result<std::string> lockstep::canonicalSpec(std::string_view Spec) {
  if (isPluginSpec(Spec)) {
    Result<PluginSpec> Plugin = parsePluginSpec(Spec);
    if (!Plugin)
      return Error{Plugin.error()};
    return Plugin->text();
  }
  Result<ParsedSpec> Parsed = parseSpec(Spec);
  if (!Parsed)
    return Error{Parsed.error()};
  std::string Text(Parsed->Info->Name);
  for (size_t I = 0; I < Parsed->Values.size(); ++I)
    Text += ":" + std::string(Parsed->Info->Parameters[I].Name) + "=" +
            std::to_string(Parsed->Values[I]);
  return Text;
}
