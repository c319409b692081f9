//===- SourceFiles.cpp - Source lines from files --------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/SourceFiles.h"

#include "platform/Kernel.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>

using namespace lockstep;

static constexpr off_t MaxFile = off_t(16) << 20;

static std::string readOpen(int File) {
  struct stat Status;
  if (kernelCall(SYS_fstat, File, long(&Status)) != 0 ||
      !S_ISREG(Status.st_mode) || Status.st_size > MaxFile)
    return {};
  std::string Text(size_t(Status.st_size), '\0');
  size_t Have = 0;
  while (Have < Text.size()) {
    long Got = kernelCall(SYS_read, File, long(Text.data() + Have),
                          long(Text.size() - Have));
    if (Got <= 0)
      break;
    Have += size_t(Got);
  }
  Text.resize(Have);
  return Text;
}

static std::string readFile(const std::string &Path) {
  // Not blocking: a path from debug information may name a pipe.
  long File = kernelCall(SYS_openat, AT_FDCWD, long(Path.c_str()),
                         O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (File < 0)
    return {};
  std::string Text = readOpen(int(File));
  kernelCall(SYS_close, File);
  return Text;
}

/// "/a/c" for "/a/b/./../c": as text, since the folders need not exist.
static std::string withoutDots(const std::string &Path) {
  std::string Result;
  for (size_t Begin = 1; Begin < Path.size();) {
    size_t End = std::min(Path.find('/', Begin), Path.size());
    std::string Part = Path.substr(Begin, End - Begin);
    if (Part == "..")
      Result.resize(Result.empty() ? 0 : Result.rfind('/'));
    else if (!Part.empty() && Part != ".")
      Result += "/" + Part;
    Begin = End + 1;
  }
  return Result;
}

std::string SourceFiles::readCopy(const std::string &File) const {
  if (File.starts_with('/'))
    return readFile(Copies + withoutDots(File));
  for (const std::string &Folder : Folders) {
    if (!Folder.starts_with('/'))
      continue;
    std::string Text = readFile(Copies + withoutDots(Folder + "/" + File));
    if (!Text.empty())
      return Text;
  }
  return {};
}

std::string SourceFiles::readAny(const std::string &File) const {
  if (!Copies.empty())
    if (std::string Text = readCopy(File); !Text.empty())
      return Text;
  if (File.starts_with('/'))
    return readFile(File);
  for (const std::string &Folder : Folders) {
    std::string Text = readFile(Folder.empty() ? File : Folder + "/" + File);
    if (!Text.empty())
      return Text;
  }
  return {};
}

const SourceFiles::Contents &SourceFiles::contentsOf(const std::string &File) {
  auto [Entry, IsNew] = Files.try_emplace(File);
  Contents &Known = Entry->second;
  if (!IsNew)
    return Known;
  Known.Text = readAny(File);
  for (size_t At = 0; At < Known.Text.size();) {
    Known.Begins.push_back(At);
    size_t End = Known.Text.find('\n', At);
    At = End == std::string::npos ? Known.Text.size() : End + 1;
  }
  return Known;
}

std::vector<std::string> SourceFiles::foldersFor(std::string_view Program) {
  std::vector<std::string> Found = {""};
  for (size_t Slash; (Slash = Program.rfind('/')) != Program.npos;) {
    Program = Program.substr(0, Slash);
    Found.push_back(std::string(Program) + "/");
  }
  return Found;
}

std::string SourceFiles::line(const std::string &File, uint32_t Line) {
  const Contents &Known = contentsOf(File);
  if (Line == 0 || Line > Known.Begins.size())
    return {};
  size_t Begin = Known.Begins[Line - 1];
  std::string Text =
      Known.Text.substr(Begin, Known.Text.find('\n', Begin) - Begin);
  if (Text.ends_with('\r'))
    Text.pop_back();
  return Text;
}
