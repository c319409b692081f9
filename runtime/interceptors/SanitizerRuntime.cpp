//===- SanitizerRuntime.cpp - What lies before us in the program ----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/SanitizerRuntime.h"

#include "platform/ProcessModules.h"
#include "platform/StackCapture.h"

#include <dlfcn.h>
#include <link.h>

using namespace lockstep;

constinit SanitizerRuntime detail::TheSanitizerRuntime;
void (*lockstep::HearStandardError)(std::string_view, const void *) = nullptr;

/// Whether calls of \p Function come to another definition than ours first.
static bool isWrapped(const char *Function) {
  Dl_info First, Ours;
  void *Found = dlsym(RTLD_DEFAULT, Function);
  return Found && dladdr(Found, &First) &&
         dladdr(&detail::TheSanitizerRuntime, &Ours) &&
         First.dli_fbase != Ours.dli_fbase;
}

//===----------------------------------------------------------------------===//
// Memory that AddressSanitizer knows
//===----------------------------------------------------------------------===//

// It checks the accesses of the program's own code. What our hooks and
// interceptors do for the program it does not see, so it is asked, and reports.

static int (*IsPoisoned)(const volatile void *) = nullptr;
static void (*ReportError)(const void *ReturnAddress, const void *Frame,
                           const void *Stack, const void *Address, int IsWrite,
                           size_t Size, uint32_t) = nullptr;

static void checkMemory(const Operation &Op) {
  const auto *Address = reinterpret_cast<const void *>(Op.Address);
  if (!Op.Address || !IsPoisoned(Address))
    return;
  // Its report begins where the program called us.
  uint64_t Caller = 0;
  captureStack(&Caller, 1, Control::active()->self().StackTop);
  const void *Frame = __builtin_frame_address(0);
  ReportError(reinterpret_cast<const void *>(Caller), Frame, Frame, Address,
              operationAccess(Op.Kind) == Access::Write, Op.Size ? Op.Size : 1,
              0);
}

static void askAboutMemory() {
  IsPoisoned = reinterpret_cast<decltype(IsPoisoned)>(
      dlsym(RTLD_DEFAULT, "__asan_address_is_poisoned"));
  ReportError = reinterpret_cast<decltype(ReportError)>(
      dlsym(RTLD_DEFAULT, "__asan_report_error"));
  if (IsPoisoned && ReportError)
    Control::CheckMemory = checkMemory;
}

void lockstep::learnSanitizerRuntime() {
  SanitizerRuntime &To = detail::TheSanitizerRuntime;
  askAboutMemory();
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
