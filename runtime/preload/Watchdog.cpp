//===- Watchdog.cpp - Waits for an execution that may never end -----------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/Watchdog.h"

#include "platform/Kernel.h"
#include "preload/CrashHandlers.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <string>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lockstep;

namespace {

constexpr uint64_t Second = 1000000000;
constexpr suseconds_t TickMicroseconds = 100000;
/// An execution whose threads all sleep in the kernel is given up sooner than
/// one that computes.
constexpr uint64_t BlockedLimit = 2 * Second;

std::string readFile(const std::string &Path) {
  std::string Text;
  int File = open(Path.c_str(), O_RDONLY | O_CLOEXEC);
  if (File < 0)
    return Text;
  char Buffer[512];
  ssize_t Got = read(File, Buffer, sizeof Buffer);
  if (Got > 0)
    Text.assign(Buffer, size_t(Got));
  close(File);
  return Text;
}

/// The state letter of a kernel thread: after the name in parentheses.
char stateOf(const std::string &StatPath) {
  std::string Text = readFile(StatPath);
  size_t Name = Text.rfind(") ");
  return Name == std::string::npos || Name + 2 >= Text.size() ? '?'
                                                              : Text[Name + 2];
}

} // namespace

void Watchdog::start() {
  Alarm.borrow(SIGALRM, [](int) {});
  itimerval Tick{{0, TickMicroseconds}, {0, TickMicroseconds}};
  setitimer(ITIMER_REAL, &Tick, nullptr);
}

void Watchdog::stop() {
  itimerval None{};
  setitimer(ITIMER_REAL, &None, nullptr);
  Alarm.end();
}

bool Watchdog::isBlocked(pid_t Child) {
  std::string Folder = "/proc/" + std::to_string(Child) + "/task";
  DIR *Tasks = opendir(Folder.c_str());
  if (!Tasks)
    return false;
  bool AllSleep = true;
  while (dirent *Task = readdir(Tasks))
    if (Task->d_name[0] != '.')
      AllSleep &= stateOf(Folder + "/" + Task->d_name + "/stat") == 'S';
  closedir(Tasks);
  return AllSleep;
}

void Watchdog::end(pid_t Child, bool Ask) {
  if (Ask) {
    kill(Child, whereSignal());
    // It answers at once, or not at all: its handler may have been replaced.
    for (int Tick = 0; Tick < 10; ++Tick) {
      siginfo_t Info{};
      if (waitid(P_PID, id_t(Child), &Info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
          Info.si_pid == Child)
        return;
      timespec Pause{0, 50000000};
      kernelCall(SYS_nanosleep, long(&Pause));
    }
  }
  kill(Child, SIGKILL);
}

Intervention Watchdog::await(pid_t Child, ExecutionArea &Area, bool Ask,
                             int &WaitStatus) {
  uint64_t Seen = 0, Since = 0;
  Intervention Done = Intervention::None;
  for (;;) {
    long Got = kernelCall(SYS_wait4, Child, long(&WaitStatus), 0, 0);
    if (Got == Child)
      return Done;
    if (Got != -EINTR) {
      WaitStatus = 0;
      return Done;
    }
    uint64_t Now = monotonicNanoseconds();
    uint64_t Decisions =
        __atomic_load_n(&Area.Count.Decisions, __ATOMIC_ACQUIRE);
    if (!Since || Decisions != Seen) {
      Seen = Decisions;
      Since = Now;
      continue;
    }
    if (!Limit || Done != Intervention::None)
      continue;
    uint64_t Idle = Now - Since;
    uint64_t Bound = Limit * Second;
    if (Idle >= std::min(Bound, BlockedLimit) && isBlocked(Child))
      Done = Intervention::BlockedOutside;
    else if (Idle >= Bound)
      Done = Intervention::NoProgress;
    else
      continue;
    if (Done == Intervention::BlockedOutside && !Area.Detail[0]) {
      const char *Call =
          Area.BlockingCall ? Area.BlockingCall : blockingSystemCall(Child);
      strncpy(Area.Detail, Call, sizeof Area.Detail - 1);
    }
    end(Child, Ask);
  }
}

const char *lockstep::blockingSystemCall(pid_t Process) {
  static constexpr struct {
    long Number;
    const char *Name;
  } Names[] = {
      {SYS_read, "read"},
      {SYS_write, "write"},
      {SYS_readv, "readv"},
      {SYS_writev, "writev"},
      {SYS_poll, "poll"},
      {SYS_ppoll, "ppoll"},
      {SYS_select, "select"},
      {SYS_pselect6, "pselect"},
      {SYS_epoll_wait, "epoll_wait"},
      {SYS_epoll_pwait, "epoll_pwait"},
      {SYS_accept, "accept"},
      {SYS_accept4, "accept4"},
      {SYS_connect, "connect"},
      {SYS_recvfrom, "recvfrom"},
      {SYS_recvmsg, "recvmsg"},
      {SYS_sendto, "sendto"},
      {SYS_sendmsg, "sendmsg"},
      {SYS_wait4, "wait4"},
      {SYS_waitid, "waitid"},
      {SYS_futex, "futex"},
      {SYS_flock, "flock"},
      {SYS_fcntl, "fcntl"},
      {SYS_pause, "pause"},
      {SYS_nanosleep, "nanosleep"},
      {SYS_clock_nanosleep, "clock_nanosleep"},
      {SYS_rt_sigtimedwait, "sigtimedwait"},
      {SYS_rt_sigsuspend, "sigsuspend"},
      {SYS_open, "open"},
      {SYS_openat, "openat"},
      {SYS_semop, "semop"},
      {SYS_mq_timedreceive, "mq_timedreceive"},
      {SYS_mq_timedsend, "mq_timedsend"},
      {SYS_msgrcv, "msgrcv"},
      {SYS_msgsnd, "msgsnd"},
      {SYS_io_getevents, "io_getevents"},
  };
  std::string Text = readFile("/proc/" + std::to_string(Process) + "/syscall");
  if (Text.empty() || Text[0] < '0' || Text[0] > '9')
    return "a system call";
  long Number = strtol(Text.c_str(), nullptr, 10);
  for (const auto &Known : Names)
    if (Known.Number == Number)
      return Known.Name;
  return "a system call";
}
