//===- SanitizerRuntime.cpp - What lies before us in the program ----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/SanitizerRuntime.h"

#include "platform/ProcessModules.h"

#include <dlfcn.h>
#include <link.h>

using namespace lockstep;

constinit SanitizerRuntime detail::TheSanitizerRuntime;

/// Whether calls of \p Function come to another definition than ours first.
static bool isWrapped(const char *Function) {
  Dl_info First, Ours;
  void *Found = dlsym(RTLD_DEFAULT, Function);
  return Found && dladdr(Found, &First) &&
         dladdr(&detail::TheSanitizerRuntime, &Ours) &&
         First.dli_fbase != Ours.dli_fbase;
}

void lockstep::learnSanitizerRuntime() {
  SanitizerRuntime &To = detail::TheSanitizerRuntime;
  To.WrapsCreate = isWrapped("pthread_create");
  To.WrapsDetach = isWrapped("pthread_detach");
  auto Allocator =
      uint64_t(dlsym(RTLD_DEFAULT, "__sanitizer_get_current_allocated_bytes"));
  for (const ProcessModule &Each : processModules())
    if (Allocator && Allocator - Each.Begin < Each.End - Each.Begin) {
      To.Begin = Each.Begin;
      To.Size = Each.End - Each.Begin;
    }
  // Its name has two or three underscores, by the version.
  for (const char *Name :
       {"___interceptor_clock_gettime", "__interceptor_clock_gettime"}) {
    Dl_info Known;
    const ElfW(Sym) *Symbol = nullptr;
    void *Wrapper = dlsym(RTLD_DEFAULT, Name);
    if (!Wrapper ||
        !dladdr1(Wrapper, &Known,
                 const_cast<void **>(reinterpret_cast<const void **>(&Symbol)),
                 RTLD_DL_SYMENT))
      continue;
    To.ClockWrapper = uint64_t(Wrapper);
    To.ClockWrapperSize = Symbol->st_size;
    return;
  }
}
