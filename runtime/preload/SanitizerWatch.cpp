//===- SanitizerWatch.cpp - What sanitizers tell of their errors ----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Through the public interfaces of compiler-rt (sanitizer/asan_interface.h,
// common_interface_defs.h), which are part of the program when it has them.
// UBSan calls __ubsan_on_report, its hook for debuggers and other runtimes;
// where it is linked into the executable, it calls its own.
//
//===----------------------------------------------------------------------===//

#include "preload/SanitizerWatch.h"

#include "interceptors/Intercept.h"
#include "interceptors/SanitizerRuntime.h"
#include "preload/CrashHandlers.h"
#include "preload/Debugging.h"
#include "preload/Watcher.h"

#include <algorithm>
#include <cstring>
#include <dlfcn.h>
#include <pthread.h>
#include <unistd.h>

using namespace lockstep;

namespace {
/// The functions of the interface that are used; null where there are none.
/// Looked up in the driver.
struct SanitizerFunctions {
  void (*setReportFile)(void *);
  void *(*pc)();
  void *(*address)();
  int (*accessType)();
  size_t (*accessSize)();
  const char *(*description)();
  const char *(*locate)(void *, char *, size_t, void **, size_t *);
};
SanitizerFunctions Their;

template <class Function> void lookUp(Function *&To, const char *Name) {
  To = reinterpret_cast<Function *>(dlsym(RTLD_DEFAULT, Name));
}

template <size_t Size> void copyText(char (&To)[Size], const char *From) {
  strncpy(To, From ? From : "", Size - 1);
}

/// The first error counts. \returns where to note it; null when it is not, or
/// no execution is there.
AreaSanitizer *firstError() {
  Watcher *Watch = Watcher::active();
  if (!Watch || !Control::active() || Watch->area().Sanitizer.Noted)
    return nullptr;
  Watch->area().SanitizerReported = true;
  Watch->area().Sanitizer.Noted = true;
  return &Watch->area().Sanitizer;
}

/// AddressSanitizer has reported, and may go on.
void onAddressError(const char *) {
  AreaSanitizer *To = firstError();
  if (!To || !Their.pc || !Their.description)
    return;
  Control::Scope Inside(*Control::active());
  Watcher::active()->failedHere(uint64_t(Their.pc()));
  copyText(To->Tool, "AddressSanitizer");
  copyText(To->Kind, Their.description());
  if (!Their.accessType || !Their.accessSize || !Their.address)
    return;
  To->IsWrite = Their.accessType() != 0;
  To->AccessSize = uint32_t(Their.accessSize());
  void *Address = Their.address(), *Begin = nullptr;
  size_t Size = 0;
  if (!Their.locate || !Address)
    return;
  copyText(To->Region,
           Their.locate(Address, To->Name, sizeof To->Name, &Begin, &Size));
  To->RegionSize = Size;
  To->Offset = uint64_t(Address) - uint64_t(Begin);
}

void onDeath() {
  Watcher *Watch = Watcher::active();
  if (!Watch)
    return;
  Watch->area().SanitizerReported = true;
  Debugging::ended(outcomeSlug(OutcomeKind::Sanitizer));
  writeDownEnd(0);
}
} // namespace

LOCKSTEP_INTERCEPT void __ubsan_on_report() {
  using GetData = void (*)(const char **, const char **, const char **,
                           unsigned *, unsigned *, char **);
  static const auto Data = reinterpret_cast<GetData>(
      dlsym(RTLD_DEFAULT, "__ubsan_get_current_report_data"));
  AreaSanitizer *To = Data ? firstError() : nullptr;
  if (!To)
    return;
  Control::Scope Inside(*Control::active());
  const char *Kind = "", *What = "", *File = "";
  char *Memory = nullptr;
  Data(&Kind, &What, &File, &To->Line, &To->Column, &Memory);
  copyText(To->Tool, "UndefinedBehaviorSanitizer");
  copyText(To->Kind, Kind);
  copyText(To->What, What);
  copyText(To->File, File);
  Watcher::active()->failedHere();
}

/// The minimal runtime of UBSan writes "ubsan: add-overflow by 0x000055d0…" and
/// nothing else.
static void onStandardError(std::string_view Text, const void *ReturnAddress) {
  constexpr std::string_view Begin = "ubsan: ", End = " by 0x";
  size_t Length = Text.find(End);
  Dl_info From;
  if (!Text.starts_with(Begin) || Length == Text.npos ||
      !dladdr(ReturnAddress, &From) || !From.dli_sname ||
      strncmp(From.dli_sname, "__ubsan_", 8))
    return;
  AreaSanitizer *To = firstError();
  if (!To)
    return;
  Control::Scope Inside(*Control::active());
  copyText(To->Tool, "UndefinedBehaviorSanitizer");
  copyText(To->Kind, "undefined-behavior");
  Text = Text.substr(Begin.size(), Length - Begin.size());
  memcpy(To->What, Text.data(), std::min(Text.size(), sizeof To->What - 1));
  Watcher::active()->failedHere();
}

void lockstep::directReports(const OutputCapture &Output) {
  if (Their.setReportFile && Output.reportFile() >= 0)
    Their.setReportFile(
        reinterpret_cast<void *>(intptr_t(Output.reportFile())));
}

void lockstep::watchSanitizers(OutputCapture &Output) {
  lookUp(Their.setReportFile, "__sanitizer_set_report_fd");
  lookUp(Their.pc, "__asan_get_report_pc");
  lookUp(Their.address, "__asan_get_report_address");
  lookUp(Their.accessType, "__asan_get_report_access_type");
  lookUp(Their.accessSize, "__asan_get_report_access_size");
  lookUp(Their.description, "__asan_get_report_description");
  lookUp(Their.locate, "__asan_locate_address");
  if (Their.setReportFile) {
    Output.captureReports();
    // What the program forks is no execution. A sanitizer forgets the file that
    // its process inherits.
    pthread_atfork(nullptr, nullptr, [] {
      Their.setReportFile(reinterpret_cast<void *>(intptr_t(STDERR_FILENO)));
    });
  }
  if (dlsym(RTLD_DEFAULT, "__ubsan_handle_add_overflow_minimal"))
    HearStandardError = onStandardError;
  void (*SetErrorCallback)(void (*)(const char *));
  lookUp(SetErrorCallback, "__asan_set_error_report_callback");
  if (SetErrorCallback)
    SetErrorCallback(onAddressError);
  void (*SetDeathCallback)(void (*)());
  lookUp(SetDeathCallback, "__sanitizer_set_death_callback");
  if (SetDeathCallback)
    SetDeathCallback(onDeath);
}

SanitizerReport lockstep::sanitizerReport(std::string_view Text,
                                          const AreaSanitizer &Told) {
  SanitizerReport Found = parseSanitizerReport(Text);
  if (!Told.Noted || !Told.Tool[0] || !Told.Kind[0])
    return Found;
  SanitizerReport Report;
  Report.Tool = Told.Tool;
  Report.Kind = Told.Kind;
  Report.What = Told.What;
  Report.File = Told.File;
  Report.Line = Told.Line;
  Report.Column = Told.Column;
  Report.AccessSize = Told.AccessSize;
  Report.IsWrite = Told.IsWrite;
  Report.Region = Told.Region;
  Report.Name = Told.Name;
  Report.RegionSize = Told.RegionSize;
  Report.Offset = Told.Offset;
  return Report;
}
