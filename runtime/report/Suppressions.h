//===- Suppressions.h - Races that are not to be told of --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_SUPPRESSIONS_H
#define LOCKSTEP_REPORT_SUPPRESSIONS_H

#include "base/Result.h"
#include "report/ExecutionRecord.h"
#include "report/Symbolizer.h"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// Whether \p Pattern is found in \p Text: `*` stands for any characters, `^`
/// at its begin for the begin of the text, `$` for the end of the text and of
/// the pattern. In an empty text nothing is found.
bool matchesPattern(std::string_view Pattern, std::string_view Text);

/// What a suppression file of ThreadSanitizer says about data races. Its lines
/// are `race:PATTERN` (the pattern is found in the function, the file, as
/// reports call it or with its whole path, or the module of any frame of either
/// access's stack, or in the variable's name), `race_top:PATTERN` (in the
/// innermost frame) and comments after `#`. The kinds of lines that are about
/// other reports of ThreadSanitizer have no effect.
class Suppressions {
public:
  /// Adds the lines of \p Text. An error names the line of \p Origin.
  Status add(std::string_view Text, std::string_view Origin);
  /// Whether the race that \p Record ended with is not to be told of.
  bool match(const ExecutionRecord &Record, Symbolizer &Symbols) const;

private:
  struct Line {
    std::string Pattern;
    bool TopOnly;
  };
  bool matchFrame(const SourceFrame &Frame, bool IsTop) const;
  bool matchName(std::string_view Name, bool IsTop) const;

  std::vector<Line> Lines;
};

} // namespace lockstep

#endif
