//===- Strategies.h - Every strategy there is -------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_STRATEGIES_STRATEGIES_H
#define LOCKSTEP_STRATEGIES_STRATEGIES_H

#include "base/Result.h"
#include "sched/Strategy.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace lockstep {

/// A number that a user may set: `depth` in `pct:depth=4`.
struct StrategyParameter {
  std::string_view Name;
  uint64_t Default;
  uint64_t Min;
  uint64_t Max;
  std::string_view Help;
};

/// One row of the table of strategies.
struct StrategyInfo {
  std::string_view Name;
  std::string_view Summary; ///< one line, no period
  std::string_view Paper;
  std::span<const StrategyParameter> Parameters;
  /// Makes one. One value per parameter, in order and range. Null for `replay`,
  /// which has a name like the others and chooses nothing.
  std::unique_ptr<Strategy> (*Make)(std::span<const uint64_t> Values);
};

/// The row that stands for following a trace. To make it is an error that says
/// how a trace is named.
constexpr std::string_view ReplayStrategy = "replay";

/// All strategies, in the order in which listings show them.
std::span<const StrategyInfo> strategyTable();

/// "1 to 64": the values that \p P can have.
std::string rangeText(const StrategyParameter &P);

/// All names, in that order: "random, pct, …".
std::string strategyNames();

/// The strategy that \p Spec describes: a name, then parameters as name=value,
/// each after ':' or ','. Parameters not given have their default. An unknown
/// name, an unknown or repeated parameter and a value out of range are errors
/// that list what there is. Plug-ins (Plugin.h) are not made here.
Result<std::unique_ptr<Strategy>> makeStrategy(std::string_view Spec);

/// \p Spec with all parameters in table order and their values: "pct:depth=3"
/// for "pct". Two specs that mean the same have the same canonical form. Fails
/// like makeStrategy. A plug-in's parameters stay as they are, unread.
Result<std::string> canonicalSpec(std::string_view Spec);

/// The text of `lockstep strategies`: each strategy with its summary, paper and
/// parameters. Ends with a newline.
std::string strategiesText();

/// For --help: one line per strategy, name and summary, each indented by two
/// spaces and ended by a newline.
std::string strategiesHelp();

} // namespace lockstep

#endif
