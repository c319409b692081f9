//===- StandardStreams.cpp - std::cout and the like of libc++ -------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Threads may use the standard streams at the same time
// ([iostream.objects.overview]). libc++ does so without any order between them:
// formatted output reads and writes the stream's width and fill in templates
// that become the program's own code. Races on these objects are the library's.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Install.h"

#include <dlfcn.h>
#include <link.h>

using namespace lockstep;

namespace {
struct Stream {
  const char *Name;
  uint64_t Address = 0;
  uint64_t Size = 0;
};
} // namespace

static Stream Streams[] = {{"_ZNSt3__13cinE"},   {"_ZNSt3__14coutE"},
                           {"_ZNSt3__14cerrE"},  {"_ZNSt3__14clogE"},
                           {"_ZNSt3__14wcinE"},  {"_ZNSt3__15wcoutE"},
                           {"_ZNSt3__15wcerrE"}, {"_ZNSt3__15wclogE"}};

void lockstep::findStandardStreams() {
  for (Stream &Each : Streams) {
    void *Found = dlsym(RTLD_DEFAULT, Each.Name);
    Dl_info Unused;
    const ElfW(Sym) *Symbol = nullptr;
    if (!Found ||
        !dladdr1(Found, &Unused,
                 reinterpret_cast<void **>(const_cast<ElfW(Sym) **>(&Symbol)),
                 RTLD_DL_SYMENT) ||
        !Symbol)
      return;
    Each.Address = uint64_t(Found);
    Each.Size = Symbol->st_size;
  }
}

void lockstep::exceptStandardStreams(Racing &Races) {
  for (const Stream &Each : Streams)
    if (Each.Size)
      Races.exceptRange(Each.Address, Each.Size);
}
