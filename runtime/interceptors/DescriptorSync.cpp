//===- DescriptorSync.cpp - What descriptors order ------------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "interceptors/DescriptorSync.h"

#include "base/Hash.h"
#include "interceptors/RaceAnnotations.h"
#include "platform/Kernel.h"

#include <sys/epoll.h>
#include <sys/stat.h>

using namespace lockstep;

namespace {

/// Objects without an address have keys where no program's memory can be.
const void *keyOf(uint64_t Family, uint64_t Name) {
  uint64_t Parts[] = {Family, Name};
  constexpr uint64_t Beyond = uint64_t(1) << 63;
  return reinterpret_cast<const void *>(
      (hash64({reinterpret_cast<const char *>(Parts), sizeof Parts}) | Beyond) &
      ~uint64_t(7));
}

const void *keyOfDescriptor(int Descriptor) {
  struct stat Status;
  if (kernelCall(SYS_fstat, Descriptor, long(&Status)) < 0)
    return nullptr;
  unsigned Type = Status.st_mode & S_IFMT;
  if (Type == S_IFSOCK || Type == 0)
    return keyOf(Type, 0);
  return keyOf(Status.st_dev, Status.st_ino);
}

} // namespace

void lockstep::passOnThrough(int Descriptor) {
  if (Annotation Told; Told)
    if (const void *Key = keyOfDescriptor(Descriptor))
      Told.release(Key);
}

Receiving::~Receiving() {
  if (Annotation Told; Told)
    if (const void *Key = keyOfDescriptor(Descriptor))
      Told.acquire(Key);
}

static const void *keyOfSet(int Set) { return keyOf(S_IFMT, uint64_t(Set)); }

SetSync::SetSync(int Set) : Set(Set) { Annotation().release(keyOfSet(Set)); }

SetSync::~SetSync() { Annotation().acquire(keyOfSet(Set)); }

/// What an event's data points to was made before the event was asked for.
LOCKSTEP_INTERCEPT int epoll_ctl(int Descriptor, int Operation, int File,
                                 epoll_event *Wanted) noexcept {
  passOnThrough(Descriptor);
  return real().epoll_ctl(Descriptor, Operation, File, Wanted);
}
