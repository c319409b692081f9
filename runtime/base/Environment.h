//===- Environment.h - The LOCKSTEP_* variables -----------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_ENVIRONMENT_H
#define LOCKSTEP_BASE_ENVIRONMENT_H

#include "base/Options.h"
#include "base/Result.h"
#include "base/Task.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// The strategy of a campaign that names none.
constexpr std::string_view DefaultStrategy = "auto";
/// The executions of a campaign that is given neither a number nor a time.
constexpr uint64_t DefaultIterations = 1000;
/// Settings::Iterations of a campaign that only its time bounds.
constexpr uint64_t UnboundedIterations = ~uint64_t(0);

/// What the LOCKSTEP_* variables ask for.
struct Settings {
  /// Executions to run, at least 1; UnboundedIterations when only
  /// LOCKSTEP_TIME is given. Without meaning in a replay.
  uint64_t Iterations = DefaultIterations;
  /// LOCKSTEP_TIME in milliseconds of wall time; 0: no bound.
  uint64_t TimeMilliseconds = 0;
  uint64_t Jobs = 1; ///< executions side by side, at least 1
  uint64_t Seed = 1; ///< of the campaign
  /// LOCKSTEP_STOP=saturated: the campaign ends, too, when nothing new is to be
  /// expected.
  bool StopWhenSaturated = false;
  /// LOCKSTEP_CORPUS, the folder of executions that campaigns keep; empty:
  /// none.
  std::string Corpus;
  /// As given; makeStrategy() judges it.
  std::string Strategy = std::string(DefaultStrategy);
  std::string TracePath; ///< empty: a campaign
  /// LOCKSTEP_TASK, as given; parseTask() has judged it.
  std::string Task = std::string(DefaultTask);
  /// What a person calls the bundle that the trace was unpacked from, with the
  /// program and the sources beside it; empty: it is from none.
  std::string Bundle;
  std::string ProgramPath; ///< what `lockstep run` named; empty: any
  std::string RuntimePath; ///< LOCKSTEP_RUNTIME, as given
  Options Values;
};

struct ParsedSettings {
  Settings Values;
  /// One line each: variables and options that do not exist.
  std::vector<std::string> Warnings;
};

/// Reads the settings from \p Environment, an array of "NAME=value" that ends
/// with a null pointer (as `environ`). \p Cores is what LOCKSTEP_JOBS=auto (or
/// 0) means. A variable that is set to nothing counts as absent. An error names
/// the variable, its value and the mend.
Result<ParsedSettings> parseSettings(const char *const *Environment,
                                     uint64_t Cores);

/// Whether the variable \p Name, none of Lockstep's own, changes what common
/// programs do: language, time zone, settings of thread libraries, allocators
/// and sanitizers. A trace keeps these, and a replay restores them.
bool isRelevantVariable(std::string_view Name);

/// One variable as data, for listings, documentation and tests.
struct VariableInfo {
  std::string_view Name;
  std::string_view Values; ///< "a number from 1", "a file"
  std::string_view Help;   ///< one line, lower case, no final period
};

/// Every LOCKSTEP_* variable that a part of Lockstep reads.
std::span<const VariableInfo> environmentTable();

} // namespace lockstep

#endif
