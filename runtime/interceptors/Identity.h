//===- Identity.h - Process and thread ids ----------------------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_INTERCEPTORS_IDENTITY_H
#define LOCKSTEP_INTERCEPTORS_IDENTITY_H

#include <sys/types.h>

namespace lockstep {

/// The process or process group that the program means by \p Pid: the real pid
/// where \p Pid is the virtual one of this process, or of the one that it was
/// forked from. Other numbers are what they are.
pid_t realProcess(pid_t Pid);

/// What the program calls the process \p Pid: the inverse.
pid_t virtualProcess(pid_t Pid);

/// The kernel thread that the program means by \p Tid in a call that takes 0
/// for the calling thread. What names no kernel thread stays.
pid_t realThread(pid_t Tid);

} // namespace lockstep

#endif
