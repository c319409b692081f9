//===- ThreadPointer.h - The FS base ----------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_THREADPOINTER_H
#define LOCKSTEP_PLATFORM_THREADPOINTER_H

#include <cstddef>

namespace lockstep {

/// Whether the kernel lets programs execute wrfsbase (AT_HWCAP2 bit 1, Linux
/// 5.9). Where it does not, a system call does the same, ten times slower.
extern const bool KernelPermitsFsGsBase;

/// The calling thread's thread control block, as glibc knows it.
inline void *threadPointer() { return __builtin_thread_pointer(); }

/// Where errno lies, counted from the thread pointer: the C library is there
/// from the start, and what is has one place for all threads.
extern const ptrdiff_t ErrnoOffset;

/// errno of the calling thread, without a call into the C library: each page of
/// code that an execution touches first costs it a fault.
inline int &ownErrno() {
  return *reinterpret_cast<int *>(static_cast<char *>(threadPointer()) +
                                  ErrnoOffset);
}

} // namespace lockstep

#endif
