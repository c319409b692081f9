//===- CrashHandlers.cpp - Executions that end badly ----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/CrashHandlers.h"

#include "interceptors/Intercept.h"
#include "platform/Kernel.h"
#include "platform/OwnMemory.h"
#include "preload/Debugging.h"
#include "preload/LeakCheck.h"
#include "preload/Watcher.h"

#include <csignal>
#include <cstdio>
#include <cstring>
#include <cxxabi.h>
#include <dlfcn.h>
#include <sys/mman.h>
#include <typeinfo>
#include <unistd.h>

using namespace lockstep;

namespace {

/// Handlers run on a stack of their own: the program's may be what overflowed.
constexpr size_t HandlerStackSize = 256 * 1024;

} // namespace

void lockstep::writeDownEnd(uint64_t FaultAddress) {
  Watcher *Watch = Watcher::active();
  if (!Watch || !Control::active() || Watch->area().Dumped)
    return;
  Control::Scope Inside(*Control::active());
  Watch->area().FaultAddress = FaultAddress;
  Watch->failedHere();
  Watch->processEnds();
}

namespace {

void onFatalSignal(int Signal, siginfo_t *Info, void *) {
  // A fault while writing down is the end as well.
  signal(Signal, SIG_DFL);
  writeDownEnd(Signal == SIGSEGV || Signal == SIGBUS ? uint64_t(Info->si_addr)
                                                     : 0);
  // Back to the instruction, or to abort(): the default action follows. What
  // was sent by somebody must be sent again.
  if (Info->si_code <= 0 && Signal != SIGABRT)
    raise(Signal);
}

void onWhere(int, siginfo_t *, void *) {
  writeDownEnd(0);
  exitProcess(0);
}

void handle(int Signal, void (*Handler)(int, siginfo_t *, void *)) {
  struct sigaction Before, Ours = {};
  if (sigaction(Signal, nullptr, &Before) || Before.sa_handler != SIG_DFL)
    return;
  Ours.sa_sigaction = Handler;
  Ours.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigfillset(&Ours.sa_mask);
  sigaction(Signal, &Ours, nullptr);
}

} // namespace

int lockstep::whereSignal() { return SIGRTMAX - 1; }

void lockstep::installCrashHandlers() {
  long Stack = mapOwn(HandlerStackSize, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE);
  if (Stack > 0) {
    stack_t Alternate = {};
    Alternate.ss_sp = reinterpret_cast<void *>(Stack);
    Alternate.ss_size = HandlerStackSize;
    sigaltstack(&Alternate, nullptr);
  }
  for (int Signal :
       {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS, SIGHUP,
        SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGUSR1, SIGUSR2})
    handle(Signal, onFatalSignal);
  handle(whereSignal(), onWhere);
}

//===----------------------------------------------------------------------===//
// Ends that the program chooses
//===----------------------------------------------------------------------===//

/// Notes \p Text for the report, with the place.
static void noteFailure(const char *Text, bool ExecutionArea::*Flag) {
  Watcher *Watch = Watcher::active();
  if (!Watch)
    return;
  Watch->setDetail(Text);
  Watch->area().*Flag = true;
}

LOCKSTEP_INTERCEPT void __assert_fail(const char *Assertion, const char *File,
                                      unsigned Line,
                                      const char *Function) noexcept {
  noteFailure(Assertion, &ExecutionArea::AssertionFailed);
  using Fail = void (*)(const char *, const char *, unsigned, const char *);
  static const auto Real =
      reinterpret_cast<Fail>(dlsym(RTLD_NEXT, "__assert_fail"));
  Real(Assertion, File, Line, Function);
  __builtin_unreachable();
}

/// The type of the exception that std::terminate was called for, if it was.
static const std::type_info *exceptionType() {
  using Current = std::type_info *(*)();
  static const auto CurrentType = reinterpret_cast<Current>(
      dlsym(RTLD_DEFAULT, "__cxa_current_exception_type"));
  return CurrentType ? CurrentType() : nullptr;
}

LOCKSTEP_INTERCEPT void abort() noexcept {
  Watcher *Watch = Watcher::active();
  if (Watch && !Watch->area().AssertionFailed)
    if (const std::type_info *Type = exceptionType()) {
      // The first bytes of a type_info name may be a mark of locality.
      const char *Name = Type->name();
      noteFailure(*Name == '*' ? Name + 1 : Name,
                  &ExecutionArea::ThrewException);
    }
  static const auto Real =
      reinterpret_cast<void (*)()>(dlsym(RTLD_NEXT, "abort"));
  Real();
  __builtin_unreachable();
}

LOCKSTEP_EACH_EXECUTION static void endingByItself() {
  Debugging::ended("exit");
  if (Watcher *Watch = Watcher::active();
      Watch && Watch->recording() && Control::active()) {
    Control::Scope Inside(*Control::active());
    Watch->failedHere();
    Watch->processEnds();
  }
}

LOCKSTEP_INTERCEPT void _exit(int Status) {
  endingByItself();
  exitProcess(Status);
}

LOCKSTEP_INTERCEPT void _Exit(int Status) noexcept {
  endingByItself();
  exitProcess(Status);
}

LOCKSTEP_INTERCEPT LOCKSTEP_EACH_EXECUTION void exit(int Status) noexcept {
  // Recorded here, where the program asked for it: the handlers that run next
  // change the picture.
  endingByItself();
  noteExitStatus(Status);
  real().exit(Status);
  __builtin_unreachable();
}
