//===- Plugin.h - Strategies that users write -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_PLUGIN_H
#define LOCKSTEP_STRATEGIES_PLUGIN_H

#include "base/Result.h"
#include "lockstep/strategy.h"
#include "sched/Strategy.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lockstep {

/// A spec whose name is a file: "./libmine.so:key=value".
struct PluginSpec {
  std::string Path;
  std::vector<std::pair<std::string, std::string>> Parameters;

  std::string text() const;
};

/// Whether the name in \p Spec is that of a file: it holds a '/' or ends in
/// ".so".
bool isPluginSpec(std::string_view Spec);

/// Parameters follow the name, each after ':' or ','. One without a value, or
/// given twice, is an error.
Result<PluginSpec> parsePluginSpec(std::string_view Spec);

/// What a plug-in needs of the world.
struct PluginSurroundings {
  /// As lockstep_host::site.
  const lockstep_site *(*Site)(uint32_t Site);
  /// The plug-in broke the rules; \p What says how, and names it. Does not
  /// return.
  void (*Fail)(const std::string &What);
  /// Code of the plug-in runs from here to Back(). \p What says which, and
  /// lives as long as the strategy.
  void (*Called)(const char *What);
  void (*Back)();
};

/// The strategy whose functions are in \p Table, which the plug-in gave us.
/// Fails when that is not usable, or when the plug-in refuses its parameters.
Result<std::unique_ptr<Strategy>>
makePluginStrategy(const lockstep_strategy *Table, const PluginSpec &Spec,
                   const PluginSurroundings &Around);

} // namespace lockstep

#endif
