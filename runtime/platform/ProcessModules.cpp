//===- ProcessModules.cpp - The modules of this process -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "platform/ProcessModules.h"

#include <algorithm>
#include <climits>
#include <link.h>
#include <unistd.h>

using namespace lockstep;

std::string lockstep::executablePath() {
  char Path[PATH_MAX];
  ssize_t Length = readlink("/proc/self/exe", Path, sizeof Path);
  return Length > 0 ? std::string(Path, size_t(Length)) : std::string();
}

/// Looks through the notes at \p Note for the build id.
static std::string buildIdIn(const char *Note, uint64_t Size) {
  constexpr char Digits[] = "0123456789abcdef";
  const char *End = Note + Size;
  while (Note + sizeof(ElfW(Nhdr)) <= End) {
    auto *Header = reinterpret_cast<const ElfW(Nhdr) *>(Note);
    const char *Name = Note + sizeof *Header;
    const char *Bytes = Name + ((Header->n_namesz + 3) & ~3u);
    if (Header->n_type == NT_GNU_BUILD_ID && Header->n_namesz == 4 &&
        std::equal(Name, Name + 4, "GNU")) {
      std::string Id;
      for (uint32_t I = 0; I < Header->n_descsz; ++I) {
        Id += Digits[uint8_t(Bytes[I]) >> 4];
        Id += Digits[uint8_t(Bytes[I]) & 15];
      }
      return Id;
    }
    Note = Bytes + ((Header->n_descsz + 3) & ~3u);
  }
  return {};
}

std::vector<ProcessModule> lockstep::processModules() {
  std::vector<ProcessModule> All;
  dl_iterate_phdr(
      [](dl_phdr_info *Info, size_t, void *Argument) {
        auto &All = *static_cast<std::vector<ProcessModule> *>(Argument);
        ProcessModule &New = All.emplace_back();
        New.Path = All.size() == 1 ? executablePath() : Info->dlpi_name;
        New.Base = Info->dlpi_addr;
        New.Begin = ~uint64_t(0);
        for (int I = 0; I < Info->dlpi_phnum; ++I) {
          const ElfW(Phdr) &Segment = Info->dlpi_phdr[I];
          uint64_t At = New.Base + Segment.p_vaddr;
          if (Segment.p_type == PT_LOAD) {
            New.Begin = std::min(New.Begin, At);
            New.End = std::max(New.End, At + Segment.p_memsz);
          } else if (Segment.p_type == PT_NOTE && New.BuildId.empty()) {
            New.BuildId =
                buildIdIn(reinterpret_cast<const char *>(At), Segment.p_memsz);
          }
        }
        return 0;
      },
      &All);
  return All;
}
