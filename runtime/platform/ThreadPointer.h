//===- ThreadPointer.h - The FS base ----------------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_THREADPOINTER_H
#define LOCKSTEP_PLATFORM_THREADPOINTER_H

namespace lockstep {

/// Whether the kernel lets programs execute wrfsbase (AT_HWCAP2 bit 1, Linux
/// 5.9). Where it does not, a system call does the same, ten times slower.
bool kernelPermitsFsGsBase();

/// The calling thread's thread control block, as glibc knows it.
inline void *threadPointer() { return __builtin_thread_pointer(); }

} // namespace lockstep

#endif
