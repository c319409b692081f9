//===- DoctorSystem.cpp - Processor, kernel, limits, C library ------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Doctor.h"

#include "base/Number.h"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fmt/core.h>
#include <fstream>
#include <gnu/libc-version.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lockstep;
using namespace lockstep::cli;

static void examineMachine(Findings &Into) {
  struct utsname Name = {};
  uname(&Name);
  bool Right = strcmp(Name.machine, "x86_64") == 0;
  Into.push_back({Right ? Health::Good : Health::Problem, "machine",
                  fmt::format("{}, {} cores online", Name.machine,
                              sysconf(_SC_NPROCESSORS_ONLN)),
                  Right ? "" : "Lockstep needs an x86-64 machine"});
  int Major = 0, Minor = 0;
  sscanf(Name.release, "%d.%d", &Major, &Minor);
  bool New = Major > 4 || (Major == 4 && Minor >= 14);
  Into.push_back({New ? Health::Good : Health::Problem, "kernel",
                  fmt::format("{} {}", Name.sysname, Name.release),
                  New ? "" : "Lockstep needs Linux 4.14 or newer"});
}

/// arch/x86/include/uapi/asm/hwcap2.h: HWCAP2_FSGSBASE.
static void examineFsGsBase(Findings &Into) {
  constexpr unsigned long FsGsBaseBit = 1ul << 1;
  bool Usable = getauxval(AT_HWCAP2) & FsGsBaseBit;
  if (Usable)
    Into.push_back({Health::Good, "fsgsbase",
                    "the program may write the FS base by itself", ""});
  else
    Into.push_back(
        {Health::Note, "fsgsbase",
         "the kernel does not let programs write the FS base; every switch "
         "between threads costs a system call more",
         "Linux 5.9 or newer, on a processor with FSGSBASE, is faster"});
}

static void examineLibrary(Findings &Into) {
  int Major = 0, Minor = 0;
  const char *Version = gnu_get_libc_version();
  sscanf(Version, "%d.%d", &Major, &Minor);
  bool New = Major > 2 || (Major == 2 && Minor >= 34);
  Into.push_back({New ? Health::Good : Health::Problem, "c-library",
                  fmt::format("glibc {}", Version),
                  New ? ""
                      : "Lockstep needs glibc 2.34 or newer, in which the "
                        "thread functions are part of the C library"});
}

/// What \p Body returns (0 to 255) in a child of its own, or -1.
template <class Function> static int inChild(Function Body) {
  fflush(nullptr);
  pid_t Child = fork();
  if (Child < 0)
    return -1;
  if (Child == 0)
    _exit(Body());
  int Status = 0;
  while (waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  return WIFEXITED(Status) ? WEXITSTATUS(Status) : -1;
}

static void examineRandomization(Findings &Into) {
  constexpr unsigned long Query = 0xffffffff;
  int Refusal = inChild([] {
    int Now = personality(Query);
    return Now >= 0 && personality(unsigned(Now) | ADDR_NO_RANDOMIZE) >= 0
               ? 0
               : errno;
  });
  if (Refusal == 0)
    Into.push_back({Health::Good, "address-randomization",
                    "may be turned off for a program", ""});
  else
    Into.push_back(
        {Health::Note, "address-randomization",
         fmt::format("may not be turned off ({}); traces replay all the same, "
                     "but a program that depends on the values of addresses "
                     "may behave differently from run to run",
                     Refusal > 0 ? strerror(Refusal) : "cannot fork"),
         "in a container, permit personality(ADDR_NO_RANDOMIZE), as with "
         "docker's seccomp=unconfined"});
}

static void examineFork(Findings &Into) {
  using Clock = std::chrono::steady_clock;
  constexpr int Rounds = 200;
  Clock::time_point Begin = Clock::now();
  for (int I = 0; I < Rounds; ++I)
    if (inChild([] { return 0; }) != 0) {
      Into.push_back({Health::Problem, "fork",
                      fmt::format("refused: {}", strerror(errno)),
                      "raise the limit on processes (ulimit -u, or the "
                      "container's pids limit): each execution is a process"});
      return;
    }
  double Seconds = std::chrono::duration<double>(Clock::now() - Begin).count();
  double Each = Seconds / Rounds;
  Into.push_back({Health::Good, "fork",
                  fmt::format("fork, exit and wait take {:.0f} us, which "
                              "bounds one core to {:.0f} executions per second",
                              Each * 1e6, 1 / Each),
                  ""});
}

static void examineSharedMemory(Findings &Into) {
  constexpr size_t LogBytes = 64 << 20;
  void *Memory = mmap(nullptr, LogBytes, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (Memory == MAP_FAILED) {
    Into.push_back({Health::Problem, "shared-memory",
                    fmt::format("64 MiB are refused: {}", strerror(errno)),
                    "raise the limit on address space (ulimit -v)"});
    return;
  }
  munmap(Memory, LogBytes);
  Into.push_back({Health::Good, "shared-memory", "64 MiB are available", ""});
}

static std::string limitText(rlim_t Limit) {
  return Limit == RLIM_INFINITY ? "unlimited" : std::to_string(Limit);
}

static std::string firstLine(const char *Path) {
  std::string Line;
  std::ifstream File(Path);
  std::getline(File, Line);
  return Line;
}

static void examineLimits(Findings &Into) {
  constexpr uint64_t FewProcesses = 64;
  struct rlimit Processes = {}, Locked = {};
  getrlimit(RLIMIT_NPROC, &Processes);
  getrlimit(RLIMIT_MEMLOCK, &Locked);
  std::string Control = firstLine("/sys/fs/cgroup/pids.max");
  uint64_t ControlLimit = UINT64_MAX;
  parseNumber(Control, ControlLimit);
  bool Few = Processes.rlim_cur < FewProcesses || ControlLimit < FewProcesses;
  Into.push_back({Few ? Health::Problem : Health::Good, "process-limit",
                  fmt::format("ulimit -u {}; control group {}; kernel {} "
                              "threads",
                              limitText(Processes.rlim_cur),
                              Control.empty() ? "none" : Control,
                              firstLine("/proc/sys/kernel/threads-max")),
                  Few ? "the program's threads are made ready as kernel "
                        "threads: permit at least 64"
                      : ""});
  Into.push_back({Health::Good, "memory-limits",
                  fmt::format("locked memory {} (none is needed); {} mappings "
                              "per process; overcommit mode {}",
                              limitText(Locked.rlim_cur),
                              firstLine("/proc/sys/vm/max_map_count"),
                              firstLine("/proc/sys/vm/overcommit_memory")),
                  ""});
  std::string Scope = firstLine("/proc/sys/kernel/yama/ptrace_scope");
  Into.push_back({Health::Good, "privileges",
                  fmt::format("neither ptrace (scope {}) nor performance "
                              "counters (level {}) nor root are needed",
                              Scope.empty() ? "not restricted" : Scope,
                              firstLine("/proc/sys/kernel/"
                                        "perf_event_paranoid")),
                  ""});
}

static void examineFolder(Findings &Into) {
  bool Writable = access(".", W_OK) == 0;
  Into.push_back({Writable ? Health::Good : Health::Note, "trace-folder",
                  Writable ? "traces can be saved in this folder"
                           : "this folder cannot be written, so traces cannot "
                             "be saved in it",
                  Writable ? "" : "name another with --trace-dir"});
}

void cli::examineSystem(Findings &Into) {
  examineMachine(Into);
  examineFsGsBase(Into);
  examineLibrary(Into);
  examineRandomization(Into);
  examineFork(Into);
  examineSharedMemory(Into);
  examineLimits(Into);
  examineFolder(Into);
}
