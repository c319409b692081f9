//===- RobustList.h - Mutexes that a thread leaves behind -------*- C++ -*-===//
//
// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef LOCKSTEP_PLATFORM_ROBUSTLIST_H
#define LOCKSTEP_PLATFORM_ROBUSTLIST_H

#include "base/Placement.h"

#include <vector>

namespace lockstep {

/// The head of the calling kernel thread's list of robust mutexes, as glibc
/// registered it (get_robust_list(2)); null when there is none.
void *robustListHead();

/// What the kernel does when a thread ends: marks each robust mutex in the list
/// at \p Head as left behind by its owner, and empties the list. \returns the
/// addresses of the mutexes.
LOCKSTEP_EACH_EXECUTION std::vector<void *> abandonRobustMutexes(void *Head);

} // namespace lockstep

#endif
