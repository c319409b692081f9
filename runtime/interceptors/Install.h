//===- Install.h - Interceptors that must be told to begin ------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_INSTALL_H
#define LOCKSTEP_INTERCEPTORS_INSTALL_H

#include "engine/Engine.h"

namespace lockstep {

/// Keys.cpp: has finished threads run their key destructors.
void installKeys();

/// Allocation.cpp: hears what the allocator of a sanitizer frees, when the
/// program has one. In the driver, once.
void watchAllocator();

/// StandardStreams.cpp: learns where the C++ library keeps them. In the driver,
/// once.
void findStandardStreams();
/// Races on them are not the program's.
void exceptStandardStreams(Racing &Races);

/// Prepares all interceptors for an execution by \p Scheduler.
inline void installInterceptors(Engine &Scheduler) {
  installKeys();
  if (Racing *Races = Scheduler.races())
    exceptStandardStreams(*Races);
}

} // namespace lockstep

#endif
