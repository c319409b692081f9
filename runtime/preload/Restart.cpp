//===- Restart.cpp - Running the program again, differently ---------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"
#include "platform/Kernel.h"
#include "platform/ProcessModules.h"
#include "preload/Startup.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <string>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

using namespace lockstep;

bool lockstep::disableAddressRandomization(char **Arguments,
                                           char **Environment) {
  constexpr unsigned long Query = 0xffffffff;
  int Current = personality(Query);
  if (Current < 0)
    return false;
  if (Current & ADDR_NO_RANDOMIZE)
    return true;
  if (personality(Current | ADDR_NO_RANDOMIZE) < 0 ||
      !(personality(Query) & ADDR_NO_RANDOMIZE))
    return false;
  execve(executablePath().c_str(), Arguments, Environment);
  return false;
}

bool lockstep::executableCarriesHooks() {
  int File = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  struct stat Status;
  if (File < 0 || fstat(File, &Status)) {
    if (File >= 0)
      close(File);
    return false;
  }
  auto Size = size_t(Status.st_size);
  void *Map = mmap(nullptr, Size, PROT_READ, MAP_PRIVATE, File, 0);
  close(File);
  if (Map == MAP_FAILED)
    return false;
  auto *Bytes = static_cast<const char *>(Map);
  auto *Header = reinterpret_cast<const Elf64_Ehdr *>(Bytes);
  bool Found = false;
  // The kernel loaded it, so the header is sound; the section table need not
  // be there.
  if (Header->e_shoff && Header->e_shstrndx < Header->e_shnum &&
      Header->e_shoff + Header->e_shnum * sizeof(Elf64_Shdr) <= Size) {
    auto *Sections =
        reinterpret_cast<const Elf64_Shdr *>(Bytes + Header->e_shoff);
    const Elf64_Shdr &Names = Sections[Header->e_shstrndx];
    for (unsigned I = 0; I < Header->e_shnum && !Found; ++I) {
      constexpr char Wanted[] = "lockstep_sites";
      uint64_t Name = Names.sh_offset + Sections[I].sh_name;
      Found = Name + sizeof Wanted <= Size &&
              !memcmp(Bytes + Name, Wanted, sizeof Wanted);
    }
  }
  munmap(Map, Size);
  return Found;
}

/// The strings of a file of /proc that are separated by NUL.
static std::vector<char *> splitFile(const char *Path, std::string &Storage) {
  int File = open(Path, O_RDONLY | O_CLOEXEC);
  char Buffer[4096];
  for (ssize_t Got; File >= 0 && (Got = read(File, Buffer, sizeof Buffer)) > 0;)
    Storage.append(Buffer, size_t(Got));
  if (File >= 0)
    close(File);
  std::vector<char *> Parts;
  for (size_t At = 0; At < Storage.size(); At += strlen(&Storage[At]) + 1)
    Parts.push_back(&Storage[At]);
  Parts.push_back(nullptr);
  return Parts;
}

/// Called by a module that found no runtime, although the environment asks for
/// one. Returns when the program cannot be restarted, and has said why.
LOCKSTEP_INTERCEPT void lockstep_restart_v1() {
  auto Say = [](const std::string &Why) {
    fprintf(stderr,
            "Lockstep: WARNING: the program runs without Lockstep: %s\n",
            Why.c_str());
  };
  if (getauxval(AT_SECURE))
    return Say("it has more privileges than its caller");
  Dl_info Here;
  if (!dladdr(reinterpret_cast<void *>(&lockstep_restart_v1), &Here))
    return Say("the runtime does not know its own path");
  constexpr char Mark[] = "LOCKSTEP_RESTARTED=";
  std::string Preload = std::string("LD_PRELOAD=") + Here.dli_fname;
  static char Restarted[] = "LOCKSTEP_RESTARTED=1";
  std::string ArgumentStorage;
  std::vector<char *> Arguments =
      splitFile("/proc/self/cmdline", ArgumentStorage);
  std::vector<char *> Environment;
  for (char **Entry = environ; *Entry; ++Entry) {
    if (!strncmp(*Entry, Mark, sizeof Mark - 1))
      return Say("preloading '" + std::string(Here.dli_fname) +
                 "' had no effect; is the program statically linked?");
    if (!strncmp(*Entry, "LD_PRELOAD=", 11))
      Preload += std::string(":") + (*Entry + 11);
    else
      Environment.push_back(*Entry);
  }
  Environment.push_back(Preload.data());
  Environment.push_back(Restarted);
  Environment.push_back(nullptr);
  execve(executablePath().c_str(), Arguments.data(), Environment.data());
  Say(std::string("it cannot be started again: ") + strerror(errno));
}
