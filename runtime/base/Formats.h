//===- Formats.h - What formats of printf and scanf point to ----*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The conversions of ISO C17 7.21.6 and those of glibc. Nothing is carried out
// and nothing but the format is read: this says where strings lie, not how long
// they are. Where a format has something that is not known here, what comes
// behind it is left out.
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_BASE_FORMATS_H
#define LOCKSTEP_BASE_FORMATS_H

#include <cstdarg>
#include <cstdint>

namespace lockstep {

/// Memory that a conversion reads or writes.
struct FormatRange {
  const void *Address = nullptr;
  /// Strings: characters at most; else bytes.
  uint64_t Size = 0;
  bool IsText = false; ///< ends at its terminator
  bool IsWide = false; ///< a string of wchar_t
};

/// No format is looked at beyond so many arguments.
constexpr unsigned MaxFormatArguments = 64;

/// The ranges of one format.
class FormatRanges {
public:
  const FormatRange *begin() const { return Ranges; }
  const FormatRange *end() const { return Ranges + Count; }
  void add(const FormatRange &Range) {
    if (Range.Address && Count != MaxFormatArguments)
      Ranges[Count++] = Range;
  }

private:
  FormatRange Ranges[MaxFormatArguments];
  unsigned Count = 0;
};

/// The strings that a function of printf's family reads for \p Format.
/// \p Arguments is used up.
FormatRanges printedRanges(const char *Format, va_list Arguments);

/// What a function of scanf's family wrote that returned \p Assigned. A string
/// may be shorter than its limit; what `%n` stored is left out.
FormatRanges scannedRanges(const char *Format, int64_t Assigned,
                           va_list Arguments);

} // namespace lockstep

#endif
