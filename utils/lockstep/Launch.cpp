//===- Launch.cpp - Starting a program with the runtime preloaded ---------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launch.h"
#include "OpenFile.h"

#include "base/Environment.h"

#include <climits>
#include <cstdlib>
#include <cstring>
#include <fmt/core.h>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::cli;

static constexpr const char *RuntimeName = "liblockstep_rt.so";

EnvironmentBlock EnvironmentBlock::inherited() {
  EnvironmentBlock Block;
  for (char **Entry = environ; *Entry; ++Entry)
    if (std::string_view Text = *Entry; Text.find('=') != Text.npos)
      Block.Variables.emplace(Text.substr(0, Text.find('=')),
                              Text.substr(Text.find('=') + 1));
  return Block;
}

void EnvironmentBlock::removeRelevant() {
  std::erase_if(Variables, [](const auto &Variable) {
    return isRelevantVariable(Variable.first);
  });
}

std::string EnvironmentBlock::get(const std::string &Name) const {
  auto Found = Variables.find(Name);
  return Found == Variables.end() ? "" : Found->second;
}

std::vector<std::string> EnvironmentBlock::entries() const {
  std::vector<std::string> Entries;
  for (const auto &[Name, Value] : Variables)
    Entries.push_back(Name + "=" + Value);
  return Entries;
}

/// The folder that this program's file is in, without a final slash.
static std::string ownFolder() {
  char Path[PATH_MAX];
  ssize_t Length = readlink("/proc/self/exe", Path, sizeof Path);
  std::string_view Self(Path, Length > 0 ? size_t(Length) : 0);
  return std::string(Self.substr(0, Self.rfind('/')));
}

static std::vector<std::string> libraryFolders() {
  // In the build tree, and where the install rules put libraries.
  return {ownFolder() + "/../lib", ownFolder() + "/" LOCKSTEP_BIN_TO_LIB};
}

/// The path of \p File in the first of \p Folders that has it, or empty.
static std::string findIn(const std::vector<std::string> &Folders,
                          const std::string &File) {
  for (const std::string &Folder : Folders) {
    char Absolute[PATH_MAX];
    if (realpath((Folder + "/" + File).c_str(), Absolute))
      return Absolute;
  }
  return "";
}

std::string cli::besideUs(const std::string &File) {
  return findIn(libraryFolders(), File);
}

std::string cli::sharedFile(const std::string &File) {
  return findIn(
      {ownFolder() + "/../share", ownFolder() + "/" LOCKSTEP_BIN_TO_DATA},
      File);
}

Result<std::string> cli::findRuntime(const EnvironmentBlock &Environment) {
  std::string Given = Environment.get("LOCKSTEP_RUNTIME");
  if (Given.empty()) {
    std::string Found = besideUs(RuntimeName);
    if (!Found.empty())
      return Found;
    return Error{fmt::format("the runtime {} is not in {}; build or install "
                             "it, or set LOCKSTEP_RUNTIME to its path",
                             RuntimeName, libraryFolders().front())};
  }
  Result<OpenFile> File = OpenFile::open(Given);
  if (!File)
    return Error{fmt::format("LOCKSTEP_RUNTIME: {}; set it to the path of {} "
                             "or unset it",
                             File.error(), RuntimeName)};
  char Magic[4];
  if (!File->readAt(0, Magic, sizeof Magic) || memcmp(Magic, "\177ELF", 4) != 0)
    return Error{fmt::format("LOCKSTEP_RUNTIME: '{}' is not a shared library; "
                             "set it to the path of {} or unset it",
                             Given, RuntimeName)};
  char Absolute[PATH_MAX];
  if (!realpath(Given.c_str(), Absolute))
    return Error{
        fmt::format("LOCKSTEP_RUNTIME: '{}': {}", Given, strerror(errno))};
  return std::string(Absolute);
}

Status cli::preload(EnvironmentBlock &Environment, const std::string &Runtime) {
  // ld.so(8): the items of LD_PRELOAD are separated by spaces or colons, and
  // there is no way to quote one.
  if (Runtime.find_first_of(": ") != std::string::npos)
    return Error{fmt::format("the path of the runtime, '{}', contains a space "
                             "or a colon, which LD_PRELOAD cannot express; "
                             "set LOCKSTEP_RUNTIME to a link without",
                             Runtime)};
  std::string Before = Environment.get("LD_PRELOAD");
  Environment.set("LD_PRELOAD",
                  Before.empty() ? Runtime : Runtime + ":" + Before);
  return success();
}

static std::vector<char *> pointers(std::vector<std::string> &Strings) {
  std::vector<char *> Pointers;
  for (std::string &String : Strings)
    Pointers.push_back(String.data());
  Pointers.push_back(nullptr);
  return Pointers;
}

Error cli::execute(const ProgramFile &Program,
                   const std::vector<std::string> &Arguments,
                   const EnvironmentBlock &Environment) {
  std::vector<std::string> Copy = Arguments, Entries = Environment.entries();
  fflush(nullptr);
  execve(Program.Path.c_str(), pointers(Copy).data(), pointers(Entries).data());
  return Error{
      fmt::format("cannot start '{}': {}", Program.Path, strerror(errno))};
}
