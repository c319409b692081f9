//===- PassTables.cpp - What the pass wrote into modules ------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/PassTables.h"

#include <algorithm>
#include <charconv>

using namespace lockstep;

static std::string_view text(const int32_t &Field) {
  return lockstep_site_string(&Field);
}

/// \p Path without ".", ".." and empty parts, as far as can be said without
/// looking at the file system.
static std::string withoutDots(std::string_view Path) {
  std::string Clean;
  bool IsAbsolute = Path.starts_with('/');
  while (!Path.empty()) {
    std::string_view Part = Path.substr(0, Path.find('/'));
    Path.remove_prefix(std::min(Path.size(), Part.size() + 1));
    if (Part.empty() || Part == ".")
      continue;
    size_t Slash = Clean.rfind('/');
    size_t Last = Slash == Clean.npos ? 0 : Slash + 1;
    bool HasFolder =
        !Clean.empty() && std::string_view(Clean).substr(Last) != "..";
    if (Part == ".." && (HasFolder || IsAbsolute)) {
      Clean.resize(Slash == Clean.npos ? 0 : Slash);
      continue;
    }
    if (!Clean.empty() || IsAbsolute)
      Clean += '/';
    Clean += Part;
  }
  return Clean;
}

PassTables::PassTables(const SiteRegistry &Sites) {
  for (const SiteRegistry::Module &In : Sites.modules()) {
    const lockstep_module &Module = *In.Record;
    std::string_view Last;
    for (auto *Site = Module.sites_begin; Site != Module.sites_end; ++Site) {
      std::string_view Directory = text(Site->directory);
      // The linker merges equal strings: nearly always the same address.
      if (Directory.empty() || Directory.data() == Last.data())
        continue;
      Last = Directory;
      if (std::find(Directories.begin(), Directories.end(), Directory) ==
          Directories.end())
        Directories.emplace_back(Directory);
    }
    if (!(Module.parts & lockstep_module_variables))
      continue;
    for (auto *Record = Module.variables_begin; Record != Module.variables_end;
         ++Record)
      Variables.push_back(
          {uint64_t(&Record->address) + uint64_t(Record->address), Record});
  }
  std::sort(Directories.begin(), Directories.end(),
            [](const std::string &A, const std::string &B) {
              return A.size() != B.size() ? A.size() > B.size() : A < B;
            });
  std::sort(
      Variables.begin(), Variables.end(),
      [](const Variable &A, const Variable &B) { return A.Begin < B.Begin; });
}

SourceVariable PassTables::variable(uint64_t Address) const {
  auto After = std::upper_bound(
      Variables.begin(), Variables.end(), Address,
      [](uint64_t Where, const Variable &V) { return Where < V.Begin; });
  if (After == Variables.begin())
    return {};
  const Variable &Found = *(After - 1);
  if (Address - Found.Begin >= Found.Record->size)
    return {};
  // Of a part: "16@", where it begins in the variable.
  std::string_view Layout = text(Found.Record->layout);
  uint64_t Begin = 0;
  if (size_t At = Layout.substr(0, Layout.find_first_of("[{")).find('@');
      At != Layout.npos) {
    std::from_chars(Layout.data(), Layout.data() + At, Begin);
    Layout.remove_prefix(At + 1);
  }
  return {std::string(text(Found.Record->name)), Address - Found.Begin + Begin,
          std::string(Layout)};
}

std::string PassTables::sourcePath(const std::string &File,
                                   std::string &Folder) const {
  std::string Path = withoutDots(File);
  for (const std::string &Directory : Directories)
    if (Path.size() > Directory.size() && Path.starts_with(Directory) &&
        Path[Directory.size()] == '/') {
      Folder = Directory;
      return Path.substr(Directory.size() + 1);
    }
  Folder.clear();
  return Path;
}
