//===- Page.h - The files of the web page -----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_CLI_EXPORT_PAGE_H
#define LOCKSTEP_CLI_EXPORT_PAGE_H

#include <span>
#include <string_view>

namespace lockstep::cli {

/// A file of export/page/, as it was when the command was built.
struct PagePart {
  std::string_view Name; ///< "style.css"
  std::string_view Text;
};

/// All, in the order of CMakeLists.txt: scripts in the order in which they run.
/// EmbedPage.cmake writes the definition.
std::span<const PagePart> pageParts();

} // namespace lockstep::cli

#endif
