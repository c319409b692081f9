//===- Closing.cpp - The end of a descriptor ------------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Who finds the end of a pipe or a connection, or a lock that was given up with
// it, comes after who closed it. Real, and no scheduling points.
//
//===----------------------------------------------------------------------===//

#include "interceptors/DescriptorSync.h"
#include "interceptors/Intercept.h"

using namespace lockstep;

LOCKSTEP_INTERCEPT int close(int Descriptor) {
  passOnAtEnd(Descriptor);
  return real().close(Descriptor);
}

LOCKSTEP_INTERCEPT int shutdown(int Socket, int How) noexcept {
  passOnAtEnd(Socket);
  return real().shutdown(Socket, How);
}

LOCKSTEP_INTERCEPT int listen(int Socket, int Backlog) noexcept {
  passOnThrough(Socket);
  return real().listen(Socket, Backlog);
}

// What these put in its place is closed before.

LOCKSTEP_INTERCEPT int dup2(int Descriptor, int InPlaceOf) noexcept {
  passOnAtEnd(InPlaceOf);
  return real().dup2(Descriptor, InPlaceOf);
}

LOCKSTEP_INTERCEPT int dup3(int Descriptor, int InPlaceOf, int Flags) noexcept {
  passOnAtEnd(InPlaceOf);
  return real().dup3(Descriptor, InPlaceOf, Flags);
}

LOCKSTEP_INTERCEPT int close_range(unsigned First, unsigned Last,
                                   int Flags) noexcept {
  passOnThroughAll();
  return real().close_range(First, Last, Flags);
}

LOCKSTEP_INTERCEPT void closefrom(int First) noexcept {
  passOnThroughAll();
  real().closefrom(First);
}

//===----------------------------------------------------------------------===//
// Streams
//===----------------------------------------------------------------------===//

/// -1 for a stream in memory.
static int descriptorOf(FILE *Stream) {
  int Errno = errno;
  int Descriptor = fileno_unlocked(Stream);
  errno = Errno;
  return Descriptor;
}

LOCKSTEP_INTERCEPT int fclose(FILE *Stream) {
  passOnAtEnd(descriptorOf(Stream));
  return real().fclose(Stream);
}

static void passOnBuffered(FILE *Stream) {
  if (Stream)
    passOnThrough(descriptorOf(Stream));
  else
    passOnThroughAll();
}

LOCKSTEP_INTERCEPT int fflush(FILE *Stream) {
  passOnBuffered(Stream);
  return real().fflush(Stream);
}

LOCKSTEP_INTERCEPT int fflush_unlocked(FILE *Stream) {
  passOnBuffered(Stream);
  return real().fflush_unlocked(Stream);
}
