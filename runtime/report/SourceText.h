//===- SourceText.h - The text of source lines ------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_REPORT_SOURCETEXT_H
#define LOCKSTEP_REPORT_SOURCETEXT_H

#include <cstdint>
#include <string>

namespace lockstep {

/// Reads source lines for reports. platform/SourceFiles implements it over the
/// file system; tests, over a table.
class SourceText {
public:
  virtual ~SourceText() = default;
  /// Line \p Line (1-based) of \p File, a path as in the debug information,
  /// without its newline; empty when there is none or it cannot be read.
  virtual std::string line(const std::string &File, uint32_t Line) = 0;
};

/// For reports without source lines.
class NoSourceText final : public SourceText {
public:
  std::string line(const std::string &, uint32_t) override { return {}; }
};

} // namespace lockstep

#endif
