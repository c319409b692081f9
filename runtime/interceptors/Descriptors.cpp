//===- Descriptors.cpp - Where descriptors lead ---------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/Descriptors.h"

#include "base/Hash.h"
#include "interceptors/DescriptorSync.h"
#include "interceptors/Intercept.h"
#include "platform/Kernel.h"

#include <cstdio>
#include <cstring>
#include <netinet/in.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unordered_map>
#include <unordered_set>

using namespace lockstep;

namespace {

/// What is known of the descriptors that the program made in this execution.
struct Knowledge {
  /// Pipes and sockets that lead to the program itself, by inode: numbers in
  /// the order in which they were made, which is that of the schedule.
  std::unordered_map<uint64_t, uint32_t> Own;
  /// Sockets that listen, by inode; where, and from where connections to them
  /// were made.
  std::unordered_set<uint64_t> Listening;
  std::unordered_set<uint64_t> Listened, Connected;
};

/// Of use until the last exit handler.
Knowledge &known() {
  static auto *Of = new Knowledge;
  return *Of;
}

bool statusOf(int Descriptor, struct stat &Status) {
  return kernelCall(SYS_fstat, Descriptor, long(&Status)) >= 0;
}

bool hasChildren() {
  siginfo_t Unused;
  return kernelCall(SYS_waitid, P_ALL, 0, long(&Unused),
                    WEXITED | WNOHANG | WNOWAIT, 0) == 0;
}

/// What waits for any of two can come from where any of them leads.
LeadsTo joined(LeadsTo A, LeadsTo B) { return A == B ? A : LeadsTo::Both; }

/// Where the descriptors that an epoll instance watches lead. The kernel is
/// asked which they are: they may have been added by io_uring.
LeadsTo setLeadsTo(int Poll) {
  std::optional<LeadsTo> All;
  for (int Watched : watchedBy(Poll)) {
    LeadsTo One = leadsTo(Watched);
    All = All ? joined(*All, One) : One;
  }
  return All.value_or(LeadsTo::Outside);
}

/// Of a descriptor without a file.
LeadsTo anonymousLeadsTo(int Descriptor) {
  char Path[32], Found[32] = {};
  snprintf(Path, sizeof Path, "/proc/self/fd/%d", Descriptor);
  kernelCall(SYS_readlinkat, AT_FDCWD, long(Path), long(Found),
             sizeof Found - 1);
  if (!strcmp(Found, "anon_inode:[eventfd]"))
    return LeadsTo::Inside;
  return strcmp(Found, "anon_inode:[eventpoll]") ? LeadsTo::Outside
                                                 : setLeadsTo(Descriptor);
}

/// Whether what listens at \p Address can be the program. Of the machine's own
/// addresses these are the ones that programs use to reach themselves.
bool isLocal(const sockaddr *Address, socklen_t Length) {
  if (Length <= sizeof(sa_family_t))
    return false;
  if (Address->sa_family == AF_INET && Length >= sizeof(sockaddr_in)) {
    uint32_t Host =
        ntohl(reinterpret_cast<const sockaddr_in *>(Address)->sin_addr.s_addr);
    return Host == INADDR_ANY || Host >> 24 == 127;
  }
  if (Address->sa_family == AF_INET6 && Length >= sizeof(sockaddr_in6)) {
    const in6_addr &Host =
        reinterpret_cast<const sockaddr_in6 *>(Address)->sin6_addr;
    return IN6_IS_ADDR_LOOPBACK(&Host) || IN6_IS_ADDR_UNSPECIFIED(&Host);
  }
  return Address->sa_family == AF_UNIX;
}

/// A name for an address of a socket; 0 for those that lead outside.
uint64_t placeOf(const sockaddr *Address, socklen_t Length) {
  if (Length <= sizeof(sa_family_t))
    return 0;
  // Of the program's own addresses, one port is used once.
  if (Address->sa_family == AF_INET && Length >= sizeof(sockaddr_in))
    return uint64_t(AF_INET) << 32 |
           reinterpret_cast<const sockaddr_in *>(Address)->sin_port;
  if (Address->sa_family == AF_INET6 && Length >= sizeof(sockaddr_in6))
    return uint64_t(AF_INET) << 32 |
           reinterpret_cast<const sockaddr_in6 *>(Address)->sin6_port;
  if (Address->sa_family == AF_UNIX)
    return hash64({reinterpret_cast<const char *>(Address), Length}) |
           uint64_t(1) << 63;
  return 0;
}

uint64_t placeOf(int Socket, long Ask) {
  sockaddr_storage Address = {};
  socklen_t Length = sizeof Address;
  if (kernelCall(Ask, Socket, long(&Address), long(&Length)) < 0)
    return 0;
  return placeOf(reinterpret_cast<const sockaddr *>(&Address), Length);
}

/// The other end of a local socket is in this process.
bool isPeerOwn(int Socket) {
  ucred Peer = {};
  socklen_t Length = sizeof Peer;
  return kernelCall(SYS_getsockopt, Socket, SOL_SOCKET, SO_PEERCRED,
                    long(&Peer), long(&Length)) >= 0 &&
         Peer.pid == kernelCall(SYS_getpid);
}

} // namespace

//===----------------------------------------------------------------------===//
// Questions
//===----------------------------------------------------------------------===//

LeadsTo lockstep::leadsTo(int Descriptor) {
  struct stat Status;
  if (!statusOf(Descriptor, Status))
    return LeadsTo::Outside;
  LeadsTo Found = LeadsTo::Outside;
  switch (Status.st_mode & S_IFMT) {
  case S_IFIFO:
  case S_IFSOCK:
    if (known().Own.contains(Status.st_ino))
      Found = LeadsTo::Inside;
    else if (known().Listening.contains(Status.st_ino))
      Found = LeadsTo::Both;
    break;
  case 0:
    Found = anonymousLeadsTo(Descriptor);
    break;
  default:
    break;
  }
  return Found != LeadsTo::Outside && hasChildren() ? LeadsTo::Outside : Found;
}

LeadsTo lockstep::leadsTo(std::span<const pollfd> Files) {
  if (Files.empty())
    return LeadsTo::Outside;
  LeadsTo All = leadsTo(Files[0].fd);
  for (const pollfd &Each : Files.subspan(1))
    All = joined(All, leadsTo(Each.fd));
  return All;
}

std::vector<int> lockstep::watchedBy(int Poll) {
  char Path[32], Text[4096];
  snprintf(Path, sizeof Path, "/proc/self/fdinfo/%d", Poll);
  std::vector<int> Found;
  int File =
      int(kernelCall(SYS_openat, AT_FDCWD, long(Path), O_RDONLY | O_CLOEXEC));
  if (File < 0)
    return Found;
  std::string Line;
  for (long Got;
       (Got = kernelCall(SYS_read, File, long(Text), sizeof Text)) > 0;)
    for (char Each : std::string_view(Text, size_t(Got))) {
      if (Each != '\n') {
        Line += Each;
        continue;
      }
      int Watched;
      if (sscanf(Line.c_str(), "tfd: %d", &Watched) == 1)
        Found.push_back(Watched);
      Line.clear();
    }
  kernelCall(SYS_close, File);
  return Found;
}

FileIdentity lockstep::identityOf(int Descriptor) {
  FileIdentity Of;
  struct stat Status;
  if (!statusOf(Descriptor, Status))
    return Of;
  unsigned Type = Status.st_mode & S_IFMT;
  Of.IsOpen = true;
  Of.IsFifo = Type == S_IFIFO;
  Of.CountsAsOne = Type == S_IFSOCK || Type == 0;
  Of.Family = Of.CountsAsOne ? Type : Status.st_dev;
  Of.Name = Of.CountsAsOne ? 0 : Status.st_ino;
  return Of;
}

uint64_t lockstep::keyOfOwn(int Descriptor) {
  struct stat Status;
  if (!statusOf(Descriptor, Status))
    return 0;
  uint64_t Type = Status.st_mode & S_IFMT;
  if (Type == S_IFSOCK || Type == 0)
    return keyOf(0, Type, 0);
  auto Number = known().Own.find(Status.st_ino);
  return Number == known().Own.end() ? 0 : keyOf(0, Type, Number->second);
}

uint64_t lockstep::keyOf(uint64_t Part, uint64_t Family, uint64_t Name) {
  uint64_t Parts[] = {Part, Family, Name};
  constexpr uint64_t Beyond = uint64_t(1) << 63;
  return (hash64({reinterpret_cast<const char *>(Parts), sizeof Parts}) |
          Beyond) &
         ~uint64_t(7);
}

//===----------------------------------------------------------------------===//
// Making them
//===----------------------------------------------------------------------===//

static void noteOwn(int Descriptor) {
  struct stat Status;
  if (statusOf(Descriptor, Status))
    known().Own.emplace(Status.st_ino, uint32_t(known().Own.size()));
}

/// The program has made two ends that lead to each other. \returns 0.
static int noteEnds(const int *Ends) {
  if (Control *C = Control::here()) {
    Control::Scope Inside(*C);
    noteOwn(Ends[0]);
    noteOwn(Ends[1]);
  }
  return 0;
}

LOCKSTEP_INTERCEPT int pipe(int *Ends) noexcept {
  int Result = real().pipe(Ends);
  return Result ? Result : noteEnds(Ends);
}

LOCKSTEP_INTERCEPT int pipe2(int *Ends, int Flags) noexcept {
  int Result = real().pipe2(Ends, Flags);
  return Result ? Result : noteEnds(Ends);
}

LOCKSTEP_INTERCEPT int socketpair(int Domain, int Type, int Protocol,
                                  int *Ends) noexcept {
  int Result = real().socketpair(Domain, Type, Protocol, Ends);
  return Result ? Result : noteEnds(Ends);
}

LOCKSTEP_INTERCEPT int listen(int Socket, int Backlog) noexcept {
  passOnThrough(Socket);
  int Result = real().listen(Socket, Backlog);
  Control *C = Control::here();
  if (Result || !C)
    return Result;
  Control::Scope Inside(*C);
  struct stat Status;
  if (statusOf(Socket, Status))
    known().Listening.insert(Status.st_ino);
  if (uint64_t Where = placeOf(Socket, SYS_getsockname))
    known().Listened.insert(Where);
  return 0;
}

void lockstep::noteConnecting(int Socket, const sockaddr *To,
                              socklen_t Length) {
  Control *C = Control::here();
  if (!C)
    return;
  Control::Scope Inside(*C);
  if (isLocal(To, Length) && known().Listened.contains(placeOf(To, Length)))
    noteOwn(Socket);
}

void lockstep::noteConnected(int Socket) {
  Control *C = Control::here();
  if (!C)
    return;
  Control::Scope Inside(*C);
  struct stat Status;
  if (!statusOf(Socket, Status) || !known().Own.contains(Status.st_ino))
    return;
  if (uint64_t From = placeOf(Socket, SYS_getsockname))
    known().Connected.insert(From);
}

int lockstep::noteAccepted(int Socket) {
  Control *C = Control::here();
  if (!C || Socket < 0)
    return Socket;
  Control::Scope Inside(*C);
  if (isPeerOwn(Socket) ||
      known().Connected.contains(placeOf(Socket, SYS_getpeername)))
    noteOwn(Socket);
  return Socket;
}
