//===- RunOptions.cpp - Options that become LOCKSTEP_OPTIONS --------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RunOptions.h"

#include <algorithm>
#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

static std::string dashed(std::string_view Name) {
  std::string Text = "--" + std::string(Name);
  std::replace(Text.begin(), Text.end(), '_', '-');
  return Text;
}

/// What a replay takes from its trace, or has no use for.
static bool belongsToCampaign(const OptionInfo &Option) {
  constexpr std::string_view Names[] = {
      "stop_at_first", "check_determinism", "pool",
      "progress",      "summary_json",      "shrink",
      "shrink_time",   "trace_passing",     "suppressions"};
  return Option.ChangesBehavior || std::find(std::begin(Names), std::end(Names),
                                             Option.Name) != std::end(Names);
}

void RunOptions::addTo(CommandParser &Parser, bool ForReplay) {
  Parser.app()
      .add_option("--options", Text,
                  "options as in LOCKSTEP_OPTIONS; 'lockstep options' lists "
                  "them; the ones below are the same, one by one")
      ->type_name("NAME=VALUE:...")
      ->group("Options");
  for (const OptionInfo &Option : optionTable()) {
    if (Option.Name == "help" || (ForReplay && belongsToCampaign(Option)))
      continue;
    std::string &Value = Single[std::string(Option.Name)];
    std::string Help =
        fmt::format("{} ({}; default {})", Option.Help, Option.Values,
                    Option.Default.empty() ? "empty" : Option.Default);
    if (Option.Values == "0 or 1")
      Parser.app()
          .add_flag(dashed(Option.Name), Value, Help)
          ->type_name("[=0|1]")
          ->group("Options");
    else
      Parser.app()
          .add_option(dashed(Option.Name), Value, Help)
          ->type_name("VALUE")
          ->group("Options");
  }
}

Result<std::string> cli::quotedValue(const std::string &Option,
                                     const std::string &Value,
                                     const char *Variable) {
  if (Value.find('\'') == std::string::npos)
    return "'" + Value + "'";
  if (Value.find('"') == std::string::npos)
    return "\"" + Value + "\"";
  return Error{fmt::format("the value of {} contains both kinds of quotes, "
                           "which {} cannot express",
                           Option, Variable)};
}

static Status check(std::string_view Text, const std::string &Origin) {
  Result<ParsedOptions> Parsed = parseOptions(Text, {}, Origin);
  if (!Parsed)
    return Error{Parsed.error()};
  if (!Parsed->Warnings.empty())
    return Error{Parsed->Warnings.front()};
  return success();
}

Status RunOptions::apply(EnvironmentBlock &Environment) const {
  std::string All = Environment.get("LOCKSTEP_OPTIONS");
  auto Append = [&All](const std::string &More) {
    All += (All.empty() || More.empty() ? "" : ":") + More;
  };
  if (Status Good = check(Text, "--options"); !Good)
    return Good;
  Append(Text);
  for (const auto &[Name, Value] : Single) {
    if (Value.empty())
      continue;
    Result<std::string> Quoted =
        quotedValue(dashed(Name), Value, "LOCKSTEP_OPTIONS");
    if (!Quoted)
      return Error{Quoted.error()};
    std::string Item = Name + "=" + *Quoted;
    if (Status Good = check(Item, dashed(Name)); !Good)
      return Good;
    Append(Item);
  }
  if (!All.empty())
    Environment.set("LOCKSTEP_OPTIONS", All);
  return success();
}

void VariableOptions::addTo(CommandParser &Parser, const std::string &Group) {
  for (size_t I = 0; I < Table.size(); ++I)
    Parser.app()
        .add_option(Table[I].Option, Values[I], Table[I].Help)
        ->type_name(Table[I].Type)
        ->group(Group);
}

void VariableOptions::apply(EnvironmentBlock &Environment) const {
  for (size_t I = 0; I < Table.size(); ++I)
    if (!Values[I].empty())
      Environment.set(Table[I].Variable, Values[I]);
}

std::string VariableOptions::asOption(const std::string &Message) const {
  for (const VariableOption &Each : Table)
    if (Message.starts_with(std::string(Each.Variable) + "=")) {
      std::string_view Names = Each.Option;
      return std::string(Names.substr(Names.find("--"))) +
             Message.substr(std::string_view(Each.Variable).size());
    }
  return Message;
}

Status cli::checkSettings(const EnvironmentBlock &Environment) {
  std::vector<std::string> Entries = Environment.entries();
  std::vector<const char *> Pointers;
  for (const std::string &Entry : Entries)
    Pointers.push_back(Entry.c_str());
  Pointers.push_back(nullptr);
  Result<ParsedSettings> Parsed = parseSettings(Pointers.data(), 1);
  if (!Parsed)
    return Error{Parsed.error()};
  return success();
}
