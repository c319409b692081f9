//===- ListCommands.cpp - lockstep strategies, lockstep options -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Command.h"

#include "base/Environment.h"
#include "strategies/Strategies.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

using namespace lockstep;
using namespace lockstep::cli;

using Json = nlohmann::ordered_json;

static Json strategiesJson() {
  Json List = Json::array();
  for (const StrategyInfo &Info : strategyTable()) {
    Json Parameters = Json::array();
    for (const StrategyParameter &Parameter : Info.Parameters)
      Parameters.push_back({{"name", Parameter.Name},
                            {"default", Parameter.Default},
                            {"min", Parameter.Min},
                            {"max", Parameter.Max},
                            {"help", Parameter.Help}});
    List.push_back({{"name", Info.Name},
                    {"summary", Info.Summary},
                    {"paper", Info.Paper},
                    {"parameters", std::move(Parameters)}});
  }
  return List;
}

int cli::strategiesMain(const Arguments &Given) {
  CommandParser Parser("strategies",
                       "Lists the algorithms that choose schedules, with their "
                       "parameters.",
                       "[--json]");
  bool AsJson = false;
  Parser.app().add_flag("--json", AsJson, "the list as one JSON document");
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  if (AsJson)
    fmt::print("{}\n", strategiesJson().dump(2));
  else
    fmt::print("{}", strategiesText());
  return 0;
}

static Json optionsJson() {
  Json Options = Json::array(), Variables = Json::array();
  for (const OptionInfo &Option : optionTable())
    Options.push_back({{"name", Option.Name},
                       {"values", Option.Values},
                       {"default", Option.Default},
                       {"in_trace", Option.ChangesBehavior},
                       {"help", Option.Help}});
  for (const VariableInfo &Variable : environmentTable())
    Variables.push_back({{"name", Variable.Name},
                         {"values", Variable.Values},
                         {"help", Variable.Help}});
  return {{"options", std::move(Options)}, {"variables", std::move(Variables)}};
}

int cli::optionsMain(const Arguments &Given) {
  CommandParser Parser("options",
                       "Lists the options of LOCKSTEP_OPTIONS and the "
                       "variables that Lockstep reads.",
                       "[--json]");
  bool AsJson = false;
  Parser.app().add_flag("--json", AsJson, "the lists as one JSON document");
  if (std::optional<int> Status = Parser.parse(Given))
    return *Status;
  if (AsJson) {
    fmt::print("{}\n", optionsJson().dump(2));
    return 0;
  }
  fmt::print("{}\nVariables:\n", optionsHelp());
  for (const VariableInfo &Variable : environmentTable())
    fmt::print("  {}\n        {}\n        ({})\n", Variable.Name, Variable.Help,
               Variable.Values);
  return 0;
}
