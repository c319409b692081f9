//===- SourceUri.h - How other tools name a source file ---------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_EXPORT_SOURCEURI_H
#define LOCKSTEP_CLI_EXPORT_SOURCEURI_H

#include <string>
#include <string_view>

namespace lockstep::cli {

/// The path of \p File as debug information spells it. A compiler names files
/// relative to the folder that it ran in or, with folders in the name, to one
/// above it; so a relative path is looked for below \p Root (absolute) and,
/// when it names folders, below each folder above Root. Where there is none, it
/// is taken to be below Root.
std::string findSource(const std::string &File, const std::string &Root);

/// A source file, as SARIF and JUnit name it.
struct SourceName {
  std::string Path;        ///< without "." and ".."
  bool IsBelowRoot = true; ///< Path is relative to the root; else absolute
};

/// What to call the file that findSource() finds.
SourceName sourceName(const std::string &File, const std::string &Root);

/// \p Path as the path of a URI (RFC 3986): everything but letters, digits and
/// "-._~/" as %XX.
std::string percentEncode(std::string_view Path);

} // namespace lockstep::cli

#endif
