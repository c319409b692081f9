//===- LibraryNames.cpp - Libraries as their callers ask for them ---------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/LibraryNames.h"

#include "platform/ProcessModules.h"
#include "platform/Real.h"

#include <algorithm>
#include <link.h>
#include <memory>
#include <vector>

using namespace lockstep;

namespace {

link_map *moduleOf(const void *Code) {
  dl_find_object Found;
  if (_dl_find_object(const_cast<void *>(Code), &Found))
    return nullptr;
  return Found.dlfo_link_map;
}

bool hasSearchPath(const link_map &Module) {
  for (const ElfW(Dyn) *Each = Module.l_ld; Each && Each->d_tag; ++Each)
    if (Each->d_tag == DT_RUNPATH || Each->d_tag == DT_RPATH)
      return true;
  return false;
}

/// The folder of \p Module, whose name is empty for the executable.
std::string originOf(const link_map &Module) {
  std::string Path = *Module.l_name ? Module.l_name : executablePath();
  size_t Slash = Path.rfind('/');
  return Slash == std::string::npos ? "." : Path.substr(0, Slash);
}

void replaceAll(std::string &In, std::string_view What,
                const std::string &With) {
  for (size_t At = 0; (At = In.find(What, At)) != std::string::npos;
       At += With.size())
    In.replace(At, What.size(), With);
}

/// What is loaded already is found by its name, before any search.
bool isLoaded(const char *Name) {
  void *Handle = real().dlopen(Name, RTLD_LAZY | RTLD_NOLOAD);
  if (Handle)
    real().dlclose(Handle);
  return Handle;
}

/// Where \p Module looks for libraries.
std::vector<std::string> foldersOf(link_map &Module) {
  std::vector<std::string> Folders;
  Dl_serinfo Size;
  if (dlinfo(&Module, RTLD_DI_SERINFOSIZE, &Size))
    return Folders;
  auto Storage = std::make_unique<char[]>(Size.dls_size);
  auto *Paths = reinterpret_cast<Dl_serinfo *>(Storage.get());
  if (dlinfo(&Module, RTLD_DI_SERINFOSIZE, Paths) ||
      dlinfo(&Module, RTLD_DI_SERINFO, Paths))
    return Folders;
  for (unsigned I = 0; I < Paths->dls_cnt; ++I)
    Folders.emplace_back(Paths->dls_serpath[I].dls_name);
  return Folders;
}

/// The first folder in which \p Module would find \p Name, when it is one that
/// the runtime would not look into; else empty.
std::string ownFolder(link_map &Module, const std::string &Name) {
  link_map *Runtime = moduleOf(reinterpret_cast<void *>(&ownFolder));
  for (std::string &Each : foldersOf(Module)) {
    if (access((Each + "/" + Name).c_str(), R_OK))
      continue;
    std::vector<std::string> Ours = foldersOf(*Runtime);
    bool Shared = std::find(Ours.begin(), Ours.end(), Each) != Ours.end();
    return Shared ? std::string() : Each;
  }
  return {};
}

} // namespace

std::string lockstep::libraryMeantBy(const void *Caller, const char *Name) {
  std::string Meant = Name;
  link_map *Module = moduleOf(Caller);
  if (!Module)
    return Meant;
  if (Meant.find('$') != std::string::npos) {
    std::string Origin = originOf(*Module);
    replaceAll(Meant, "${ORIGIN}", Origin);
    replaceAll(Meant, "$ORIGIN", Origin);
  }
  if (Meant.empty() || Meant.find('/') != std::string::npos ||
      !hasSearchPath(*Module) || isLoaded(Name))
    return Meant;
  std::string Folder = ownFolder(*Module, Meant);
  return Folder.empty() ? Meant : Folder + "/" + Meant;
}
