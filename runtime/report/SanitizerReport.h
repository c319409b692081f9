//===- SanitizerReport.h - What a sanitizer wrote ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_SANITIZERREPORT_H
#define LOCKSTEP_REPORT_SANITIZERREPORT_H

#include <cstdint>
#include <string>
#include <string_view>

namespace lockstep {

/// The report of a sanitizer of compiler-rt, in short. All empty: there is
/// none.
struct SanitizerReport {
  std::string Tool; ///< "AddressSanitizer"
  std::string Kind; ///< one word: "heap-use-after-free", "memory-leak"
  std::string What; ///< a sentence about it, or empty
  /// Where the error is, as the sanitizer says; empty when it does not.
  std::string File;
  uint32_t Line = 0, Column = 0;
  uint32_t AccessSize = 0; ///< bytes; 0: it was no access, or it is not known
  bool IsWrite = false;
  /// What was accessed: "heap", "stack", "global", …; empty when not known.
  std::string Region;
  std::string Name;        ///< of the variable, when it is one
  uint64_t RegionSize = 0; ///< bytes
  uint64_t Offset = 0;     ///< of the access from the region's begin

  bool exists() const { return !Tool.empty(); }
};

/// The first error in \p Text, all that sanitizers wrote in an execution.
/// Warnings are none.
SanitizerReport parseSanitizerReport(std::string_view Text);

} // namespace lockstep

#endif
