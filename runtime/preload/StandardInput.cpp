//===- StandardInput.cpp - What executions read from descriptor 0 ---------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "preload/StandardInput.h"

#include "platform/Kernel.h"

#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lockstep;

/// How long a pipe may be silent before it is taken for one that nobody writes
/// to, as many services have for their standard input.
constexpr int PatienceMilliseconds = 200;
constexpr uint64_t MostCollected = uint64_t(1) << 30;
constexpr const char *OwnPath = "/proc/self/fd/0";

/// Waits until \p Descriptor can be read. \returns what poll(2) says of it: 0
/// when nothing came in time.
static short awaitInput(int Descriptor, int Milliseconds) {
  pollfd Of{Descriptor, POLLIN, 0};
  while (kernelCall(SYS_poll, long(&Of), 1, Milliseconds) == -EINTR)
    ;
  return Of.revents;
}

Status StandardInput::begin() {
  struct stat Input;
  bool Exists = fstat(STDIN_FILENO, &Input) == 0;
  if (Exists && S_ISREG(Input.st_mode)) {
    IsFile = true;
    Begin = kernelCall(SYS_lseek, STDIN_FILENO, 0, SEEK_CUR);
    return success();
  }
  if (Exists && (S_ISFIFO(Input.st_mode) || S_ISSOCK(Input.st_mode))) {
    if (awaitInput(STDIN_FILENO, PatienceMilliseconds))
      return collect();
    Pipe = duplicateHigh(STDIN_FILENO);
  }
  standFor(open("/dev/null", O_RDONLY));
  return success();
}

/// Puts \p File, which is closed, in the place of descriptor 0.
void StandardInput::standFor(int File) {
  if (File < 0)
    return;
  dup2(File, STDIN_FILENO);
  if (File != STDIN_FILENO)
    close(File);
}

/// The same file once more, with a position and an access mode of its own.
static int openAgain(int Mode) { return open(OwnPath, Mode | O_CLOEXEC); }

static Error cannotCollect(long Number) {
  return Error{std::string("cannot keep what comes through standard input: ") +
               strerror(int(-Number)) + "; give it as a file"};
}

/// Copies what comes through descriptor 0, to its end, into \p File.
static Status copyTo(int File) {
  constexpr int SayAfterMilliseconds = 1000;
  bool IsSaid = false;
  char Part[16384];
  for (uint64_t Size = 0;;) {
    if (!awaitInput(STDIN_FILENO, IsSaid ? -1 : SayAfterMilliseconds)) {
      constexpr std::string_view Line =
          "Lockstep: waiting for the end of standard input, which every "
          "execution is to have whole\n";
      writeAll(STDERR_FILENO, Line.data(), Line.size());
      IsSaid = true;
      continue;
    }
    long Got = kernelCall(SYS_read, STDIN_FILENO, long(Part), sizeof Part);
    if (Got == 0)
      return success();
    if (Got == -EINTR || Got == -EAGAIN)
      continue;
    if (Got < 0)
      return cannotCollect(Got);
    Size += uint64_t(Got);
    if (Size > MostCollected)
      return Error{"more than 1 GiB comes through standard input, and every "
                   "execution is to have it: give it as a file"};
    long Put = kernelCall(SYS_write, File, long(Part), Got);
    if (Put != Got)
      return cannotCollect(Put < 0 ? Put : -ENOSPC);
  }
}

Status StandardInput::collect() {
  int File = memfd_create("lockstep-input", MFD_CLOEXEC);
  if (File < 0)
    return cannotCollect(-errno);
  Status Done = copyTo(File);
  standFor(File);
  kernelCall(SYS_lseek, STDIN_FILENO, 0, SEEK_SET);
  standFor(openAgain(O_RDONLY));
  IsFile = true;
  return Done;
}

void StandardInput::rewind() {
  if (IsFile)
    kernelCall(SYS_lseek, STDIN_FILENO, Begin, SEEK_SET);
}

void StandardInput::useOwn() {
  if (IsFile)
    standFor(openAgain(int(kernelCall(SYS_fcntl, STDIN_FILENO, F_GETFL)) &
                       O_ACCMODE));
}

bool StandardInput::wasRead() const {
  return IsFile && kernelCall(SYS_lseek, STDIN_FILENO, 0, SEEK_CUR) != Begin;
}

std::string StandardInput::file() const {
  char Path[PATH_MAX];
  ssize_t Length = readlink(OwnPath, Path, sizeof Path);
  struct stat Here, There;
  if (!IsFile || Begin != 0 || Length <= 0 || Length == sizeof Path)
    return "";
  std::string Name(Path, size_t(Length));
  if (stat(Name.c_str(), &There) || fstat(STDIN_FILENO, &Here) ||
      Here.st_dev != There.st_dev || Here.st_ino != There.st_ino)
    return "";
  // As one would have typed it.
  if (getcwd(Path, sizeof Path))
    if (std::string Folder = std::string(Path) + "/"; Name.starts_with(Folder))
      Name.erase(0, Folder.size());
  return Name;
}

std::string StandardInput::content() const {
  struct stat Status;
  std::string Text;
  if (!IsFile || fstat(STDIN_FILENO, &Status) || Status.st_size <= Begin)
    return Text;
  Text.resize(size_t(Status.st_size - Begin));
  size_t Size = 0;
  while (Size < Text.size()) {
    ssize_t Got = pread(STDIN_FILENO, Text.data() + Size, Text.size() - Size,
                        Begin + off_t(Size));
    if (Got <= 0)
      break;
    Size += size_t(Got);
  }
  Text.resize(Size);
  return Text;
}

bool StandardInput::cameLate() const {
  return Pipe >= 0 && awaitInput(Pipe, 0) & POLLIN;
}
