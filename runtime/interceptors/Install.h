//===- Install.h - Interceptors that must be told to begin ------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_INSTALL_H
#define LOCKSTEP_INTERCEPTORS_INSTALL_H

namespace lockstep {

/// Keys.cpp: has finished threads run their key destructors.
void installKeys();

/// Allocation.cpp: hears what the allocator of a sanitizer frees, when the
/// program has one. In the driver, once.
void watchAllocator();

/// Prepares all interceptors for an execution.
inline void installInterceptors() { installKeys(); }

} // namespace lockstep

#endif
