//===- FileLocks.cpp - flock, lockf, fcntl --------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Carried out for real. Who turns a lock that excludes all into one that does
// not lets others in, as by unlocking.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Blocking.h"
#include "interceptors/DescriptorSync.h"
#include "interceptors/Intercept.h"

#include <cstdarg>
#include <fcntl.h>

using namespace lockstep;

LOCKSTEP_INTERCEPT int flock(int Descriptor, int Operation) noexcept {
  FileLocking Sync(Descriptor, !(Operation & LOCK_EX), !(Operation & LOCK_UN));
  BlockingCall Inside("flock", !(Operation & (LOCK_NB | LOCK_UN)),
                      __builtin_return_address(0));
  return Sync.ended(
      Inside.make([&] { return real().flock(Descriptor, Operation | LOCK_NB); },
                  [&] { return real().flock(Descriptor, Operation); }));
}

LOCKSTEP_INTERCEPT int lockf(int Descriptor, int Command, off_t Length) {
  FileLocking Sync(Descriptor, Command == F_ULOCK, Command != F_ULOCK);
  BlockingCall Inside("lockf", Command == F_LOCK, __builtin_return_address(0));
  return Sync.ended(
      Inside.make([&] { return real().lockf(Descriptor, F_TLOCK, Length); },
                  [&] { return real().lockf(Descriptor, Command, Length); }));
}

LOCKSTEP_INTERCEPT int lockf64(int Descriptor, int Command, off64_t Length) {
  FileLocking Sync(Descriptor, Command == F_ULOCK, Command != F_ULOCK);
  BlockingCall Inside("lockf", Command == F_LOCK, __builtin_return_address(0));
  return Sync.ended(
      Inside.make([&] { return real().lockf64(Descriptor, F_TLOCK, Length); },
                  [&] { return real().lockf64(Descriptor, Command, Length); }));
}

static bool waitsForLock(int Command) {
  return Command == F_SETLKW || Command == F_OFD_SETLKW;
}

/// The command that does the same without waiting.
static int notWaiting(int Command) {
  return Command == F_SETLKW ? F_SETLK : F_OFD_SETLK;
}

/// What a command with a struct flock, which \p Argument then points to, does
/// to locks; nothing for the others.
static FileLocking locking(int Descriptor, int Command, const void *Argument) {
  bool Sets =
      Command == F_SETLK || Command == F_OFD_SETLK || waitsForLock(Command);
  if (!Sets || !Argument)
    return {Descriptor, false, false};
  short Type = static_cast<const struct flock *>(Argument)->l_type;
  return {Descriptor, Type != F_WRLCK, Type != F_UNLCK};
}

// The third argument is an int, a pointer or nothing; as in libc, it is passed
// on as what is widest.
LOCKSTEP_INTERCEPT int fcntl(int Descriptor, int Command, ...) {
  va_list Rest;
  va_start(Rest, Command);
  void *Argument = va_arg(Rest, void *);
  va_end(Rest);
  FileLocking Sync = locking(Descriptor, Command, Argument);
  BlockingCall Inside("fcntl", waitsForLock(Command),
                      __builtin_return_address(0));
  return Sync.ended(Inside.make(
      [&] { return real().fcntl(Descriptor, notWaiting(Command), Argument); },
      [&] { return real().fcntl(Descriptor, Command, Argument); }));
}

LOCKSTEP_INTERCEPT int fcntl64(int Descriptor, int Command, ...) {
  va_list Rest;
  va_start(Rest, Command);
  void *Argument = va_arg(Rest, void *);
  va_end(Rest);
  FileLocking Sync = locking(Descriptor, Command, Argument);
  BlockingCall Inside("fcntl", waitsForLock(Command),
                      __builtin_return_address(0));
  return Sync.ended(Inside.make(
      [&] { return real().fcntl64(Descriptor, notWaiting(Command), Argument); },
      [&] { return real().fcntl64(Descriptor, Command, Argument); }));
}
