//===- RandomFiles.cpp - /dev/urandom, the same every time ----------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who opens one of the kernel's random devices gets a file with numbers of
// Randomness.cpp instead: descriptors are read in too many ways to answer each.
// Unlike the device it ends.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"
#include "interceptors/Outside.h"
#include "platform/Kernel.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <fcntl.h>

using namespace lockstep;

extern "C" [[noreturn]] void __chk_fail() noexcept;

namespace {
constexpr size_t FileSize = 256 << 10;
/// Not one of the results of open().
constexpr int NotRandom = -2;
} // namespace

/// Opens \p Path as open(2) does when it is a random device and the program
/// gets the same numbers every time; else \returns NotRandom.
static int openRandom(const char *Path, bool CloseOnExec) {
  if (!Path || (strcmp(Path, "/dev/urandom") && strcmp(Path, "/dev/random")))
    return NotRandom;
  char Block[4096];
  if (!fillRandom(Block, sizeof Block))
    return NotRandom;
  constexpr unsigned MemfdCloseOnExec = 1;
  long File = kernelCall(SYS_memfd_create, long("lockstep-random"),
                         CloseOnExec ? MemfdCloseOnExec : 0);
  if (File < 0) {
    errno = int(-File);
    return -1;
  }
  for (size_t Filled = 0; Filled < FileSize; Filled += sizeof Block) {
    writeAll(int(File), Block, sizeof Block);
    fillRandom(Block, sizeof Block);
  }
  kernelCall(SYS_lseek, File, 0, SEEK_SET);
  return int(File);
}

/// Whether open() takes a third argument.
static bool hasMode(int Flags) {
  return (Flags & O_CREAT) || (Flags & O_TMPFILE) == O_TMPFILE;
}

LOCKSTEP_INTERCEPT int open(const char *Path, int Flags, ...) {
  if (int File = openRandom(Path, Flags & O_CLOEXEC); File != NotRandom)
    return File;
  mode_t Mode = 0;
  if (hasMode(Flags)) {
    va_list Rest;
    va_start(Rest, Flags);
    Mode = va_arg(Rest, mode_t);
    va_end(Rest);
  }
  return real().open(Path, Flags, Mode);
}

LOCKSTEP_INTERCEPT int open64(const char *Path, int Flags, ...) {
  if (int File = openRandom(Path, Flags & O_CLOEXEC); File != NotRandom)
    return File;
  mode_t Mode = 0;
  if (hasMode(Flags)) {
    va_list Rest;
    va_start(Rest, Flags);
    Mode = va_arg(Rest, mode_t);
    va_end(Rest);
  }
  return real().open64(Path, Flags, Mode);
}

LOCKSTEP_INTERCEPT int openat(int Folder, const char *Path, int Flags, ...) {
  if (int File = openRandom(Path, Flags & O_CLOEXEC); File != NotRandom)
    return File;
  mode_t Mode = 0;
  if (hasMode(Flags)) {
    va_list Rest;
    va_start(Rest, Flags);
    Mode = va_arg(Rest, mode_t);
    va_end(Rest);
  }
  return real().openat(Folder, Path, Flags, Mode);
}

LOCKSTEP_INTERCEPT int openat64(int Folder, const char *Path, int Flags, ...) {
  if (int File = openRandom(Path, Flags & O_CLOEXEC); File != NotRandom)
    return File;
  mode_t Mode = 0;
  if (hasMode(Flags)) {
    va_list Rest;
    va_start(Rest, Flags);
    Mode = va_arg(Rest, mode_t);
    va_end(Rest);
  }
  return real().openat64(Folder, Path, Flags, Mode);
}

// What the above are called when _FORTIFY_SOURCE is on and the flags are not
// constant: a missing mode is an error.
LOCKSTEP_INTERCEPT int __open_2(const char *Path, int Flags) {
  if (hasMode(Flags))
    __chk_fail();
  return open(Path, Flags);
}
LOCKSTEP_INTERCEPT int __open64_2(const char *Path, int Flags) {
  if (hasMode(Flags))
    __chk_fail();
  return open64(Path, Flags);
}
LOCKSTEP_INTERCEPT int __openat_2(int Folder, const char *Path, int Flags) {
  if (hasMode(Flags))
    __chk_fail();
  return openat(Folder, Path, Flags);
}
LOCKSTEP_INTERCEPT int __openat64_2(int Folder, const char *Path, int Flags) {
  if (hasMode(Flags))
    __chk_fail();
  return openat64(Folder, Path, Flags);
}

/// The same for streams. \returns false when \p Path is to be opened for real.
static bool openRandomStream(const char *Path, const char *Mode,
                             FILE *&Stream) {
  int File = openRandom(Path, Mode && strchr(Mode, 'e'));
  if (File == NotRandom)
    return false;
  Stream = File < 0 ? nullptr : fdopen(File, Mode);
  if (!Stream && File >= 0)
    kernelCall(SYS_close, File);
  return true;
}

LOCKSTEP_INTERCEPT FILE *fopen(const char *__restrict Path,
                               const char *__restrict Mode) {
  FILE *Stream;
  return openRandomStream(Path, Mode, Stream) ? Stream
                                              : real().fopen(Path, Mode);
}

LOCKSTEP_INTERCEPT FILE *fopen64(const char *__restrict Path,
                                 const char *__restrict Mode) {
  FILE *Stream;
  return openRandomStream(Path, Mode, Stream) ? Stream
                                              : real().fopen64(Path, Mode);
}
