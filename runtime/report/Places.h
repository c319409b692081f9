//===- Places.h - Where in the source something happened --------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_PLACES_H
#define LOCKSTEP_REPORT_PLACES_H

#include "report/ExecutionRecord.h"
#include "report/Symbolizer.h"

#include <unordered_map>

namespace lockstep {

/// A place in the source as reports name it. Strings are safe to print.
struct Place {
  std::string File; ///< empty when not known
  uint32_t Line = 0;
  uint32_t Column = 0;
  std::string Function; ///< short name; empty when not known

  friend auto operator<=>(const Place &, const Place &) = default;
  bool isKnown() const { return !File.empty() || !Function.empty(); }
  /// "bank.cpp:42:7", with the path as in the debug information.
  std::string fileText() const;
  /// "bank.cpp:42:7 in transfer", or that the place is not known.
  std::string text() const;
};

/// True when \p A and \p B name one file, one of them perhaps relative.
bool isSameFile(std::string_view A, std::string_view B);

/// True for a file of the C and C++ libraries.
bool isLibraryFile(std::string_view File);

/// True for code that a reader of a report did not write: the C and C++
/// libraries and their headers.
bool isLibraryFrame(const SourceFrame &Frame);

/// Finds places by site and by stack. Symbolizes each address once.
class Places {
public:
  Places(const ExecutionRecord &Record, Symbolizer &Symbols)
      : Record(Record), Symbols(Symbols) {}

  /// The place that a person would point at: the site, unless it lies in a
  /// library's header; then the innermost frame of the program in the stack.
  /// Either may be invalid.
  Place find(SiteId Site, StackId Stack);

  /// The frames of a stack, innermost first, without those of Lockstep's own
  /// runtime and of a sanitizer's that come before the program's. The frame
  /// that \p Site lies in has the site's file and column.
  std::vector<SourceFrame> frames(StackId Stack, SiteId Site);

  /// The site's record, or null.
  const TraceSite *site(SiteId Site) const;

private:
  const std::vector<SourceFrame> &symbolized(uint64_t Address);

  const ExecutionRecord &Record;
  Symbolizer &Symbols;
  std::unordered_map<uint64_t, std::vector<SourceFrame>> Cache;
};

} // namespace lockstep

#endif
