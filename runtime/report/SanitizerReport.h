//===- SanitizerReport.h - What a sanitizer wrote ---------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_SANITIZERREPORT_H
#define LOCKSTEP_REPORT_SANITIZERREPORT_H

#include <string>
#include <string_view>

namespace lockstep {

/// The report of a sanitizer of compiler-rt, in short. All empty: there is
/// none.
struct SanitizerReport {
  std::string Tool; ///< "AddressSanitizer"
  std::string Kind; ///< one word: "heap-use-after-free", "memory-leak"
  std::string What; ///< a sentence about it, or empty

  bool exists() const { return !Tool.empty(); }
};

/// The first error in \p Text, all that sanitizers wrote in an execution.
/// Warnings are none.
SanitizerReport parseSanitizerReport(std::string_view Text);

} // namespace lockstep

#endif
