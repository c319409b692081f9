//===- Modules.cpp - What a program consists of ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Modules.h"
#include "OpenFile.h"
#include "Subprocess.h"

#include <climits>
#include <cstdlib>
#include <cstring>
#include <elf.h>
#include <fmt/core.h>
#include <sstream>

using namespace lockstep;
using namespace lockstep::cli;

/// Of x86-64 programs; the ABI names it.
static constexpr const char *Loader = "/lib64/ld-linux-x86-64.so.2";

static std::string resolved(const std::string &Path) {
  char Absolute[PATH_MAX];
  return realpath(Path.c_str(), Absolute) ? Absolute : "";
}

static bool isSystemFolder(const std::string &Path) {
  return Path.starts_with("/lib/") || Path.starts_with("/lib64/") ||
         Path.starts_with("/usr/lib/") || Path.starts_with("/usr/lib64/");
}

static std::string packageOf(const LibraryFile &Library) {
  Result<SubprocessAnswer> Owner =
      runProgram({"dpkg-query", "-S",
                  "*/" + Library.Path.substr(Library.Path.rfind('/') + 1)});
  if (!Owner || Owner->ExitStatus)
    return "";
  std::string Name = Owner->Output.substr(0, Owner->Output.find(": "));
  if (Name.find_first_of(", \n") != std::string::npos)
    return "";
  Result<SubprocessAnswer> Version =
      runProgram({"dpkg-query", "-W", "-f", "${Version}", Name});
  return Version && !Version->ExitStatus ? Name + " " + Version->Output : "";
}

std::vector<LibraryFile> cli::librariesOf(const std::string &Program) {
  std::vector<LibraryFile> Libraries;
  Result<SubprocessAnswer> Listed = runProgram({Loader, "--list", Program});
  if (!Listed || Listed->ExitStatus)
    return Libraries;
  std::istringstream Lines(Listed->Output);
  for (std::string Line; std::getline(Lines, Line);) {
    // "\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x...)"
    size_t Arrow = Line.find(" => "), End = Line.rfind(" (0x");
    if (Arrow == std::string::npos || End == std::string::npos || End < Arrow)
      continue;
    LibraryFile Library;
    Library.Name = Line.substr(1, Arrow - 1);
    Library.Path = resolved(Line.substr(Arrow + 4, End - Arrow - 4));
    if (Library.Path.empty())
      continue;
    Library.BuildId = buildIdOf(Library.Path);
    Library.IsSystem = isSystemFolder(Library.Path);
    if (Library.IsSystem)
      Library.Package = packageOf(Library);
    Libraries.push_back(std::move(Library));
  }
  return Libraries;
}

/// The build id among the notes of one segment.
static std::string buildIdIn(const std::string &Notes) {
  size_t At = 0;
  auto Padded = [](uint64_t Size) { return (Size + 3) & ~uint64_t(3); };
  while (At + sizeof(Elf64_Nhdr) <= Notes.size()) {
    Elf64_Nhdr Note;
    memcpy(&Note, Notes.data() + At, sizeof Note);
    uint64_t Name = At + sizeof Note, Value = Name + Padded(Note.n_namesz);
    if (Value + Note.n_descsz > Notes.size())
      return "";
    if (Note.n_type == NT_GNU_BUILD_ID && Note.n_namesz == 4 &&
        !memcmp(Notes.data() + Name, "GNU", 4)) {
      std::string Text;
      for (uint64_t I = 0; I < Note.n_descsz; ++I)
        Text += fmt::format("{:02x}", uint8_t(Notes[Value + I]));
      return Text;
    }
    At = Value + Padded(Note.n_descsz);
  }
  return "";
}

std::string cli::buildIdOf(const std::string &Path) {
  constexpr uint64_t LargestNotes = 1 << 16;
  Result<OpenFile> File = OpenFile::open(Path);
  Elf64_Ehdr Header;
  if (!File || !File->readAt(0, &Header, sizeof Header) ||
      memcmp(Header.e_ident, ELFMAG, SELFMAG) != 0 ||
      Header.e_phentsize != sizeof(Elf64_Phdr))
    return "";
  for (unsigned I = 0; I < Header.e_phnum; ++I) {
    Elf64_Phdr Segment;
    if (!File->readAt(Header.e_phoff + I * sizeof Segment, &Segment,
                      sizeof Segment))
      return "";
    if (Segment.p_type != PT_NOTE || Segment.p_filesz > LargestNotes)
      continue;
    std::string Notes(Segment.p_filesz, 0);
    if (!File->readAt(Segment.p_offset, Notes.data(), Notes.size()))
      return "";
    if (std::string Id = buildIdIn(Notes); !Id.empty())
      return Id;
  }
  return "";
}
