//===- PluginWatch.cpp - Whether it was the plug-in -----------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/PluginWatch.h"

#include "platform/Kernel.h"
#include "platform/OwnMemory.h"
#include "preload/Watcher.h"
#include "report/Messages.h"
#include "report/Text.h"

#include <csignal>
#include <cstdlib>
#include <iterator>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>

using namespace lockstep;

namespace {
constexpr int UsageError = 2;
constexpr int Fatal[] = {SIGSEGV, SIGBUS,  SIGILL, SIGFPE,
                         SIGABRT, SIGTRAP, SIGSYS, SIGPIPE};
constexpr size_t StackSize = 64 * 1024;
constexpr uint64_t Second = 1000000000;

// Of the driver.
const char *Inside = nullptr; ///< what was called; null: nothing
uint64_t Limit = 0;           ///< seconds
uint64_t Since = 0;           ///< when the call began
int Messages = 2;
stack_t Stack = {}; ///< for the handlers: the plug-in may overflow its own

// As it was before the call.
struct sigaction Before[std::size(Fatal)], AlarmBefore;
stack_t StackBefore;
itimerval TimerBefore;

std::string endedWith(int Signal) {
  return " ended with " + messages::signalName(Signal);
}

std::string exitedWith(int Status) {
  return " ended the process with status " + std::to_string(Status);
}

std::string tookTooLong(uint64_t Seconds) {
  return " did not return within " + countText(Seconds, "second") +
         " (time_limit in LOCKSTEP_OPTIONS)";
}

[[noreturn]] void giveUp(const std::string &How) {
  std::string Line = std::string("Lockstep: ") + Inside + How + "\n";
  writeAll(Messages, Line.data(), Line.size());
  exitProcess(UsageError);
}

void onFatal(int Signal) { giveUp(endedWith(Signal)); }

void onAlarm(int) {
  if (Limit && monotonicNanoseconds() - Since >= Limit * Second)
    giveUp(tookTooLong(Limit));
}

void watchDriver() {
  if (!Stack.ss_sp) {
    long Got = mapOwn(StackSize, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE);
    LOCKSTEP_CHECK(Got > 0);
    Stack.ss_sp = reinterpret_cast<void *>(Got);
    Stack.ss_size = StackSize;
  }
  sigaltstack(&Stack, &StackBefore);
  struct sigaction Ours = {};
  Ours.sa_flags = SA_ONSTACK;
  sigfillset(&Ours.sa_mask);
  Ours.sa_handler = onFatal;
  for (size_t I = 0; I < std::size(Fatal); ++I)
    sigaction(Fatal[I], &Ours, &Before[I]);
  Ours.sa_handler = onAlarm;
  Ours.sa_flags |= SA_RESTART;
  sigaction(SIGALRM, &Ours, &AlarmBefore);
  Since = monotonicNanoseconds();
  itimerval Tick{{0, 100000}, {0, 100000}};
  setitimer(ITIMER_REAL, &Tick, &TimerBefore);
}

void leaveDriver() {
  setitimer(ITIMER_REAL, &TimerBefore, nullptr);
  sigaction(SIGALRM, &AlarmBefore, nullptr);
  for (size_t I = 0; I < std::size(Fatal); ++I)
    sigaction(Fatal[I], &Before[I], nullptr);
  sigaltstack(&StackBefore, nullptr);
}
} // namespace

void PluginWatch::start(uint64_t Seconds, int To) {
  Limit = Seconds;
  Messages = To;
}

void PluginWatch::called(const char *What) {
  if (Watcher *Watch = Watcher::active()) {
    Watch->area().InPlugin = What;
    return;
  }
  Inside = What;
  watchDriver();
}

void PluginWatch::back() {
  if (Watcher *Watch = Watcher::active()) {
    Watch->area().InPlugin = nullptr;
    return;
  }
  leaveDriver();
  Inside = nullptr;
}

void PluginWatch::exitCalled(int Status, void *) {
  // Of an execution the driver sees it.
  if (!Watcher::active() && Inside)
    giveUp(exitedWith(Status));
}

std::string lockstep::endInPlugin(const ExecutionArea &Area, int WaitStatus,
                                  Intervention Driver, uint64_t TimeLimit) {
  if (!Area.InPlugin)
    return "";
  if (Driver == Intervention::BlockedOutside)
    return std::string(Area.InPlugin) + " waits in " + Area.Detail +
           ", where it must not wait";
  if (Driver == Intervention::NoProgress)
    return Area.InPlugin + tookTooLong(TimeLimit);
  if (WIFSIGNALED(WaitStatus))
    return Area.InPlugin + endedWith(WTERMSIG(WaitStatus));
  return Area.InPlugin + exitedWith(WEXITSTATUS(WaitStatus));
}
