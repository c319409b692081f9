//===- ProgramFile.cpp - Can this program be driven? ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProgramFile.h"
#include "OpenFile.h"

#include <climits>
#include <cstring>
#include <elf.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <vector>

using namespace lockstep;
using namespace lockstep::cli;

/// The section that the pass puts its sites into (include/lockstep/site.h).
static constexpr std::string_view SiteSection = "lockstep_sites";

static bool isRegularFile(const std::string &Path) {
  struct stat Info;
  return stat(Path.c_str(), &Info) == 0 && S_ISREG(Info.st_mode);
}

static Result<std::string> search(const std::string &Name,
                                  const std::string &SearchPath) {
  if (Name.find('/') != std::string::npos)
    return Name;
  std::string NotExecutable;
  for (size_t Begin = 0; Begin <= SearchPath.size();) {
    size_t End = std::min(SearchPath.find(':', Begin), SearchPath.size());
    std::string Folder = SearchPath.substr(Begin, End - Begin);
    std::string Path = (Folder.empty() ? "." : Folder) + "/" + Name;
    Begin = End + 1;
    if (!isRegularFile(Path))
      continue;
    if (access(Path.c_str(), X_OK) == 0)
      return Path;
    NotExecutable = Path;
  }
  if (!NotExecutable.empty())
    return NotExecutable;
  if (isRegularFile(Name))
    return Error{fmt::format("there is no program '{0}' in PATH; for the file "
                             "in this folder write './{0}'",
                             Name)};
  return Error{fmt::format("there is no program '{}' in PATH", Name)};
}

/// \returns the absolute path of a file that may be executed.
static Result<std::string> resolve(const std::string &Path) {
  char Absolute[PATH_MAX];
  if (!realpath(Path.c_str(), Absolute))
    return Error{fmt::format("cannot run '{}': {}", Path, strerror(errno))};
  struct stat Info;
  if (stat(Absolute, &Info) != 0)
    return Error{fmt::format("cannot run '{}': {}", Path, strerror(errno))};
  if (S_ISDIR(Info.st_mode))
    return Error{fmt::format("'{}' is a folder, not a program", Path)};
  if (!S_ISREG(Info.st_mode))
    return Error{fmt::format("'{}' is not a regular file", Path)};
  if (access(Absolute, X_OK) != 0)
    return Error{fmt::format("'{0}' is not executable; if it is a program, "
                             "chmod +x '{0}'",
                             Path)};
  return std::string(Absolute);
}

/// Programs that gain privileges ignore LD_PRELOAD (ld.so(8), secure-execution
/// mode).
static Status checkPrivileges(const std::string &Path) {
  struct stat Info;
  if (stat(Path.c_str(), &Info) != 0)
    return Error{fmt::format("cannot run '{}': {}", Path, strerror(errno))};
  bool Setuid = (Info.st_mode & S_ISUID) && Info.st_uid != getuid();
  bool Setgid = (Info.st_mode & S_ISGID) && Info.st_gid != getgid();
  bool Capable = getuid() != 0 &&
                 getxattr(Path.c_str(), "security.capability", nullptr, 0) > 0;
  if (!Setuid && !Setgid && !Capable)
    return success();
  return Error{fmt::format(
      "'{}' {}: the dynamic loader preloads nothing into it; run a copy "
      "without that (cp drops it)",
      Path,
      Setuid   ? "is setuid"
      : Setgid ? "is setgid"
               : "has file capabilities")};
}

static Status checkHeader(const std::string &Path, const Elf64_Ehdr &Header) {
  if (Header.e_ident[EI_CLASS] == ELFCLASS32)
    return Error{fmt::format("'{}' is a 32-bit program; Lockstep drives x86-64 "
                             "programs: compile it with -m64",
                             Path)};
  if (Header.e_machine != EM_X86_64 || Header.e_ident[EI_DATA] != ELFDATA2LSB)
    return Error{fmt::format("'{}' is for another machine; Lockstep drives "
                             "x86-64 programs",
                             Path)};
  if (Header.e_type != ET_EXEC && Header.e_type != ET_DYN)
    return Error{fmt::format("'{}' is an object file or a core file, not a "
                             "program; link it first",
                             Path)};
  return success();
}

/// Whether the program asks for a dynamic loader.
static Result<bool> hasInterpreter(const OpenFile &File,
                                   const Elf64_Ehdr &Header) {
  std::vector<Elf64_Phdr> Segments(Header.e_phnum);
  if (Header.e_phentsize != sizeof(Elf64_Phdr) ||
      !File.readAt(Header.e_phoff, Segments.data(),
                   Segments.size() * sizeof(Elf64_Phdr)))
    return Error{fmt::format("'{}' is damaged: its program headers lie outside "
                             "the file; build it again",
                             File.path())};
  for (const Elf64_Phdr &Segment : Segments)
    if (Segment.p_type == PT_INTERP)
      return true;
  return false;
}

/// Section headers survive `strip`, but need not exist or be sound.
static bool hasSiteSection(const OpenFile &File, const Elf64_Ehdr &Header) {
  std::vector<Elf64_Shdr> Sections(Header.e_shnum);
  if (Header.e_shentsize != sizeof(Elf64_Shdr) ||
      Header.e_shstrndx >= Sections.size() ||
      !File.readAt(Header.e_shoff, Sections.data(),
                   Sections.size() * sizeof(Elf64_Shdr)))
    return false;
  const Elf64_Shdr &Names = Sections[Header.e_shstrndx];
  for (const Elf64_Shdr &Section : Sections) {
    char Name[SiteSection.size() + 1];
    if (Section.sh_size && Section.sh_name < Names.sh_size &&
        File.readAt(Names.sh_offset + Section.sh_name, Name, sizeof Name) &&
        std::string_view(Name, sizeof Name) ==
            std::string_view(SiteSection.data(), SiteSection.size() + 1))
      return true;
  }
  return false;
}

static Result<ProgramFile> inspectElf(const OpenFile &File,
                                      const Elf64_Ehdr &Header) {
  if (Status Good = checkHeader(File.path(), Header); !Good)
    return Error{Good.error()};
  Result<bool> Dynamic = hasInterpreter(File, Header);
  if (!Dynamic)
    return Error{Dynamic.error()};
  if (!*Dynamic)
    return Error{fmt::format("'{}' is statically linked (it asks for no "
                             "dynamic loader), so nothing can be preloaded "
                             "into it; link it without -static and "
                             "-static-pie",
                             File.path())};
  if (Status Good = checkPrivileges(File.path()); !Good)
    return Error{Good.error()};
  return ProgramFile{File.path(), false, hasSiteSection(File, Header)};
}

/// The program named by the first line `#! /path argument`.
static Result<ProgramFile> inspectScript(const OpenFile &File) {
  char Line[256] = {};
  size_t Size = std::min<uint64_t>(File.size(), sizeof Line - 1);
  if (!File.readAt(0, Line, Size))
    return Error{fmt::format("cannot read '{}'", File.path())};
  std::string_view Text(Line + 2, strcspn(Line + 2, "\n"));
  size_t Begin = Text.find_first_not_of(" \t");
  Text.remove_prefix(std::min(Begin, Text.size()));
  std::string Interpreter(Text.substr(0, Text.find_first_of(" \t\r")));
  if (Interpreter.empty())
    return Error{fmt::format("'{}' begins with '#!' but names no interpreter",
                             File.path())};
  if (access(Interpreter.c_str(), X_OK) != 0)
    return Error{fmt::format("the interpreter '{}' of the script '{}' cannot "
                             "be run: {}",
                             Interpreter, File.path(), strerror(errno))};
  return ProgramFile{File.path(), true, false};
}

Result<ProgramFile> cli::findProgram(const std::string &Name,
                                     const std::string &SearchPath) {
  if (Name.empty())
    return Error{"the program's name is empty"};
  Result<std::string> Found = search(Name, SearchPath);
  if (!Found)
    return Error{Found.error()};
  Result<std::string> Path = resolve(*Found);
  if (!Path)
    return Error{Path.error()};
  Result<OpenFile> File = OpenFile::open(*Path);
  if (!File)
    return Error{File.error()};
  Elf64_Ehdr Header = {};
  if (File->readAt(0, &Header, sizeof Header) &&
      memcmp(Header.e_ident, ELFMAG, SELFMAG) == 0)
    return inspectElf(*File, Header);
  char Begin[2] = {};
  if (File->readAt(0, Begin, sizeof Begin) && memcmp(Begin, "#!", 2) == 0)
    return inspectScript(*File);
  return Error{fmt::format("'{}' is neither an ELF program nor a script; a "
                           "script must begin with a line such as #!/bin/sh",
                           *Path)};
}
