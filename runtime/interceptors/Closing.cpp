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
#include "interceptors/DescriptorWaits.h"
#include "interceptors/Intercept.h"

using namespace lockstep;

namespace {
/// A call that others who wait for descriptors may go on after.
class Change {
public:
  Change() = default;
  ~Change() { DescriptorWaits::changedHere(); }
  Change(const Change &) = delete;
};
} // namespace

LOCKSTEP_INTERCEPT int close(int Descriptor) {
  Change Made;
  passOnAtEnd(Descriptor);
  return real().close(Descriptor);
}

LOCKSTEP_INTERCEPT int shutdown(int Socket, int How) noexcept {
  Change Made;
  passOnAtEnd(Socket);
  return real().shutdown(Socket, How);
}

// What these put in its place is closed before.

LOCKSTEP_INTERCEPT int dup2(int Descriptor, int InPlaceOf) noexcept {
  Change Made;
  passOnAtEnd(InPlaceOf);
  return real().dup2(Descriptor, InPlaceOf);
}

LOCKSTEP_INTERCEPT int dup3(int Descriptor, int InPlaceOf, int Flags) noexcept {
  Change Made;
  passOnAtEnd(InPlaceOf);
  return real().dup3(Descriptor, InPlaceOf, Flags);
}

LOCKSTEP_INTERCEPT int close_range(unsigned First, unsigned Last,
                                   int Flags) noexcept {
  Change Made;
  passOnThroughAll();
  return real().close_range(First, Last, Flags);
}

LOCKSTEP_INTERCEPT void closefrom(int First) noexcept {
  Change Made;
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
  Change Made;
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
  Change Made;
  passOnBuffered(Stream);
  return real().fflush(Stream);
}

LOCKSTEP_INTERCEPT int fflush_unlocked(FILE *Stream) {
  Change Made;
  passOnBuffered(Stream);
  return real().fflush_unlocked(Stream);
}
