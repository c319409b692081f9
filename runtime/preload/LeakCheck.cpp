//===- LeakCheck.cpp - LeakSanitizer at the end of an execution -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LeakSanitizer takes for leaked what no living thread points to, and knows
// threads by the numbers that the kernel gave them. In an execution, which is a
// fork, these are those of the driver's: it would look at no stack and at no
// thread-local storage, and accuse programs that do not leak. So it is told of
// the main thread's storage, and it is asked only when nothing else is left to
// look at: main has returned, and all other threads have finished.
//
//===----------------------------------------------------------------------===//

#include "preload/LeakCheck.h"

#include "platform/Kernel.h"
#include "platform/ThreadPointer.h"
#include "preload/Watcher.h"

#include <cstdio>
#include <dlfcn.h>
#include <link.h>

using namespace lockstep;

/// Part of the interface in sanitizer/lsan_interface.h.
using RegisterRegion = void (*)(const void *, size_t);

static RegisterRegion Register = nullptr;

static void registerThreadLocals() {
  dl_iterate_phdr(
      [](dl_phdr_info *Module, size_t, void *) {
        if (!Module->dlpi_tls_data)
          return 0;
        for (int I = 0; I < Module->dlpi_phnum; ++I)
          if (Module->dlpi_phdr[I].p_type == PT_TLS)
            Register(Module->dlpi_tls_data, Module->dlpi_phdr[I].p_memsz);
        return 0;
      },
      nullptr);
  // glibc's thread control block has the values of keys.
  constexpr size_t ControlBlockSize = 2304;
  Register(threadPointer(), ControlBlockSize);
}

static int ExitStatus = 0;
static void (*NextHandler)() = nullptr;

void lockstep::lookUpLeakCheck() {
  Register = reinterpret_cast<RegisterRegion>(
      dlsym(RTLD_DEFAULT, "__lsan_register_root_region"));
}

/// \returns whether LeakSanitizer may look; when it may not, the process ends
/// here.
static bool prepareLeakCheck(Watcher &Watch, Control &C) {
  Control::Scope Inside(C);
  if (Watch.mainReturned() && C.engine().liveThreads() == 1) {
    registerThreadLocals();
    return true;
  }
  fflush(nullptr);
  exitProcess(ExitStatus);
}

static void beforeLoader() {
  Watcher *Watch = Watcher::active();
  Control *C = Control::active();
  // It yields until another thread is done, which takes as long as it takes:
  // nothing of that is the program's.
  if (Watch && C && Register && prepareLeakCheck(*Watch, *C))
    Control::deactivate();
  NextHandler();
}

void (*lockstep::checkLeaksBefore(void (*LoaderFini)()))() {
  NextHandler = LoaderFini;
  return LoaderFini ? beforeLoader : nullptr;
}

void lockstep::noteExitStatus(int Status) { ExitStatus = Status; }
