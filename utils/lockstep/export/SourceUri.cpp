//===- SourceUri.cpp - How other tools name a source file -----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "export/SourceUri.h"

#include <filesystem>
#include <fmt/core.h>

using namespace lockstep;
using namespace lockstep::cli;

std::string cli::findSource(const std::string &File, const std::string &Root) {
  namespace fs = std::filesystem;
  if (File.starts_with('/'))
    return fs::path(File).lexically_normal();
  std::error_code Ignored;
  for (fs::path Folder = Root;; Folder = Folder.parent_path()) {
    fs::path Path = (Folder / File).lexically_normal();
    if (fs::is_regular_file(Path, Ignored))
      return Path;
    if (!Folder.has_relative_path() || File.find('/') == File.npos)
      return (fs::path(Root) / File).lexically_normal();
  }
}

SourceName cli::sourceName(const std::string &File, const std::string &Root) {
  std::string Path = findSource(File, Root);
  std::string Below = Root.ends_with('/') ? Root : Root + "/";
  if (Path.size() > Below.size() && Path.starts_with(Below))
    return {Path.substr(Below.size()), true};
  return {Path, false};
}

std::string cli::percentEncode(std::string_view Path) {
  constexpr std::string_view Plain = "abcdefghijklmnopqrstuvwxyz"
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789-._~/";
  std::string Out;
  for (char C : Path)
    if (Plain.find(C) != Plain.npos)
      Out += C;
    else
      Out += fmt::format("%{:02X}", static_cast<unsigned char>(C));
  return Out;
}
