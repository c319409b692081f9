//===- Mappings.cpp - Memory that the kernel takes away -------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is mapped where something else was is something else. Real, and no
// scheduling point: the threads are under control, so nobody maps anything
// between the real call and the note of it.
//
//===----------------------------------------------------------------------===//

#include "interceptors/Intercept.h"

#include <cstdarg>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unordered_map>

using namespace lockstep;

static void takenAway(Control &C, const void *Address, size_t Size) {
  Control::Scope Inside(C);
  C.engine().freed(uint64_t(Address), Size);
}

/// What was there before is gone where \p Flags say that it may be.
static void *mapped(void *Address, size_t Size, int Flags) {
  if (Address == MAP_FAILED || !(Flags & MAP_FIXED))
    return Address;
  if (Control *C = Control::here())
    takenAway(*C, Address, Size);
  return Address;
}

LOCKSTEP_INTERCEPT void *mmap(void *Address, size_t Size, int Protection,
                              int Flags, int File, off_t Offset) noexcept {
  return mapped(real().mmap(Address, Size, Protection, Flags, File, Offset),
                Size, Flags);
}

LOCKSTEP_INTERCEPT void *mmap64(void *Address, size_t Size, int Protection,
                                int Flags, int File, off64_t Offset) noexcept {
  return mapped(real().mmap(Address, Size, Protection, Flags, File, Offset),
                Size, Flags);
}

LOCKSTEP_INTERCEPT int munmap(void *Address, size_t Size) noexcept {
  int Result = real().munmap(Address, Size);
  if (Control *C = Control::here(); C && !Result)
    takenAway(*C, Address, Size);
  return Result;
}

LOCKSTEP_INTERCEPT void *mremap(void *Address, size_t OldSize, size_t NewSize,
                                int Flags, ...) noexcept {
  va_list Further;
  va_start(Further, Flags);
  void *Wanted = Flags & MREMAP_FIXED ? va_arg(Further, void *) : nullptr;
  va_end(Further);
  void *Now = real().mremap(Address, OldSize, NewSize, Flags, Wanted);
  Control *C = Control::here();
  if (!C || Now == MAP_FAILED)
    return Now;
  if (Wanted)
    takenAway(*C, Wanted, NewSize);
  if (Now != Address)
    takenAway(*C, Address, OldSize);
  else if (NewSize < OldSize)
    takenAway(*C, static_cast<char *>(Address) + NewSize, OldSize - NewSize);
  return Now;
}

/// The sizes of the segments that are attached, by address: shmdt(2) does not
/// say how much it takes away. Of use until the last exit handler.
static std::unordered_map<const void *, size_t> &attached() {
  static auto *Sizes = new std::unordered_map<const void *, size_t>;
  return *Sizes;
}

LOCKSTEP_INTERCEPT void *shmat(int Segment, const void *Address,
                               int Flags) noexcept {
  void *Now = real().shmat(Segment, Address, Flags);
  shmid_ds Known;
  Control *C = Control::here();
  if (!C || Now == reinterpret_cast<void *>(-1) ||
      shmctl(Segment, IPC_STAT, &Known))
    return Now;
  Control::Scope Inside(*C);
  attached()[Now] = Known.shm_segsz;
  return Now;
}

LOCKSTEP_INTERCEPT int shmdt(const void *Address) noexcept {
  int Result = real().shmdt(Address);
  Control *C = Control::here();
  if (!C || Result)
    return Result;
  Control::Scope Inside(*C);
  auto Found = attached().find(Address);
  if (Found == attached().end())
    return Result;
  C->engine().freed(uint64_t(Address), Found->second);
  attached().erase(Found);
  return Result;
}
