//===- TsanInterface.cpp - sanitizer/tsan_interface.h ---------------------===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of ThreadSanitizer's public interface that tells it of
// synchronization it cannot see. What asks for its reports is left out.
//
//===----------------------------------------------------------------------===//

#include "interceptors/RaceAnnotations.h"

using namespace lockstep;
using Ignored = Racing::Ignored;

namespace {
// Flags of the header.
constexpr unsigned ReadLock = 1 << 3;
constexpr unsigned TryLockFailed = 1 << 5;
constexpr unsigned UnlockWholly = 1 << 7;
constexpr unsigned SwitchWithoutSync = 1 << 0;

/// What a lock does inside is its own business.
void ignoreAll(int By) {
  Annotation Told;
  for (Ignored What : {Ignored::Reads, Ignored::Writes, Ignored::Sync})
    Told.ignore(What, By);
}
} // namespace

LOCKSTEP_INTERCEPT void __tsan_acquire(void *Address) {
  Annotation().acquire(Address);
}

LOCKSTEP_INTERCEPT void __tsan_release(void *Address) {
  Annotation().release(Address);
}

//===----------------------------------------------------------------------===//
// Mutexes
//===----------------------------------------------------------------------===//

LOCKSTEP_INTERCEPT void __tsan_mutex_create(void *, unsigned) {}

LOCKSTEP_INTERCEPT void __tsan_mutex_destroy(void *, unsigned) {}

LOCKSTEP_INTERCEPT void __tsan_mutex_pre_lock(void *, unsigned) {
  ignoreAll(1);
}

LOCKSTEP_INTERCEPT void __tsan_mutex_post_lock(void *Address, unsigned Flags,
                                               int) {
  ignoreAll(-1);
  if (!(Flags & TryLockFailed))
    Annotation().lockTaken(Address, Flags & ReadLock);
}

LOCKSTEP_INTERCEPT int __tsan_mutex_pre_unlock(void *Address, unsigned Flags) {
  Annotation().lockGiven(Address, Flags & ReadLock, Flags & UnlockWholly);
  ignoreAll(1);
  return 1;
}

LOCKSTEP_INTERCEPT void __tsan_mutex_post_unlock(void *, unsigned) {
  ignoreAll(-1);
}

LOCKSTEP_INTERCEPT void __tsan_mutex_pre_signal(void *, unsigned) {
  ignoreAll(1);
}

LOCKSTEP_INTERCEPT void __tsan_mutex_post_signal(void *, unsigned) {
  ignoreAll(-1);
}

LOCKSTEP_INTERCEPT void __tsan_mutex_pre_divert(void *, unsigned) {
  ignoreAll(-1);
}

LOCKSTEP_INTERCEPT void __tsan_mutex_post_divert(void *, unsigned) {
  ignoreAll(1);
}

LOCKSTEP_INTERCEPT void __tsan_check_no_mutexes_held() {}

//===----------------------------------------------------------------------===//
// Fibers
//===----------------------------------------------------------------------===//

// A handle is the fiber's number plus one.
static void *handleOf(uint32_t Fiber) {
  return reinterpret_cast<void *>(uintptr_t(Fiber) + 1);
}

LOCKSTEP_INTERCEPT void *__tsan_get_current_fiber() {
  Annotation Told;
  return Told ? handleOf(Told.races().fiber(Told.self())) : nullptr;
}

LOCKSTEP_INTERCEPT void *__tsan_create_fiber(unsigned) {
  Annotation Told;
  return Told ? handleOf(Told.races().createFiber(Told.self())) : nullptr;
}

LOCKSTEP_INTERCEPT void __tsan_destroy_fiber(void *) {}

LOCKSTEP_INTERCEPT void __tsan_switch_to_fiber(void *Fiber, unsigned Flags) {
  if (Annotation Told; Told && Fiber)
    Told.races().switchToFiber(Told.self(), uint32_t(uintptr_t(Fiber) - 1),
                               !(Flags & SwitchWithoutSync));
}

LOCKSTEP_INTERCEPT void __tsan_set_fiber_name(void *, const char *) {}

LOCKSTEP_INTERCEPT void __tsan_flush_memory() {}
