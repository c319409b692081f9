//===- SourceBlocks.h - Where functions begin and end -----------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_EXPORT_SOURCEBLOCKS_H
#define LOCKSTEP_CLI_EXPORT_SOURCEBLOCKS_H

#include <cstdint>
#include <string_view>
#include <vector>

namespace lockstep::cli {

/// Lines First to Last, from 1, both included.
struct LineRange {
  uint32_t First = 0, Last = 0;
  friend bool operator==(const LineRange &, const LineRange &) = default;
};

/// The outermost blocks of a C or C++ file that are not namespaces, classes or
/// linkage specifications, each with the statement that it belongs to: in the
/// main, its functions. Found by counting braces outside of comments, literals
/// and preprocessor lines; a file that is not C or C++ gives some ranges that
/// mean nothing, never an error. Ascending, disjoint but for a shared line.
std::vector<LineRange> findBlocks(std::string_view Text);

} // namespace lockstep::cli

#endif
