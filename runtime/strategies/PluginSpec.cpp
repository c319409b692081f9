//===- PluginSpec.cpp - Specs that name a file ----------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "strategies/Plugin.h"

#include <algorithm>

using namespace lockstep;

static constexpr std::string_view Separators = ":,";

bool lockstep::isPluginSpec(std::string_view Spec) {
  std::string_view Name = Spec.substr(0, Spec.find_first_of(Separators));
  return Name.find('/') != std::string_view::npos || Name.ends_with(".so");
}

Result<PluginSpec> lockstep::parsePluginSpec(std::string_view Text) {
  size_t End = Text.find_first_of(Separators);
  PluginSpec Spec{std::string(Text.substr(0, End)), {}};
  while (End != std::string_view::npos) {
    Text.remove_prefix(End + 1);
    End = Text.find_first_of(Separators);
    std::string_view Item = Text.substr(0, End);
    size_t Equals = Item.find('=');
    std::string Key(Item.substr(0, Equals));
    std::string Called =
        "parameter '" + Key + "' of plug-in '" + Spec.Path + "'";
    if (Equals == std::string_view::npos || Key.empty())
      return Error{Called + " is to be written as key=value"};
    auto Same = [&Key](const auto &Given) { return Given.first == Key; };
    if (std::any_of(Spec.Parameters.begin(), Spec.Parameters.end(), Same))
      return Error{Called + " is given twice; give it once"};
    Spec.Parameters.emplace_back(Key, Item.substr(Equals + 1));
  }
  return Spec;
}

std::string PluginSpec::text() const {
  std::string Text = Path;
  for (const auto &[Key, Value] : Parameters)
    Text += ":" + Key + "=" + Value;
  return Text;
}
