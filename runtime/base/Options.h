//===- Options.h - The options of LOCKSTEP_OPTIONS --------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_OPTIONS_H
#define LOCKSTEP_BASE_OPTIONS_H

#include "base/Result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

enum class SwitcherChoice : uint8_t { Fibers, Threads };
enum class FsGsBaseChoice : uint8_t { Auto, Off };
enum class WhenChoice : uint8_t { Auto, Always, Never };
enum class OutputChoice : uint8_t { Failing, All, None };
enum class RacesChoice : uint8_t { Report, Promote, Ignore };
enum class ScheduleChoice : uint8_t { Slice, All };

/// Which exit statuses of the program count as a pass.
struct ExitExpectation {
  uint8_t Status = 0;
  bool Any = false;

  bool accepts(int ExitCode) const { return Any || ExitCode == Status; }
  friend bool operator==(ExitExpectation, ExitExpectation) = default;
};

/// One field per line of options.def, which says what each means.
struct Options {
#define LOCKSTEP_OPTION(Type, Field, Name, Default, Min, Max, Effect, Help)    \
  Type Field = Default;
#include "base/options.def"

  friend bool operator==(const Options &, const Options &) = default;
};

/// What parseOptions made of a text.
struct ParsedOptions {
  Options Values;
  /// One line each, without newline: names that do not exist.
  std::vector<std::string> Warnings;
};

/// Reads \p Text over \p Base. The grammar is that of the sanitizers' flags:
/// `name=value` items separated by ':', ',' or white space; a value that
/// contains one of these stands in single or double quotes. Booleans are 0, 1,
/// true, false, yes, no. A name given twice: the last one counts. A name that
/// does not exist is a warning; a value that does not fit is an error. Messages
/// call the text \p Origin.
Result<ParsedOptions>
parseOptions(std::string_view Text, const Options &Base = {},
             std::string_view Origin = "LOCKSTEP_OPTIONS");

/// The options that change what an execution does or how it is judged, all of
/// them, in table order: "max_steps=1000000:spurious_wakeups=0:…". What a trace
/// stores; parseOptions reads it back.
std::string canonicalBehavior(const Options &Values);

/// One option as data, for listings, documentation and tests.
struct OptionInfo {
  std::string_view Name;
  /// "0 or 1", "1 to 1000000", "text", "fibers, threads".
  std::string Values;
  std::string Default; ///< as a user would write it
  std::string_view Help;
  bool ChangesBehavior = false;
};

/// Every option, in table order.
std::vector<OptionInfo> optionTable();

/// The text of help=1: every option with its values, default and meaning. Ends
/// with a newline.
std::string optionsHelp();

} // namespace lockstep

#endif
